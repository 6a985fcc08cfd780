"""Which requirements of an assessment somebody wants to see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.queries.assessments import AnswerRow
from samvern.apps.assessments.queries.evidence import codes_with_evidence
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Progress


class Left(StrEnum):
    """What of an assessment somebody wants to see."""

    ALL = ""
    UNANSWERED = "unanswered"
    IN_PROGRESS = "in-progress"
    STILL_TRUE = "still-true"
    GAPS = "gaps"
    MINE = "mine"
    OVERDUE = "overdue"
    WITHOUT_EVIDENCE = "without-evidence"


@dataclass(frozen=True)
class RowFilters:
    """Which requirements to show: what is left, and words in their number, title or answer."""

    left: Left = Left.ALL
    words: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> RowFilters:
        """Read from the address; what it gets wrong narrows nothing down."""
        left = query.get("left", "")
        known = left in set(Left)
        return cls(Left(left) if known else Left.ALL, " ".join(query.get("q", "").split())[:100])

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return not self.left and not self.words


@dataclass(frozen=True)
class _Looking:
    """Who looks when, and which requirements have evidence where that is asked."""

    viewer: Viewer
    on: date
    with_evidence: frozenset[str]


def fitting(
    viewer: Viewer,
    assessment: Assessment,
    rows: Sequence[AnswerRow],
    filters: RowFilters,
    *,
    on: date,
) -> tuple[AnswerRow, ...]:
    """The rows that fit. One query where evidence is asked for, else none."""
    if filters.is_empty:
        return tuple(rows)
    asks_evidence = filters.left is Left.WITHOUT_EVIDENCE
    known = codes_with_evidence(viewer, assessment) if asks_evidence else frozenset[str]()
    looking = _Looking(viewer, on, known)
    words = filters.words.casefold().split()
    return tuple(row for row in rows if _FITS[filters.left](row, looking) and _says(row, words))


def is_carried(row: AnswerRow) -> bool:
    """Whether an answer comes from an earlier assessment, and nobody has said that it holds."""
    return row.answer is not None and row.answer.is_carried


def _says(row: AnswerRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    values, requirement = row.values, row.requirement
    texts = (requirement.id, *requirement.title.values(), *requirement.text.values())
    said = (values.comment, values.responsible, values.supplier, values.reason)
    found = "\n".join((*texts, *said)).casefold()
    return all(word in found for word in words)


def _is_mine(row: AnswerRow, viewer: Viewer) -> bool:
    named = row.values.responsible.casefold()
    return bool(named) and named == viewer.name.casefold()


def _is_overdue(row: AnswerRow, on: date) -> bool:
    due = row.values.due_on
    return due is not None and due < on and (row.values.is_gap or not row.values.is_answered)


def _is_unproven(row: AnswerRow, looking: _Looking) -> bool:
    """Something is said, and nothing shows it."""
    return row.values.is_answered and row.requirement.id not in looking.with_evidence


_FITS: Mapping[Left, Callable[[AnswerRow, _Looking], bool]] = MappingProxyType(
    {
        Left.ALL: lambda _row, _looking: True,
        Left.UNANSWERED: lambda row, _looking: not row.values.is_answered,
        Left.IN_PROGRESS: lambda row, _looking: row.values.progress is Progress.IN_PROGRESS,
        Left.STILL_TRUE: lambda row, _looking: is_carried(row),
        Left.GAPS: lambda row, _looking: row.values.is_gap,
        Left.MINE: lambda row, looking: _is_mine(row, looking.viewer),
        Left.OVERDUE: lambda row, looking: _is_overdue(row, looking.on),
        Left.WITHOUT_EVIDENCE: _is_unproven,
    }
)
