"""Two people at one answer: what goes together is put together, what does not is shown to both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from samvern.engine.assessments.answer import ANSWER_FIELDS, AnswerValues
from samvern.engine.merging import changed_names, merge_values


@dataclass(frozen=True)
class Merge:
    """An answer that holds what both have changed; ``clashes`` names what they changed otherwise.

    Where they clash, ``merged`` has what was saved first.
    """

    merged: AnswerValues
    clashes: tuple[str, ...] = ()


def changed_fields(before: AnswerValues, after: AnswerValues) -> tuple[str, ...]:
    """The names of the values that differ, in order."""
    return changed_names(_named(before), _named(after))


def merge(base: AnswerValues, mine: AnswerValues, theirs: AnswerValues) -> Merge:
    """Put together what two people made of the same answer.

    Parameters
    ----------
    base
        The answer that both started from.
    mine
        What is to be saved now.
    theirs
        What somebody else has saved meanwhile.

    Examples
    --------
    >>> from samvern.engine.assessments.answer import Result
    >>> base = AnswerValues()
    >>> found = merge(base, replace(base, comment="Since May"), replace(base, result=Result.PARTLY))
    >>> found.merged.comment, found.merged.result.value, found.clashes
    ('Since May', 'partly', ())
    """
    found = merge_values(_named(base), _named(mine), _named(theirs))
    return Merge(replace(theirs, **found.values), found.clashes)


def _named(values: AnswerValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in ANSWER_FIELDS}
