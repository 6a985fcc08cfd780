"""Letters that tell what waits to be handed in: a link for each, and nothing of any answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.assessments.models import INVITATION, Assessment, Reminder
from samvern.apps.assessments.queries import officers_on, waiting_for
from samvern.base.jobs import letters
from samvern.base.models import User
from samvern.ui.numbers import day

#: A letter lists so many; whoever has more waiting finds them in the list that it links to.
MOST_LISTED: Final = 20


def send(user_ids: Collection[int], *, at: datetime) -> None:
    """Send each of them one letter about all that waits; call it when their reminders are saved."""
    waiting = waiting_for(user_ids, officers_on(localdate(at)))

    def write(user: User, taken: Sequence[Reminder]) -> EmailMessage | None:
        """Nothing is said of what was handed in meanwhile."""
        mine = waiting.get(user.pk, ())
        is_first = all(each.key == INVITATION for each in taken)
        return letter_to(user, mine, is_first=is_first) if mine else None

    letters.deliver(Reminder.objects.due(at), user_ids, at=at, tried="tried_at", write=write)


def letter_to(user: User, waiting: Sequence[Assessment], *, is_first: bool) -> EmailMessage:
    """The letter in the reader's language; ``is_first`` when it only tells of what has opened."""
    with translation.override(user.language):
        count = len(waiting)
        subject = (
            _("You are asked for a self-assessment")
            if is_first
            else ngettext(
                "%(count)d self-assessment waits for you",
                "%(count)d self-assessments wait for you",
                count,
            )
            % {"count": count}
        )
        return EmailMessage(
            subject=subject,
            body=_body(user, waiting, is_first=is_first),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[user.email],
        )


def _body(user: User, waiting: Sequence[Assessment], *, is_first: bool) -> str:
    listed = [_line(each, user.language) for each in waiting[:MOST_LISTED]]
    if left := len(waiting) - len(listed):
        listed.append(_("– and %(count)d more") % {"count": left})
    everything = settings.BASE_URL + reverse("assessments:assessments")
    lines = (
        _("Hello %(name)s,") % {"name": user.name},
        _("You are in charge of security, and are asked how things are:")
        if is_first
        else _("You are in charge of security, and this is not handed in yet:"),
        "\n".join(listed),
        _("Before you answer, you are told who will see what."),
        _("Everything that waits for you: %(url)s") % {"url": everything},
    )
    return "\n\n".join(lines) + "\n"


def _line(each: Assessment, language: str) -> str:
    url = settings.BASE_URL + reverse("assessments:assessment", args=[each.pk])
    named = {"title": each.title, "actor": each.actor.name, "url": url}
    if each.asked_by_on is None:
        return _("– %(title)s, %(actor)s: %(url)s") % named
    named["date"] = day(each.asked_by_on, language)
    return _("– %(title)s, %(actor)s, by %(date)s: %(url)s") % named
