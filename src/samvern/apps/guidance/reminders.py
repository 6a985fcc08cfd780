"""The e-mail that reminds whoever answers for an owner of guidance of what waits for them."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.guidance.queries import Waiting
from samvern.engine.guidance import DueReview
from samvern.engine.programme.document import in_language
from samvern.ui.wording import guidance as wording

#: Entries that are named in a letter; the page has the rest.
ENTRIES_NAMED = 20

log = logging.getLogger(__name__)


def send(waiting: Waiting) -> bool:
    """Write to one person in their own language; whether the letter went out."""
    try:
        letter(waiting).send()
    except OSError:
        log.exception("a reminder to user %s was not sent", waiting.user.pk)
        return False
    return True


def letter(waiting: Waiting) -> EmailMessage:
    """What is written to one person."""
    with translation.override(waiting.user.language):
        subject = ngettext(
            "%(count)d entry of guidance waits for you to look through it",
            "%(count)d entries of guidance wait for you to look through them",
            len(waiting.due),
        )
        return EmailMessage(
            subject=subject % {"count": len(waiting.due)},
            body="\n\n".join(_paragraphs(waiting)) + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[waiting.user.email],
        )


def _paragraphs(waiting: Waiting) -> Iterator[str]:
    yield _("Hello %(name)s,") % {"name": waiting.user.name}
    yield _(
        "The health sector finds guidance in a shared catalogue. You answer for what follows; please "
        "say whether it is still right. It takes a minute for each."
    )
    yield from (_entry(due, waiting.user.language) for due in waiting.due[:ENTRIES_NAMED])
    more = len(waiting.due) - ENTRIES_NAMED
    if more > 0:
        yield _("… and %(count)d more.") % {"count": more}
    url = settings.BASE_URL + reverse("guidance:reviews")
    yield _("All that waits for you: %(url)s") % {"url": url}
    yield _("You are reminded once a month at most, and not when nothing waits.")


def _entry(due: DueReview, language: str) -> str:
    """An entry: what it is called, why it waits, and where to say so."""
    reasons = ", ".join(wording.reason_name(reason, _) for reason in due.reasons)
    url = settings.BASE_URL + reverse("guidance:review", args=[due.entry.id])
    return f"{in_language(due.entry.title, language)} ({due.owner}): {reasons}.\n{url}"
