"""What differs between two plans of the same programme."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.engine.roadmap.periods import Period
from samvern.engine.roadmap.plan import Roadmap


@dataclass(frozen=True)
class Move:
    """A measure that starts otherwise; None where it is not in the plan."""

    measure: str
    before: Period | None
    after: Period | None


@dataclass(frozen=True)
class PlanChanges:
    """From one plan to another: what moves, and what it costs and is worth."""

    moves: tuple[Move, ...]
    cost: float
    value: float

    @property
    def is_nothing(self) -> bool:
        """Whether every measure stands where it stood."""
        return not self.moves


def plan_changes(before: Roadmap, after: Roadmap) -> PlanChanges:
    """Say what differs; measures in the order of the later plan, then those that are gone.

    Examples
    --------
    >>> from samvern.engine.roadmap import PlannedMeasure, RoadmapProblem, solve_roadmap
    >>> def of(start):
    ...     first, measure = Period.read("2027-H1"), PlannedMeasure("a", 1, 2.0)
    ...     return solve_roadmap(RoadmapProblem(first, 4, (measure,), pins={"a": start}))
    >>> changes = plan_changes(of(0), of(2))
    >>> [(move.measure, str(move.before), str(move.after)) for move in changes.moves], changes.value
    ([('a', '2027-H1', '2028-H1')], -4.0)
    """
    names = dict.fromkeys([*after.problem.by_id, *before.problem.by_id])
    starts = {name: (_start(before, name), _start(after, name)) for name in names}
    return PlanChanges(
        tuple(Move(name, old, new) for name, (old, new) in starts.items() if old != new),
        after.cost - before.cost,
        after.value - before.value,
    )


def _start(roadmap: Roadmap, name: str) -> Period | None:
    start = roadmap.starts.get(name)
    return None if start is None else roadmap.problem.period(start)
