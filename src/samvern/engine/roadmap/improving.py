"""Better plans from a plan: most of it stands, and a part is planned anew, again and again.

A search over all plans at once finds good ones late, and needs one early to pass over the rest.
Parts are chosen at random with a seed and searched for a number of steps, so the same problem has
the same plan.

Source
------
P. Shaw, "Using constraint programming and local search methods to solve vehicle routing
problems", Principles and Practice of Constraint Programming (1998): large neighbourhood search.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from samvern.engine.roadmap.ledger import broken_constraints
from samvern.engine.roadmap.measures import Limit
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import (
    Effort,
    Ending,
    WholeProgram,
    maximise,
)
from samvern.engine.roadmap.starts import Row, StartColumns

# A part takes some hundredths of a second. How many measures it holds follows from how the parts
# before it went: more when all of it was searched through, fewer when the steps did not suffice.
_PART = Effort(gap=0.001, nodes=30, seconds=60.0)
_FIRST_SIZE, _LEAST_SIZE, _MOST_SIZE = 30.0, 15.0, 80.0
_MORE, _FEWER = 1.1, 0.8

# What is more than this share of a plan's worth is better.
_BETTER = 1e-9


class Plan:
    """A plan that keeps all rules, with what it leaves of every row."""

    def __init__(
        self,
        model: StartColumns,
        gains: Mapping[int, float],
        rows: Sequence[Row],
        starts: Mapping[str, int],
    ) -> None:
        self.model = model
        self._gains = gains
        self._rows = rows
        self._entries: list[list[tuple[int, float]]] = [[] for _ in range(model.columns)]
        for at, row in enumerate(self._rows):
            for column, factor in row.terms.items():
                self._entries[column].append((at, factor))
        self._room = [row.upper for row in self._rows]
        self.starts: dict[str, int] = {}
        self.worth = 0.0
        self._put(starts)

    def planned_anew(self, names: Sequence[str]) -> tuple[bool, bool]:
        """Plan some measures anew while the rest stands.

        Tells whether the plan is better now, and whether all of the part was searched through.
        """
        stood = {name: self.starts[name] for name in names if name in self.starts}
        before = self.worth
        self._take(stood)
        columns = [one for name in names for one in self._columns(name)]
        begun = {self._column(name, start) for name, start in stood.items()}
        begin = [1.0 if column in begun else 0.0 for column in columns]
        try:
            found = maximise(self._part(columns), _PART, begin=begin, is_part=True)
        except TimeoutError:
            found = None
        self._put(stood)
        if found is None:
            return False, False
        is_through = found.ending == Ending.PROVEN
        chosen = {
            column for column, value in zip(columns, found.values, strict=True) if value > 0.5
        }
        better = {
            name: start
            for name in names
            for start, column in enumerate(self._columns(name))
            if column in chosen
        }
        if found.best <= self._worth_of(stood) + _BETTER * before:
            return False, is_through
        if broken_constraints(self.model.problem, self._without(names) | better):
            return False, is_through
        self._take(stood)
        self._put(better)
        return True, is_through

    def _part(self, columns: Sequence[int]) -> WholeProgram:
        terms: dict[int, dict[int, float]] = defaultdict(dict)
        for position, column in enumerate(columns):
            for row, factor in self._entries[column]:
                terms[row][position] = factor
        rows = [
            Row(each, self._room[row], 0.0)
            for row, each in terms.items()
            if sum(factor for factor in each.values() if factor > 0) > self._room[row]
        ]
        gains = {position: self._gains[column] for position, column in enumerate(columns)}
        return WholeProgram(len(columns), gains, rows)

    def _put(self, starts: Mapping[str, int], sign: int = 1) -> None:
        for name, start in starts.items():
            for row, factor in self._entries[self._column(name, start)]:
                self._room[row] -= sign * factor
        self.worth += sign * self._worth_of(starts)
        if sign > 0:
            self.starts |= starts
        else:
            self.starts = self._without(starts)

    def _take(self, starts: Mapping[str, int]) -> None:
        self._put(starts, -1)

    def _without(self, names: Sequence[str] | Mapping[str, int]) -> dict[str, int]:
        gone = set(names)
        return {name: start for name, start in self.starts.items() if name not in gone}

    def _worth_of(self, starts: Mapping[str, int]) -> float:
        return sum(self._gains[self._column(name, start)] for name, start in starts.items())

    def _column(self, name: str, start: int) -> int:
        return self._columns(name)[start]

    def _columns(self, name: str) -> range:
        return self.model.ever(self.model.problem.by_id[name])


def improve(
    plan: Plan,
    rounds: int,
    *,
    enough: float,
    seed: int,
    is_late: Callable[[], bool] = lambda: False,
) -> None:
    """Plan parts of a plan anew, so many times or until it is worth enough, or it is late."""
    choices = Parts(plan.model.problem, np.random.default_rng(seed))
    kinds = (choices.of_limits, choices.around_a_limit, choices.of_chains)
    sizes = [_FIRST_SIZE] * len(kinds)
    for turn in range(rounds):
        if plan.worth >= enough or is_late():
            return
        kind = turn % len(kinds)
        _is_better, is_through = plan.planned_anew(kinds[kind](int(sizes[kind])))
        size = sizes[kind] * (_MORE if is_through else _FEWER)
        sizes[kind] = min(max(size, _LEAST_SIZE), _MOST_SIZE)


class Parts:
    """Measures that have to do with each other, chosen at random."""

    def __init__(self, problem: RoadmapProblem, rng: np.random.Generator) -> None:
        self._problem = problem
        self._rng = rng
        self._names = [measure.id for measure in problem.measures]

    def of_limits(self, size: int) -> list[str]:
        """All that take from the same limits, of one limit after the other."""
        found: dict[str, None] = {}
        for at in self._rng.permutation(len(self._sharers)):
            found |= dict.fromkeys(self._some(self._sharers[at], size - len(found)))
            if len(found) >= size:
                break
        return self._ordered(found, size)

    def around_a_limit(self, size: int) -> list[str]:
        """All that take from a limit, and what is in chains with them."""
        sharers = self._sharers[self._rng.integers(len(self._sharers))]
        found = dict.fromkeys(self._some(sharers, size))
        while len(found) < size:
            near = sorted({one for name in found for one in self._chained[name]} - found.keys())
            if not near:
                break
            found |= dict.fromkeys(self._some(near, size - len(found)))
        return self._ordered(found, size)

    def of_chains(self, size: int) -> list[str]:
        """Whole chains."""
        found: dict[str, None] = {}
        for name in self._shuffled(self._names):
            waiting = [name]
            while waiting and len(found) < size:
                one = waiting.pop()
                if one not in found:
                    found[one] = None
                    waiting += sorted(self._chained[one])
        return self._ordered(found, size)

    def _ordered(self, found: Mapping[str, None], size: int) -> list[str]:
        # Filled with others where too few have to do with each other.
        chosen = dict(found)
        for name in self._shuffled(self._names):
            if len(chosen) >= size:
                break
            chosen[name] = None
        return [name for name in self._names if name in chosen]

    def _some(self, names: Sequence[str], most: int) -> list[str]:
        return self._shuffled(names)[: max(most, 0)]

    def _shuffled(self, names: Sequence[str]) -> list[str]:
        return [names[at] for at in self._rng.permutation(len(names))]

    @cached_property
    def _sharers(self) -> list[list[str]]:
        def takes(limit: Limit) -> Callable[[str], bool]:
            return lambda name: any(map(limit.counts, self._problem.by_id[name].uses))

        found = [list(filter(takes(limit), self._names)) for limit in self._problem.limits]
        return [names for names in found if len(names) > 1] or [self._names]

    @cached_property
    def _chained(self) -> Mapping[str, set[str]]:
        found = {name: set[str]() for name in self._names}
        for after, before in self._links():
            found[after].add(before)
            found[before].add(after)
        return found

    def _links(self) -> Iterator[tuple[str, str]]:
        for measure in self._problem.measures:
            for name in measure.after:
                for before in self._problem.members_of[name]:
                    yield measure.id, before
