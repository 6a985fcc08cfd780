"""Answers that come back from where they were filled in, held against those of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.assessments.answer import AnswerValues, tidy
from samvern.engine.assessments.merging import changed_fields, merge


@dataclass(frozen=True)
class ReturnedAnswer:
    """An answer as it came back, with what it was and which version when it was taken out."""

    code: str
    base_version: int
    base: AnswerValues
    values: AnswerValues

    @property
    def changes(self) -> tuple[str, ...]:
        """The names of what was changed outside."""
        return changed_fields(self.base, self.values)


class ReturnedFate(StrEnum):
    """What becomes of an answer that came back."""

    UNCHANGED = "unchanged"  # it says nothing that is not said already
    CHANGED = "changed"  # changed outside only
    MERGED = "merged"  # changed here as well, elsewhere in the answer
    CLASHING = "clashing"  # the same was changed here and outside, each otherwise


@dataclass(frozen=True)
class ReturnedDifference:
    """What taking in one answer would do.

    Attributes
    ----------
    current
        What the answer says today.
    merged
        What it would say: where the two clash, what it says today.
    changes
        The names of what would change today.
    clashes
        The names of what somebody has to choose; ``returned.values`` is the other side.
    """

    returned: ReturnedAnswer
    fate: ReturnedFate
    current: AnswerValues
    merged: AnswerValues
    changes: tuple[str, ...]
    clashes: tuple[str, ...]


def compare_returned(
    returned: Iterable[ReturnedAnswer], current: Mapping[str, AnswerValues]
) -> tuple[ReturnedDifference, ...]:
    """Say for each answer that came back what taking it in would do.

    Parameters
    ----------
    returned
        One for each requirement that came back, in any order; the others stay as they are.
    current
        What is said today by the code of the requirement; what is left out has not been answered.

    Examples
    --------
    >>> from samvern.engine.assessments.answer import Result
    >>> base, partly = AnswerValues(), AnswerValues(result=Result.PARTLY)
    >>> mine = ReturnedAnswer("1.1", 1, base, AnswerValues(comment="Since May"))
    >>> (found,) = compare_returned([mine], {"1.1": partly})
    >>> found.fate.value, found.merged.result.value, found.merged.comment
    ('merged', 'partly', 'Since May')
    """
    return tuple(_compare(each, current.get(each.code, AnswerValues())) for each in returned)


def _compare(returned: ReturnedAnswer, current: AnswerValues) -> ReturnedDifference:
    mine = tidy(returned.values) if returned.changes else returned.values
    found = merge(returned.base, mine, current)
    changes = changed_fields(current, found.merged)
    if found.clashes:
        fate = ReturnedFate.CLASHING
    elif not changes:
        fate = ReturnedFate.UNCHANGED
    elif current == returned.base:
        fate = ReturnedFate.CHANGED
    else:
        fate = ReturnedFate.MERGED
    return ReturnedDifference(returned, fate, current, found.merged, changes, found.clashes)
