"""What people do with guidance: look through it and stand by it, and remind those who should."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.guidance import catalogue, queries, reminders
from samvern.apps.guidance.models import Reminder, Review
from samvern.apps.guidance.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotReady
from samvern.engine.guidance import Life, LinkState

#: The longest note.
MAX_NOTE = 2000


@transaction.atomic
def record_review(
    *,
    by: Viewer,
    entry: str,
    reviewed_on: date,
    link: LinkState = LinkState.UNKNOWN,
    note: str = "",
    at: datetime,
) -> Review:
    """Record that somebody has looked through an entry for its owner and stands by it.

    Parameters
    ----------
    reviewed_on
        The day, not after the day of ``at``.
    link
        Whether the address led there; only for an entry that has one.

    Raises
    ------
    NotFound
        ``guidance.unknown``.
    NotAllowed
        Without ``REVIEW_GUIDANCE`` on the owner.
    NotReady
        ``review.not_in_use``.
    InvalidInput
        ``review.in_the_future``, ``review.no_address``, ``review.note_too_long``.
    """
    today = localtime(at).date()
    found, place = queries.entry_to_review(by, entry, on=today)
    by.require(Permission.REVIEW_GUIDANCE, on=place)
    if found.life is not Life.IN_USE:
        raise NotReady("review.not_in_use", id=entry)
    if reviewed_on > today:
        raise InvalidInput("review.in_the_future", found=reviewed_on)
    if link is not LinkState.UNKNOWN and not found.address:
        raise InvalidInput("review.no_address", id=entry)
    if len(note) > MAX_NOTE or "\0" in note:
        raise InvalidInput("review.note_too_long", most=MAX_NOTE)
    review = Review.objects.create(
        catalogue=queries.whole(by).id,
        entry=entry,
        reviewed_on=reviewed_on,
        link=link.value,
        note=note.strip(),
        by_name=by.name,
        by_user_id=by.user_id,
        recorded_at=at,
        path=place.path,
    )
    audit.record(
        by,
        "guidance.reviewed",
        review,
        at=at,
        path=place.path,
        changes={"entry": entry, "reviewed_on": reviewed_on.isoformat(), "link": link.value},
    )
    return review


@transaction.atomic
def remind_owners(*, by: Viewer, at: datetime) -> list[Reminder]:
    """Write to those who answer for owners of guidance about what waits for them.

    Each person is written to once in a calendar month at most. The letters go out after the
    commit; what could not be sent is noted, and tried again the next time.

    Raises
    ------
    NotAllowed
        Without ``REMIND_OWNERS``.
    """
    today = localtime(at).date()
    by.require(Permission.REMIND_OWNERS)
    letters = []
    for waiting in queries.reminders_due(by, on=today, lock=True).people:
        reminder, _is_new = Reminder.objects.update_or_create(
            user=waiting.user,
            catalogue=catalogue.shipped().id,
            month=today.replace(day=1),
            defaults={"entries": len(waiting.due), "reminded_at": at, "has_failed": False},
        )
        changes = {"entries": len(waiting.due)}
        audit.record(by, "guidance.reminded", reminder, at=at, path=waiting.path, changes=changes)
        letters.append((reminder, waiting))
    transaction.on_commit(lambda: _send(by, letters, at), robust=True)
    return [reminder for reminder, _waiting in letters]


def _send(by: Viewer, letters: Sequence[tuple[Reminder, queries.Waiting]], at: datetime) -> None:
    for reminder, waiting in letters:
        if not reminders.send(waiting):
            note_failed_reminder(by=by, reminder_id=reminder.pk, at=at, path=waiting.path)


@transaction.atomic
def note_failed_reminder(*, by: Viewer, reminder_id: int, at: datetime, path: str) -> None:
    """Note that a reminder did not go out, so that it is tried again. Raises ``NotAllowed``."""
    by.require(Permission.REMIND_OWNERS)
    reminder = Reminder.objects.get(pk=reminder_id)
    reminder.has_failed = True
    reminder.save(update_fields=["has_failed"])
    audit.record(by, "guidance.reminder_failed", reminder, at=at, path=path)
