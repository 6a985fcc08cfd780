"""What people do with guidance: look through it and stand by it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.guidance import queries
from samvern.apps.guidance.models import Review
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
