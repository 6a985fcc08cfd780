"""Words of Django and the log-in library that show in our pages and that they lack in one of
our languages. They stand here to be translated with the rest; nothing asks for this module.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

WORDS = (
    gettext_noop("You must type the same password each time."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "count",
    ),
)
