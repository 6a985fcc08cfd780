"""The roadmap as a mixed-integer program: has a measure started by the end of a period?

One column for each measure and each period in which it may start, 1 from the period of its start
on. Work that does not end within the horizon has no column.

Source
------
R. Kolisch, A. Sprecher, "PSPLIB: a project scheduling problem library", European Journal of
Operational Research 96 (1997), for the problem; L. A. Wolsey, G. L. Nemhauser, "Integer and
Combinatorial Optimization" (1988), for the "by" formulation, whose relaxation is the tighter one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from samvern.engine.roadmap.constraints import Constraint, Rule, constraints_of
from samvern.engine.roadmap.measures import Limit, PlannedMeasure, Resource, Use
from samvern.engine.roadmap.problem import RoadmapProblem


@dataclass(frozen=True)
class Row:
    """A sum over columns that is at most ``upper``.

    ``slack`` is what must be added to ``upper`` for the row to hold whatever the columns are;
    ``unit`` what one of the row is in the amounts of the problem.
    """

    terms: Mapping[int, float]
    upper: float
    slack: float
    unit: float = 1.0


class StartedBy:
    """The columns and rows of a problem."""

    def __init__(self, problem: RoadmapProblem) -> None:
        self.problem = problem
        self._first: dict[str, int] = {}
        self.columns = 0
        for measure in problem.measures:
            self._first[measure.id] = self.columns
            self.columns += self.starts(measure)

    def starts(self, measure: PlannedMeasure) -> int:
        """In how many of the first periods it may start and still be done in time."""
        return max(0, self.problem.periods - measure.duration + 1)

    def by(self, measure: PlannedMeasure, period: int) -> int | None:
        """The column that says whether it has started by a period; None when it cannot have."""
        last = self.starts(measure) - 1
        if period < 0 or last < 0:
            return None
        return self._first[measure.id] + min(period, last)

    def ever(self, measure: PlannedMeasure) -> int | None:
        """The column that says whether it is in the plan; None when it cannot be."""
        return self.by(measure, self.problem.periods)

    def start_of(self, measure: PlannedMeasure, values: Sequence[float]) -> int | None:
        """The period of its start in a solution."""
        first = self._first[measure.id]
        for start in range(self.starts(measure)):
            if values[first + start] > 0.5:
                return start
        return None

    def solution(self, starts: Mapping[str, int]) -> list[float]:
        """The columns of a plan."""
        values = [0.0] * self.columns
        for measure in self.problem.measures:
            if measure.id in starts:
                first, count = self._first[measure.id], self.starts(measure)
                values[first + starts[measure.id] : first + count] = [1.0] * (
                    count - starts[measure.id]
                )
        return values

    def value(self, measure: PlannedMeasure, start: int) -> float:
        """What a start is worth over the horizon and the time after it."""
        periods = self.problem.periods - start - measure.duration + self.problem.weight_after
        return (measure.value or 0.0) * periods

    def cost(self, measure: PlannedMeasure, start: int) -> float:
        """What a start costs within the horizon."""
        return measure.cost(self.problem.periods - start - measure.duration)

    def gains(self, of_start: Callable[[PlannedMeasure, int], float]) -> Mapping[int, float]:
        """The coefficients that give a sum over starts, whatever a start is worth."""
        found: dict[int, float] = {}
        for measure in self.problem.measures:
            each = [of_start(measure, start) for start in range(self.starts(measure))]
            for start, gain in enumerate(each):
                later = each[start + 1] if start + 1 < len(each) else 0.0
                if gain != later:
                    found[self._first[measure.id] + start] = gain - later
        return found

    @cached_property
    def structure(self) -> tuple[Row, ...]:
        """What has started stays started."""
        return tuple(
            Row({column: 1.0, column + 1: -1.0}, 0.0, 0.0)
            for measure in self.problem.measures
            for column in range(
                self._first[measure.id], self._first[measure.id] + self.starts(measure) - 1
            )
        )

    @cached_property
    def rows(self) -> Mapping[Constraint, tuple[Row, ...]]:
        """The rows of every constraint."""
        return {found: tuple(self._rows_of(found)) for found in constraints_of(self.problem)}

    def _rows_of(self, constraint: Constraint) -> Iterable[Row]:
        match constraint.rule:
            case Rule.LIMIT:
                limit = next(one for one in self.problem.limits if one.id == constraint.subject)
                return self._limit_rows(limit, constraint.period or 0)
            case Rule.TOTAL:
                return self._total_rows()
            case Rule.AT_MOST_ONE | Rule.ONE_OF:
                return self._choice_rows(constraint)
            case Rule.AFTER:
                return self._after_rows(constraint)
            case _:
                return self._time_rows(constraint)

    def _time_rows(self, constraint: Constraint) -> Iterator[Row]:
        measure = self.problem.by_id[constraint.subject]
        period, ever = constraint.period or 0, self.ever(measure)
        match constraint.rule:
            case Rule.MUST:
                yield _at_least_one([ever])
            case Rule.EXCLUDED:
                yield _none_of(ever)
            case Rule.EARLIEST:
                yield _none_of(self.by(measure, period - 1))
            case Rule.DEADLINE:
                in_time = self.by(measure, period - measure.duration + 1)
                yield _sum([(ever, 1.0), (in_time, -1.0)], 0.0, 1.0)
            case Rule.PINNED:
                too_late = period >= self.starts(measure)
                yield _at_least_one([None if too_late else self.by(measure, period)])
                yield _none_of(self.by(measure, period - 1))

    def _after_rows(self, constraint: Constraint) -> Iterator[Row]:
        measure = self.problem.by_id[constraint.subject]
        before = [self.problem.by_id[one] for one in self.problem.members_of[constraint.other]]
        for start in range(self.starts(measure)):
            done = [(self.by(one, start - one.duration), -1.0) for one in before]
            yield _sum([(self.by(measure, start), 1.0), *done], 0.0, 1.0)

    def _choice_rows(self, constraint: Constraint) -> Iterator[Row]:
        members = self.problem.members_of[constraint.subject]
        chosen = [self.ever(self.problem.by_id[member]) for member in members]
        if constraint.rule == Rule.ONE_OF:
            yield _at_least_one(chosen)
        else:
            yield _sum([(one, 1.0) for one in chosen], 1.0, len(members) - 1.0)

    def _limit_rows(self, limit: Limit, period: int) -> Iterator[Row]:
        periods = range(period + 1) if limit.carries_over else [period]
        terms: dict[int, float] = defaultdict(float)
        for measure, use in self._uses(limit.counts):
            for one in periods:
                self._add_use(terms, measure, use, one)
        yield _scaled(terms, sum(limit.amounts[one] for one in periods))

    def _total_rows(self) -> Iterator[Row]:
        terms: dict[int, float] = defaultdict(float)
        for measure, use in self._uses(lambda use: use.resource == Resource.MONEY):
            for one in range(self.problem.periods):
                self._add_use(terms, measure, use, one)
        yield _scaled(terms, self.problem.total_budget or 0.0)

    def _uses(self, counts: Callable[[Use], bool]) -> Iterator[tuple[PlannedMeasure, Use]]:
        for measure in self.problem.measures:
            for use in measure.uses:
                if counts(use):
                    yield measure, use

    def _add_use(
        self, terms: dict[int, float], measure: PlannedMeasure, use: Use, period: int
    ) -> None:
        # Started by the period and not by the one before: it is in its first period of work.
        for worked, amount in enumerate(use.during):
            self._add(terms, measure, period - worked, amount)
            self._add(terms, measure, period - worked - 1, -amount)
        self._add(terms, measure, period - measure.duration, use.running)

    def _add(
        self, terms: dict[int, float], measure: PlannedMeasure, period: int, amount: float
    ) -> None:
        column = self.by(measure, period)
        if column is not None and amount:
            terms[column] += amount


def _sum(parts: Iterable[tuple[int | None, float]], upper: float, slack: float) -> Row:
    terms: dict[int, float] = defaultdict(float)
    for column, factor in parts:
        if column is not None:
            terms[column] += factor
    return Row({column: factor for column, factor in terms.items() if factor}, upper, slack)


def _at_least_one(columns: Iterable[int | None]) -> Row:
    return _sum([(column, -1.0) for column in columns], -1.0, 1.0)


def _none_of(column: int | None) -> Row:
    return _sum([(column, 1.0)], 0.0, 1.0)


def _scaled(terms: Mapping[int, float], upper: float) -> Row:
    # Amounts may be millions, and the solver's tolerance is for numbers near 1.
    largest = max((abs(factor) for factor in terms.values()), default=0.0) or 1.0
    kept = {column: factor / largest for column, factor in terms.items() if factor}
    slack = sum(factor for factor in kept.values() if factor > 0)
    return Row(kept, upper / largest, slack, largest)
