"""Who is reminded of what is due, found behind the pages once a day; the letters go out after each step.

A step writes down who is to be told, or has some of those letters sent once it is saved.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actions import operations, queries
from samvern.apps.actions.models import Notice
from samvern.apps.actions.recording import note_owed
from samvern.base import jobs
from samvern.base.jobs import Progress, Work, letters
from samvern.base.viewer import SYSTEM

KIND: Final = "actions.remind"
#: How often it is looked whether the day's reminders are asked for, or a letter is to be tried again.
EVERY: Final = timedelta(minutes=10)
#: Letters go out from this hour of the day on.
FROM_HOUR: Final = 6
#: So many actions or accepted risks are looked at in a step.
BATCH: Final = 500


def look(at: datetime) -> None:
    """Ask for the reminders of the day, and for letters to be tried again."""
    local = localtime(at)
    if local.hour >= FROM_HOUR and queries.is_anything_due(local.date()):
        _ask(f"day/{local.date().isoformat()}", at)
    if Notice.objects.left_over(at).exists():
        _ask(f"again/{int(at.timestamp() // EVERY.total_seconds())}", at)


@transaction.atomic
def _ask(key: str, at: datetime) -> None:
    jobs.enqueue(by=SYSTEM, kind=KIND, key=key, label=localtime(at).date().isoformat(), at=at)


def advance(work: Work) -> Progress:
    """Write down who is to be told of actions, then of accepted risks; then send, some at a time."""
    cursor = work.cursor or {"stage": "actions", "after": 0}
    if cursor["stage"] == letters.SEND:
        return letters.send_some(
            work,
            Notice.objects.to_send(work.at),
            after=cursor["after"],
            send=lambda users: operations.send_reminders(
                by=work.viewer, user_ids=users, at=work.at
            ),
        )
    is_actions = cursor["stage"] == "actions"
    read = queries.owed_for_actions if is_actions else queries.owed_for_risks
    part = read(work.viewer, at=work.at, after=cursor["after"], most=BATCH)
    note_owed(part, at=work.at)
    if part.last is not None:
        return Progress({"stage": cursor["stage"], "after": part.last})
    if is_actions:
        return Progress({"stage": "risks", "after": 0})
    return letters.begin_sending(Notice.objects.to_send(work.at))
