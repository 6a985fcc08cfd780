"""The rules that a roadmap keeps, each under a name that a person knows it by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.roadmap.measures import PlannedMeasure
from samvern.engine.roadmap.problem import RoadmapProblem


class Rule(StrEnum):
    """What a constraint asks."""

    MUST = "must"  # the measure is in the plan
    EARLIEST = "earliest"  # it starts no sooner
    DEADLINE = "deadline"  # its work ends no later
    AFTER = "after"  # it starts when the other is done
    PINNED = "pinned"  # it starts in this very period
    EXCLUDED = "excluded"  # it is not in the plan
    AT_MOST_ONE = "at_most_one"  # of these alternatives
    ONE_OF = "one_of"  # of these alternatives, one is in the plan
    LIMIT = "limit"  # no more is used in this period than there is
    TOTAL = "total"  # no more money over all periods than there is


@dataclass(frozen=True, order=True)
class Constraint:
    """A rule about a measure, alternatives or a limit.

    ``other`` is what must be done before, of AFTER; ``period`` a position, of those that have one.
    """

    rule: Rule
    subject: str = ""
    other: str = ""
    period: int | None = None

    def to_json(self, problem: RoadmapProblem) -> dict[str, object]:
        """Give it as plain values, the period in writing."""
        period = None if self.period is None else str(problem.period(self.period))
        return {
            "rule": self.rule.value,
            "subject": self.subject,
            "other": self.other or None,
            "period": period,
        }


def constraints_of(problem: RoadmapProblem) -> Iterator[Constraint]:
    """Every constraint of a problem; that work ends within the horizon is not one, it always holds.

    Examples
    --------
    >>> from samvern.engine.roadmap.measures import PlannedMeasure
    >>> from samvern.engine.roadmap.periods import Period
    >>> backup = PlannedMeasure("backup", duration=1, value=2, is_must=True, earliest=1)
    >>> problem = RoadmapProblem(Period.read("2027-H1"), 4, (backup,))
    >>> [str(found.rule) for found in constraints_of(problem)]
    ['must', 'earliest']
    """
    for measure in problem.measures:
        yield from _constraints_on(problem, measure)
    for group in problem.alternatives:
        yield Constraint(Rule.AT_MOST_ONE, group.id)
        if group.is_must:
            yield Constraint(Rule.ONE_OF, group.id)
    for limit in problem.limits:
        for period in range(problem.periods):
            yield Constraint(Rule.LIMIT, limit.id, period=period)
    if problem.total_budget is not None:
        yield Constraint(Rule.TOTAL)


def _constraints_on(problem: RoadmapProblem, measure: PlannedMeasure) -> Iterator[Constraint]:
    if measure.is_must:
        yield Constraint(Rule.MUST, measure.id)
    if measure.earliest:
        yield Constraint(Rule.EARLIEST, measure.id, period=measure.earliest)
    if measure.deadline is not None:
        yield Constraint(Rule.DEADLINE, measure.id, period=measure.deadline)
    for before in measure.after:
        yield Constraint(Rule.AFTER, measure.id, before)
    if measure.id in problem.pins:
        yield Constraint(Rule.PINNED, measure.id, period=problem.pins[measure.id])
    if measure.id in problem.excluded:
        yield Constraint(Rule.EXCLUDED, measure.id)
