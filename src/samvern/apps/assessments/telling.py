"""Those who answer for security are told that a review is done, and of what is asked for again.

Found behind the pages; a step writes down who is to be told, or has some of those letters sent once it
is saved. What was written down is sent once: whoever sends a letter first notes that it is being sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.timezone import localdate

from samvern.apps.assessments import rules, telling_letters
from samvern.apps.assessments.models import Assessment, AssessmentLetter, LetterAbout, Submission
from samvern.apps.assessments.queries import officers_on
from samvern.base import jobs
from samvern.base.jobs import Progress, Work, letters
from samvern.base.viewer import SYSTEM

KIND: Final = "assessments.tell"
#: How often it is looked whether a reminder is due or a letter is to be tried again.
EVERY: Final = timedelta(minutes=10)
#: So many assessments are looked at in a step.
BATCH: Final = 500


@dataclass(frozen=True)
class Told:
    """What the officers of an assessment are told, once for each key; ``but`` is who knows already."""

    assessment_id: int
    about: LetterAbout
    key: str
    but: int | None = None


def tell_of_verdict(submission: Submission, *, at: datetime) -> None:
    """Have a job tell that the review of a submission is done."""
    told = Told(
        submission.assessment_id,
        LetterAbout.REVIEWED,
        f"submission/{submission.number}",
        but=submission.decided_by_id,
    )
    _ask([told], key=f"reviewed/{submission.pk}", at=at)


def look(at: datetime) -> None:
    """Ask for the reminders that fell due since the last look, and for letters to be tried again.

    Of several days about one deadline that were passed over, the last one counts.
    """
    if Assessment.objects.filter(remind_again_at__lte=at).exists():
        _look_after_deadlines(at)
    if AssessmentLetter.objects.left_over(at).exists():
        with transaction.atomic():
            _ask((), key=f"again/{int(at.timestamp() // EVERY.total_seconds())}", at=at)


@transaction.atomic
def _look_after_deadlines(at: datetime) -> None:
    told = []
    due = Assessment.objects.filter(remind_again_at__lte=at).select_related("campaign")
    for each in due.select_for_update(of=("self",)).order_by("pk"):
        before = each.remind_again_at - timedelta(microseconds=1) if each.remind_again_at else at
        if alarms := rules.reminders_again(each, after=before, until=at):
            told.append(Told(each.pk, LetterAbout.ASKED_AGAIN, alarms[-1].key))
        each.remind_again_at = next_reminder(each, after=at)
        each.save(update_fields=["remind_again_at"])
    if told:
        _ask(told, key=f"due/{at.isoformat()}", at=at)


def next_reminder(assessment: Assessment, *, after: datetime) -> datetime | None:
    """When somebody is next to be reminded of what is asked for again; None for never."""
    alarms = rules.reminders_again(assessment, after=after)
    return alarms[0].at if alarms else None


def _ask(told: Sequence[Told], *, key: str, at: datetime) -> None:
    content: dict[str, Any] = {
        "told": [[each.assessment_id, each.about, each.key, each.but] for each in told]
    }
    label = localdate(at).isoformat()
    jobs.enqueue(by=SYSTEM, kind=KIND, key=key, label=label, content=content, at=at)


def advance(work: Work) -> Progress:
    """Write down who is to be told, some hundred assessments at a time; then send, some at a time."""
    cursor = work.cursor or {"stage": "write", "after": 0}
    due = AssessmentLetter.objects.due(work.at)
    if cursor["stage"] == letters.SEND:
        return letters.send_some(
            work,
            due,
            after=cursor["after"],
            send=lambda users: telling_letters.send(users, at=work.at),
        )
    after = cursor["after"]
    told = [Told(*each) for each in work.content["told"][after : after + BATCH]]
    if not told:
        return letters.begin_sending(due)
    _write_down(told, work.at)
    return Progress({"stage": "write", "after": after + len(told)})


def _write_down(told: Sequence[Told], at: datetime) -> None:
    found = Assessment.objects.select_related("actor").in_bulk(
        {each.assessment_id for each in told}
    )
    officers = officers_on(localdate(at))
    AssessmentLetter.objects.bulk_create(
        (
            AssessmentLetter(
                assessment_id=each.assessment_id,
                user_id=user,
                about=each.about,
                key=each.key,
                created_at=at,
            )
            for each in told
            if each.assessment_id in found
            for user in sorted(officers.of(found[each.assessment_id].actor.path))
            if user != each.but
        ),
        ignore_conflicts=True,
    )
