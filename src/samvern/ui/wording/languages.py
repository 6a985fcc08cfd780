"""The interface's translations for programs that do not use Django."""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from samvern.engine.programme.document import LANGUAGES, Text

#: The domain of the translations, which Django's tools decide.
_DOMAIN: Final = "django"


def language_of(wanted: str | None) -> str:
    """The language to speak: the one that is wanted if there is such a one, else bokmål.

    Examples
    --------
    >>> language_of("nn"), language_of("fr"), language_of(None)
    ('nn', 'nb', 'nb')
    """
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The translations into a language; where there are none, sentences stay English."""
    folder = Path(str(resources.files("samvern"))) / "locale"
    return gettext.translation(_DOMAIN, folder, [language], fallback=True)


def in_language(text: Text, language: str) -> str:
    """A text of the data in a language, or else in the first one that it has.

    Examples
    --------
    >>> in_language({"nb": "Mål", "en": "Goal"}, "nn")
    'Mål'
    """
    order = (language, *LANGUAGES, *text)
    return next((text[found] for found in order if text.get(found)), "")
