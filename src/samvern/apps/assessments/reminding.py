"""Who is reminded of what, found behind the pages; the letters go out after each step.

A step writes down who is to be written to, or has some of those letters sent once it is saved. What
was written down is sent once: whoever sends a letter first notes that it is being sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from samvern.apps.assessments import reminder_letters
from samvern.apps.assessments.models import (
    Assessment,
    AssessmentState,
    Campaign,
    CampaignState,
    Reminder,
)
from samvern.apps.assessments.queries import not_handed_in, officers_on
from samvern.base import audit, jobs
from samvern.base.jobs import Progress, Work, letters
from samvern.base.jobs.letters import LetterState
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.deadlines import STEP, keys_of_day, reminders_of_day

KIND: Final = "assessments.remind"
#: How often it is looked whether a reminder is due or a letter is to be tried again.
EVERY: Final = timedelta(minutes=10)
#: So many assessments are looked at in a step.
BATCH: Final = 500


@dataclass(frozen=True)
class Occasion:
    """What letters are written for: a campaign, and which of its days it is."""

    campaign_id: int
    key: str


def ask_for_letters(
    *,
    by: Viewer,
    occasions: Sequence[Occasion],
    key: str,
    label: str,
    at: datetime,
    chosen: Sequence[int] | None = None,
) -> None:
    """Have a job write to those who have not handed in; ``chosen`` narrows it to some assessments."""
    content: dict[str, Any] = {"occasions": [[each.campaign_id, each.key] for each in occasions]}
    if chosen is not None:
        content["chosen"] = sorted(chosen)
    jobs.enqueue(by=by, kind=KIND, key=key, label=label, content=content, at=at)


def look(at: datetime) -> None:
    """Ask for the reminders that fell due since the last look, and for letters to be tried again.

    Of several days of one campaign that were passed over, the last one counts.
    """
    if Campaign.objects.filter(state=CampaignState.OPEN, reminded_until__lt=at).exists():
        _look_after_deadlines(at)
    left = Reminder.objects.left_over(at).order_by("campaign")
    if titles := list(left.values_list("campaign__title", flat=True).distinct()):
        with transaction.atomic():
            key = f"again/{int(at.timestamp() // EVERY.total_seconds())}"
            ask_for_letters(by=SYSTEM, occasions=(), key=key, label=", ".join(titles), at=at)


@transaction.atomic
def _look_after_deadlines(at: datetime) -> None:
    due, titles = [], []
    running = Campaign.objects.filter(state=CampaignState.OPEN, reminded_until__lt=at)
    for campaign in running.select_for_update(of=("self",)).order_by("pk"):
        alarms = reminders_of_day(
            campaign.title,
            campaign.due_on,
            campaign.reminders,
            after=campaign.reminded_until or campaign.opened_at or campaign.planned_at,
            until=at,
        )
        campaign.reminded_until = at
        campaign.save(update_fields=["reminded_until"])
        if alarms:
            due.append(Occasion(campaign.pk, alarms[-1].key))
            titles.append(campaign.title)
            audit.record(SYSTEM, "campaign.reminded", campaign, at=at)
    if due:
        key = f"due/{at.isoformat()}"
        ask_for_letters(by=SYSTEM, occasions=due, key=key, label=", ".join(titles), at=at)


def forget_old_day(campaign: Campaign) -> None:
    """Have no letter go out that was written down about a day that the campaign no longer has."""
    written = campaign.reminder_letters.filter(
        key__startswith=f"{STEP}/", state__in=(LetterState.WAITING, LetterState.FAILED)
    )
    written.exclude(key__in=_keys_of(campaign)).update(state=LetterState.NOT_NEEDED)


def _keys_of(campaign: Campaign) -> set[str]:
    """The occasions about the day that answers are asked for by."""
    return keys_of_day(
        campaign.title,
        campaign.due_on,
        campaign.reminders,
        started_at=campaign.opened_at or campaign.planned_at,
    )


def _still_hold(keys: Mapping[int, str]) -> Mapping[int, str]:
    """The occasions without those about a day that was moved before anything was written down."""
    of_deadline = [pk for pk, key in keys.items() if key.startswith(f"{STEP}/")]
    moved = {
        campaign.pk
        for campaign in Campaign.objects.filter(pk__in=of_deadline)
        if keys[campaign.pk] not in _keys_of(campaign)
    }
    return {pk: key for pk, key in keys.items() if pk not in moved}


def advance(work: Work) -> Progress:
    """Write down who is to be told, some hundred assessments at a time; then send, some at a time."""
    cursor = work.cursor or {"stage": "write", "after": 0}
    if cursor["stage"] == "write":
        return _write_down(work, cursor["after"])
    return letters.send_some(
        work,
        Reminder.objects.due(work.at),
        after=cursor["after"],
        send=lambda users: reminder_letters.send(users, at=work.at),
    )


def _write_down(work: Work, after: int) -> Progress:
    asked = {int(campaign): str(key) for campaign, key in work.content["occasions"]}
    keys = _still_hold(asked)
    found = list(_asked(keys, work.content.get("chosen")).filter(pk__gt=after)[:BATCH])
    if not found:
        return letters.begin_sending(Reminder.objects.due(work.at))
    officers = officers_on(localdate(work.at))
    told = {(each.campaign_id, user) for each in found for user in officers.of(each.actor.path)}
    Reminder.objects.bulk_create(
        (
            Reminder(campaign_id=pk, user_id=user, key=keys[pk], created_at=work.at)
            for pk, user in sorted(told)
            if pk is not None
        ),
        ignore_conflicts=True,
    )
    return Progress({"stage": "write", "after": found[-1].pk})


def _asked(keys: Mapping[int, str], chosen: Iterable[int] | None) -> QuerySet[Assessment]:
    """Those who have not handed in; but whoever is asked again by a day of their own is reminded of
    that one.
    """
    of_deadline = [pk for pk, key in keys.items() if key.startswith(f"{STEP}/")]
    found = not_handed_in().filter(campaign__in=keys)
    found = found.exclude(
        campaign__in=of_deadline, state=AssessmentState.RETURNED, due_again_on__isnull=False
    )
    if chosen is not None:
        found = found.filter(pk__in=chosen)
    return found.select_related("actor").order_by("pk")
