"""Two people at one answer: what goes together is put together, what does not is shown to both."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samvern.engine.assessments.answer import ANSWER_FIELDS, AnswerValues


@dataclass(frozen=True)
class Merge:
    """An answer that holds what both have changed; ``clashes`` names what they changed otherwise.

    Where they clash, ``merged`` has what was saved first.
    """

    merged: AnswerValues
    clashes: tuple[str, ...] = ()


def changed_fields(before: AnswerValues, after: AnswerValues) -> tuple[str, ...]:
    """The names of the values that differ, in order."""
    return tuple(name for name in ANSWER_FIELDS if getattr(before, name) != getattr(after, name))


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
    touched = set(changed_fields(base, mine))
    clashes = tuple(
        name
        for name in changed_fields(base, theirs)
        if name in touched and getattr(mine, name) != getattr(theirs, name)
    )
    kept = {name: getattr(mine, name) for name in touched.difference(clashes)}
    return Merge(replace(theirs, **kept), clashes)
