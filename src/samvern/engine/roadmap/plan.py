"""A roadmap: which measures start when, and how near it is to the best there can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from samvern.engine.roadmap.ledger import by_period
from samvern.engine.roadmap.left_out import LeftOut
from samvern.engine.roadmap.measures import PlannedMeasure
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Ending


@dataclass(frozen=True)
class Roadmap:
    """A plan, held to every constraint of its problem.

    Attributes
    ----------
    starts
        The period of the start of each measure that is in the plan, by identifier.
    value, bound
        What the plan is worth, and what no plan can be worth more than.
    ending
        Why the search ended.
    left_out
        The measures that are not in it, in the order of the problem.
    """

    problem: RoadmapProblem
    starts: Mapping[str, int]
    value: float
    bound: float
    ending: Ending
    left_out: tuple[LeftOut, ...]

    @property
    def gap(self) -> float:
        """How much better another plan could be at most, as a share of the best there can be."""
        return 0.0 if self.bound <= self.value else (self.bound - self.value) / self.bound

    @property
    def cost(self) -> float:
        """Money within the horizon."""
        periods = self.problem.periods
        return sum(
            measure.cost(periods - self.starts[measure.id] - measure.duration)
            for measure in self.problem.measures
            if measure.id in self.starts
        )

    def is_conditional(self, measure: str) -> bool:
        """Whether it hangs on a decision that is yet to be taken."""
        return bool(self.problem.conditional_on(measure))

    def used(self) -> Mapping[str, tuple[float, ...]]:
        """What is used of each limit in each period, by its identifier."""
        problem = self.problem
        found = {}
        for limit in problem.limits:
            total = np.zeros(problem.periods)
            for name, start in self.starts.items():
                measure = problem.by_id[name]
                for use in filter(limit.counts, measure.uses):
                    total += by_period(problem, measure, start, use)
            found[limit.id] = tuple(total.tolist())
        return found

    def to_json(self) -> dict[str, object]:
        """Give the plan as plain values, as ``catalogues/schemas/roadmap.schema.json`` says."""
        problem, used = self.problem, self.used()
        return {
            "first_period": str(problem.first),
            "periods": [str(problem.period(at)) for at in range(problem.periods)],
            "periods_after": problem.weight_after,
            "value": self.value,
            "bound": self.bound,
            "gap": self.gap,
            "ending": self.ending.value,
            "cost": self.cost,
            "measures": [
                self._measure_json(measure)
                for measure in problem.measures
                if measure.id in self.starts
            ],
            "left_out": [self._left_out_json(found) for found in self.left_out],
            "limits": [
                {
                    "id": limit.id,
                    "resource": limit.resource.value,
                    "carries_over": limit.carries_over,
                    "available": list(limit.amounts),
                    "used": list(used[limit.id]),
                }
                for limit in problem.limits
            ],
            "total_budget": problem.total_budget,
        }

    def _measure_json(self, measure: PlannedMeasure) -> dict[str, Any]:
        start = self.starts[measure.id]
        return {
            "id": measure.id,
            "title": dict(measure.title),
            "focus_area": measure.focus_area,
            "owner": measure.owner,
            "start": str(self.problem.period(start)),
            "last": str(self.problem.period(start + measure.duration - 1)),
            "starts_on": self.problem.period(start).first_day.isoformat(),
            "ends_on": self.problem.period(start + measure.duration - 1).last_day.isoformat(),
            "duration": measure.duration,
            "value": measure.value,
            "is_must": measure.is_must,
            "is_pinned": measure.id in self.problem.pins,
            "is_decision_point": measure.is_decision_point,
            "conditional_on": list(self.problem.conditional_on(measure.id)),
        }

    def _left_out_json(self, found: LeftOut) -> dict[str, object]:
        return {
            "id": found.id,
            "reason": found.reason.value,
            "subject": found.subject or None,
            "start": None if found.start is None else str(self.problem.period(found.start)),
            "missing": [
                {
                    "limit": over.limit,
                    "period": None
                    if over.period is None
                    else str(self.problem.period(over.period)),
                    "amount": over.amount,
                }
                for over in found.missing
            ],
        }
