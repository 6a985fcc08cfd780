"""Everything that a roadmap rests on, said but not yet checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from samvern.engine.programme.document import Text
from samvern.engine.roadmap.measures import (
    YEARS_AFTER,
    Alternatives,
    Limit,
    PlannedMeasure,
    Resource,
)
from samvern.engine.roadmap.periods import Period


@dataclass(frozen=True)
class Statement:
    """Everything that a roadmap rests on, whether or not it makes sense.

    Attributes
    ----------
    first, periods
        The first period and how many there are. Work must end within them.
    pins
        Measures that must start in a period: what somebody has moved by hand.
    excluded
        Measures that are left out by hand.
    total_budget
        Money over all periods together; None for no such limit.
    periods_after
        For how many periods after the last one what is done still counts.
    units
        What money and effort are counted in, where somebody has said; only words.
    """

    first: Period
    periods: int
    measures: tuple[PlannedMeasure, ...]
    limits: tuple[Limit, ...] = ()
    alternatives: tuple[Alternatives, ...] = ()
    pins: Mapping[str, int] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    total_budget: float | None = None
    periods_after: int | None = None
    units: Mapping[Resource, Text] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, PlannedMeasure]:
        """The measures by their identifiers."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def members_of(self) -> Mapping[str, tuple[str, ...]]:
        """What may stand before a measure: every measure as itself, alternatives by members."""
        own = {measure.id: (measure.id,) for measure in self.measures}
        return own | {group.id: group.members for group in self.alternatives}

    @property
    def weight_after(self) -> int:
        """How many periods the time after the last one counts for."""
        if self.periods_after is not None:
            return self.periods_after
        return YEARS_AFTER * self.first.length

    def period(self, position: int) -> Period:
        """The period at a position, 0 being the first."""
        return self.first.later(position)

    def conditional_on(self, measure: str) -> tuple[str, ...]:
        """The decision points that come before a measure, at any distance, in the order given."""
        found: set[str] = set()
        waiting = [*self._before(measure)]
        while waiting:
            before = waiting.pop()
            if before not in found:
                found.add(before)
                waiting += self._before(before)
        return tuple(one.id for one in self.measures if one.id in found and one.is_decision_point)

    def _before(self, measure: str) -> Iterable[str]:
        return (one for name in self.by_id[measure].after for one in self.members_of[name])
