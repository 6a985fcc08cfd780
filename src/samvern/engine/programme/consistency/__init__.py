"""Does a programme agree with itself? Recomputes what it states and lists what does not add up.

Nothing here knows any particular programme. What a programme says about itself (averages, counts,
order, references, owners, dates) is recomputed from its own parts; a finding shows the arithmetic
and names possible causes, always as possible.

A *disagreement* is two statements that cannot both be right. A *gap* is something missing that
the programme itself makes one expect. A *remark* is worth knowing and not wrong.
"""

from __future__ import annotations

from itertools import chain

from samvern.engine.programme.consistency import (
    averages,
    counts,
    gaps,
    owners,
    precedence,
    recommendations,
    references,
)
from samvern.engine.programme.consistency.findings import OR, Finding, Severity, Statement, Value
from samvern.engine.programme.document import Programme

__all__ = ["OR", "Finding", "Severity", "Statement", "Value", "check"]

_SUBJECTS = (averages, counts, precedence, recommendations, references, owners, gaps)


def check(programme: Programme) -> tuple[Finding, ...]:
    """Everything in a programme that does not agree, is missing, or is worth knowing.

    Parameters
    ----------
    programme
        Any programme, references that lead nowhere included.

    Returns
    -------
    tuple of Finding
        Disagreements first, then gaps, then remarks; within each, averages, counts, precedence,
        recommendations, references, owners, and what is not covered, in the programme's order.

    Examples
    --------
    >>> from samvern.engine.programme.document import PublishedCount
    >>> stated = (PublishedCount("measures", 3),)
    >>> empty = Programme("P", {"en": "Empty"}, "Somebody", published_counts=stated)
    >>> [(finding.code, finding.severity.value) for finding in check(empty)]
    [('count.differs', 'disagreement')]
    """
    order = list(Severity)
    found = chain.from_iterable(subject.findings_of(programme) for subject in _SUBJECTS)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))
