"""The roadmap as a mixed-integer program: does a measure start in a period?

One column for each measure and each period in which it may start; work that does not end within
the horizon has none. Rules are told by whether a measure has *started by* a period, the sum of its
columns up to it: that makes the tighter relaxation. The columns themselves are the starts, since
amounts then only add up, and the solver finds its cuts for budgets.

Source
------
A. A. B. Pritsker, L. J. Watters, P. M. Wolfe, "Multiproject scheduling with limited resources: a
zero-one programming approach", Management Science 16 (1969), for the columns; N. Christofides,
R. Alvarez-Valdes, J. M. Tamarit, "Project scheduling with resource constraints: a branch and bound
approach", European Journal of Operational Research 29 (1987), for what comes before what, period
by period.
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


class StartColumns:
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

    def by(self, measure: PlannedMeasure, period: int) -> range:
        """The columns of which one says that it has started by a period."""
        first = self._first[measure.id]
        return range(first, first + max(0, min(period + 1, self.starts(measure))))

    def ever(self, measure: PlannedMeasure) -> range:
        """The columns of which one says that it is in the plan."""
        return self.by(measure, self.problem.periods)

    def starts_in(self, values: Sequence[float]) -> dict[str, int]:
        """The periods of the starts in a solution."""
        found = {}
        for measure in self.problem.measures:
            columns = self.ever(measure)
            start = next((at for at, one in enumerate(columns) if values[one] > 0.5), None)
            if start is not None:
                found[measure.id] = start
        return found

    def solution(self, starts: Mapping[str, int]) -> list[float]:
        """The columns of a plan."""
        values = [0.0] * self.columns
        for name, start in starts.items():
            values[self._first[name] + start] = 1.0
        return values

    def value(self, measure: PlannedMeasure, start: int) -> float:
        """What a start is worth over the horizon and the time after it."""
        periods = self.problem.periods - start - measure.duration + self.problem.weight_after
        return (measure.value or 0.0) * periods

    def cost(self, measure: PlannedMeasure, start: int) -> float:
        """What a start costs within the horizon."""
        return measure.cost(self.problem.periods - start - measure.duration)

    def gains(self, of_start: Callable[[PlannedMeasure, int], float]) -> dict[int, float]:
        """What every column is worth."""
        return {
            column: of_start(measure, start)
            for measure in self.problem.measures
            for start, column in enumerate(self.ever(measure))
        }

    @cached_property
    def structure(self) -> tuple[Row, ...]:
        """A measure starts once at most."""
        return tuple(
            _sum([(self.ever(measure), 1.0)], 1.0, self.starts(measure) - 1.0)
            for measure in self.problem.measures
            if self.starts(measure)
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
                yield _none_of(range(in_time.stop, ever.stop))
            case Rule.PINNED:
                earlier = self.by(measure, period - 1)
                yield _at_least_one([range(earlier.stop, self.by(measure, period).stop)])
                yield _none_of(earlier)

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
        for start, column in enumerate(self.by(measure, period)):
            worked = period - start
            terms[column] += use.during[worked] if worked < measure.duration else use.running


def _sum(parts: Iterable[tuple[range, float]], upper: float, slack: float) -> Row:
    terms: dict[int, float] = defaultdict(float)
    for columns, factor in parts:
        for column in columns:
            terms[column] += factor
    return Row({column: factor for column, factor in terms.items() if factor}, upper, slack)


def _at_least_one(columns: Iterable[range]) -> Row:
    return _sum([(each, -1.0) for each in columns], -1.0, 1.0)


def _none_of(columns: range) -> Row:
    return _sum([(columns, 1.0)], 0.0, 1.0)


def _scaled(terms: Mapping[int, float], upper: float) -> Row:
    # Amounts may be millions, and the solver's tolerance is for numbers near 1.
    largest = max((abs(factor) for factor in terms.values()), default=0.0) or 1.0
    kept = {column: factor / largest for column, factor in terms.items() if factor}
    slack = sum(kept.values())
    return Row(kept, upper / largest, slack, largest)
