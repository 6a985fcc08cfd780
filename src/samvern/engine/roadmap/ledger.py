"""What a plan uses of what there is: the arithmetic that every plan is held to.

It is computed from the starts alone and knows nothing of how the plan was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samvern.engine.roadmap.constraints import Constraint, Rule
from samvern.engine.roadmap.measures import Limit, PlannedMeasure, Resource, Use
from samvern.engine.roadmap.problem import RoadmapProblem

Amounts = npt.NDArray[np.float64]

#: Sums of broken numbers are not exact; a limit is kept when it is kept to this share of it.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Overrun:
    """By how much more than there is a limit is used in a period; None for the total budget."""

    limit: str | None
    period: int | None
    amount: float


class Ledger:
    """The limits of a problem, and what measures take of them.

    Amounts of the limits have shape (periods,), in the order of ``problem.limits``; with
    ``carries_over`` they count from the first period on. The total budget comes last.
    """

    def __init__(self, problem: RoadmapProblem) -> None:
        self.problem = problem
        self._limits = [*problem.limits]
        amounts = [self._as_counted(limit, np.array(limit.amounts)) for limit in self._limits]
        if problem.total_budget is not None:
            # Used up over all periods, and only looked at in the last.
            total = np.full(problem.periods, np.inf)
            total[-1] = problem.total_budget
            amounts.append(total)
        shape = (len(amounts), problem.periods)
        self.available: Amounts = np.array(amounts).reshape(shape)
        self.used: Amounts = np.zeros(shape)
        self._of_start: dict[tuple[str, int], Amounts] = {}

    def takes(self, measure: PlannedMeasure, start: int) -> Amounts:
        """What a start takes of every limit in every period, shape (limits, periods)."""
        key = (measure.id, start)
        if key not in self._of_start:
            self._of_start[key] = self._computed(measure, start)
        return self._of_start[key]

    def add(self, measure: PlannedMeasure, start: int) -> None:
        """Put a measure in."""
        self.used = self.used + self.takes(measure, start)

    def remove(self, measure: PlannedMeasure, start: int) -> None:
        """Take a measure out again."""
        self.used = self.used - self.takes(measure, start)

    def has_room(self, measure: PlannedMeasure, start: int) -> bool:
        """Whether a start keeps within every limit beside what is in already."""
        return bool(np.all(self.used + self.takes(measure, start) <= self._allowed))

    def overruns(self, extra: Amounts | float = 0.0) -> Iterator[Overrun]:
        """Where more is used than there is, with something more put in."""
        used = self.used + extra
        for row, period in zip(*np.nonzero(used > self._allowed), strict=True):
            is_total = row >= len(self._limits)
            yield Overrun(
                None if is_total else self._limits[row].id,
                None if is_total else int(period),
                float(used[row, period] - self.available[row, period]),
            )

    @property
    def _allowed(self) -> Amounts:
        return self.available + ROUNDING * np.maximum(1.0, np.abs(self.available))

    def _computed(self, measure: PlannedMeasure, start: int) -> Amounts:
        found = np.zeros_like(self.available)
        for use in measure.uses:
            each = by_period(self.problem, measure, start, use)
            for row, limit in enumerate(self._limits):
                if limit.counts(use):
                    found[row] += self._as_counted(limit, each)
            if self.problem.total_budget is not None and use.resource == Resource.MONEY:
                found[-1] += np.cumsum(each)
        return found

    @staticmethod
    def _as_counted(limit: Limit, amounts: Amounts) -> Amounts:
        return np.cumsum(amounts) if limit.carries_over else amounts


def by_period(problem: RoadmapProblem, measure: PlannedMeasure, start: int, use: Use) -> Amounts:
    """What a use amounts to in each period when the measure starts in one, shape (periods,)."""
    each = np.zeros(problem.periods)
    done = start + measure.duration
    each[start:done] = use.during[: problem.periods - start]
    each[done:] = use.running
    return each


def broken_constraints(problem: RoadmapProblem, starts: Mapping[str, int]) -> set[Constraint]:
    """Which constraints a plan breaks, told from its starts alone."""
    ledger = Ledger(problem)
    for name, start in starts.items():
        ledger.add(problem.by_id[name], start)
    broken = {
        Constraint(Rule.TOTAL)
        if found.limit is None
        else Constraint(Rule.LIMIT, found.limit, period=found.period)
        for found in ledger.overruns()
    }
    for measure in problem.measures:
        broken |= set(_broken_by(problem, measure, starts))
    for group in problem.alternatives:
        chosen = sum(member in starts for member in group.members)
        if chosen > 1:
            broken.add(Constraint(Rule.AT_MOST_ONE, group.id))
        if group.is_must and not chosen:
            broken.add(Constraint(Rule.ONE_OF, group.id))
    return broken


def _broken_by(
    problem: RoadmapProblem, measure: PlannedMeasure, starts: Mapping[str, int]
) -> Iterator[Constraint]:
    start, name = starts.get(measure.id), measure.id
    pinned = problem.pins.get(name)
    if pinned is not None and start != pinned:
        yield Constraint(Rule.PINNED, name, period=pinned)
    if start is None:
        if measure.is_must:
            yield Constraint(Rule.MUST, name)
        return
    if name in problem.excluded:
        yield Constraint(Rule.EXCLUDED, name)
    if start < measure.earliest:
        yield Constraint(Rule.EARLIEST, name, period=measure.earliest)
    if measure.deadline is not None and start + measure.duration - 1 > measure.deadline:
        yield Constraint(Rule.DEADLINE, name, period=measure.deadline)
    for before in measure.after:
        done = [
            starts[one] + problem.by_id[one].duration
            for one in problem.members_of[before]
            if one in starts
        ]
        if not any(moment <= start for moment in done):
            yield Constraint(Rule.AFTER, name, before)
