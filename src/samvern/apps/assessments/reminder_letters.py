"""Letters that tell what waits to be handed in: a link for each, and nothing of any answer."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.assessments.models import INVITATION, Assessment, Reminder, ReminderState
from samvern.apps.assessments.queries import Officers, waiting_for
from samvern.base.jobs import letters
from samvern.base.models import User
from samvern.ui.numbers import day

log = logging.getLogger(__name__)

#: A letter lists so many; whoever has more waiting finds them in the list that it links to.
MOST_LISTED: Final = 20


def send(user_ids: Collection[int], *, at: datetime) -> None:
    """Send each of them one letter about all that waits; call it when their reminders are saved.

    Before a letter goes out it is noted that it is being sent, so that nobody else sends it, and
    one that was cut short by the end of the process is not sent again.
    """
    users = User.objects.in_bulk(user_ids)
    waiting = waiting_for(user_ids, Officers.on(localdate(at)))
    with get_connection(fail_silently=True) as connection:
        connection.fail_silently = False
        for pk, user in sorted(users.items()):
            taken = letters.take(Reminder.objects.due(at), pk, at=at, tried="tried_at")
            if taken:
                state = _send_one(connection, user, waiting.get(pk, ()), taken)
                Reminder.objects.filter(pk__in=[each.pk for each in taken]).update(state=state)


def _send_one(
    connection: BaseEmailBackend,
    user: User,
    waiting: Sequence[Assessment],
    taken: Iterable[Reminder],
) -> ReminderState:
    """Nothing is sent to made-up people, nor of what was handed in meanwhile."""
    if not waiting or not user.is_active or user.is_demo:
        return ReminderState.NOT_NEEDED
    is_first = all(each.key == INVITATION for each in taken)
    letter = letter_to(user, waiting, is_first=is_first)
    letter.connection = connection
    try:
        letter.send()
    except OSError:
        log.exception("a letter to user %s was not sent", user.pk)
        return ReminderState.FAILED
    return ReminderState.SENT


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
