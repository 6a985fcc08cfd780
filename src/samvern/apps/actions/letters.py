"""The e-mail that reminds somebody of what is due. It holds a link, and nothing of what it is about:
weaknesses do not go by e-mail.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samvern.base.models import User

log = logging.getLogger(__name__)


def send(user: User) -> bool:
    """Write to one person in their own language; whether the letter went out."""
    try:
        letter(user).send()
    except OSError:
        log.exception("a reminder to user %s was not sent", user.pk)
        return False
    return True


def letter(user: User) -> EmailMessage:
    """What is written to one person."""
    with translation.override(user.language):
        return EmailMessage(
            subject=_("Something in the follow-up waits for you"),
            body="\n\n".join(_paragraphs(user)) + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[user.email],
        )


def _paragraphs(user: User) -> Iterator[str]:
    yield _("Hello %(name)s,") % {"name": user.name}
    yield _("Something that you follow up is due soon, is overdue, or waits for you to look at it.")
    yield _("See what it is: %(url)s") % {"url": settings.BASE_URL + reverse("actions:mine")}
    yield _("If you answer for security, this shows all that remains: %(url)s") % {
        "url": settings.BASE_URL + reverse("actions:follow-up")
    }
    yield _("What it is about does not stand here: that is not for e-mail.")
