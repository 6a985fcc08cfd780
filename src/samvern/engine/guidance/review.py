"""Which guidance its owner should look through again, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samvern.engine.errors import InvalidInput
from samvern.engine.guidance.catalogue import (
    GuidanceCatalogue,
    GuidanceEntry,
    Life,
    LinkState,
    Standing,
)
from samvern.engine.months import months_later


class ReviewReason(StrEnum):
    """Why an owner is asked, what is most pressing first."""

    LINK_BROKEN = "link_broken"  # people are led nowhere
    LONG_AGO = "long_ago"  # the last review is older than it may be
    UNVERIFIED = "unverified"  # what the catalogue says of it was never checked
    NEVER = "never"  # no review is known


@dataclass(frozen=True)
class DueReview:
    """An entry that waits for its owner.

    ``owner`` is who holds it today, empty when nobody is known to. ``due_on`` is the day the
    last review ran out, None when none is known.
    """

    entry: GuidanceEntry
    owner: str
    reasons: tuple[ReviewReason, ...]
    due_on: date | None = None

    def to_json(self) -> dict[str, object]:
        """What waits, as plain values."""
        return {
            "id": self.entry.id,
            "owner": self.owner or None,
            "reasons": list(self.reasons),
            "due_on": self.due_on and self.due_on.isoformat(),
        }


def due_for_review(
    catalogue: GuidanceCatalogue, *, on: date, owner_today: Mapping[str, str] | None = None
) -> list[DueReview]:
    """List what is in use and waits for its owner on a day.

    Parameters
    ----------
    on
        The day it is asked for.
    owner_today
        Who holds today what a name once held; names left out hold it still.

    Returns
    -------
    list of DueReview
        Most pressing reason first, then what ran out first, then by identifier.

    Examples
    --------
    >>> from samvern.engine.guidance.catalogue import GuidanceKind
    >>> old = GuidanceEntry("a", GuidanceKind.GUIDE, {"nb": "A"}, reviewed_on=date(2024, 2, 29))
    >>> shelf = GuidanceCatalogue("c", "1", {}, "P", review_months=12, entries=(old,))
    >>> [(each.reasons[0].value, each.due_on) for each in due_for_review(shelf, on=date(2026, 1, 1))]
    [('long_ago', datetime.date(2025, 2, 28))]
    """
    today = owner_today or {}
    found = []
    for entry in catalogue.entries:
        due_on = review_due_on(entry, catalogue.review_months)
        reasons = _reasons(entry, due_on, on)
        if reasons:
            owner = today.get(entry.owner, entry.owner)
            found.append(DueReview(entry, owner, reasons, due_on))
    order = list(ReviewReason)
    return sorted(
        found,
        key=lambda due: (order.index(due.reasons[0]), due.due_on or date.max, due.entry.id),
    )


def review_due_on(entry: GuidanceEntry, review_months: int | None) -> date | None:
    """The last day that an owner's review is good for; None when it never runs out or is unknown."""
    months = entry.review_months or review_months
    if entry.reviewed_on is None or months is None:
        return None
    return add_months(entry.reviewed_on, months)


def _reasons(entry: GuidanceEntry, due_on: date | None, on: date) -> tuple[ReviewReason, ...]:
    if entry.life is not Life.IN_USE:
        return ()
    holds = {
        ReviewReason.LINK_BROKEN: entry.link is LinkState.BROKEN,
        ReviewReason.LONG_AGO: due_on is not None and due_on < on,
        ReviewReason.UNVERIFIED: entry.standing is Standing.UNVERIFIED,
        ReviewReason.NEVER: entry.reviewed_on is None,
    }
    return tuple(reason for reason in ReviewReason if holds[reason])


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last; never past the end of the calendar.

    Raises
    ------
    InvalidInput
        ``review.months_not_positive``.

    Examples
    --------
    >>> add_months(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    if months < 1:
        raise InvalidInput("review.months_not_positive", found=months)
    try:
        return months_later(day, months)
    except ValueError:
        return date.max
