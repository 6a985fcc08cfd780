"""The reverse question, against going through weightings, readings and changes one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.priority import RankingModel, RankingScale
from samvern.engine.priority.reverse import (
    Before,
    DecidedOrder,
    Freedom,
    Verdict,
    explain,
    recheck,
)
from samvern.engine.priority.reverse.system import System, WeightStatement
from tests.factories.rankings import models

#: Finer than any weighting at which an order of these small models can change, and more.
PARTS = 24
GRID = [(Fraction(one, PARTS), Fraction(PARTS - one, PARTS)) for one in range(PARTS + 1)]

Levels = Mapping[tuple[str, int], int]


def leads(system: System, weights: tuple[Fraction, ...], levels: Levels) -> Iterator[Fraction]:
    """Scores by hand: alternative after alternative."""
    for name in system.cells:
        total = Fraction(0)
        for at, heights in enumerate(system.heights):
            value = sum(heights[: levels[name, at]], Fraction(0))
            total += weights[system.group_of[at]] * system.parts[at] * value
        yield total


def admitted(system: System, statements: Iterable[WeightStatement]) -> list[tuple[Fraction, ...]]:
    """The corners of all weightings of two groups that keep some statements."""
    points = set(GRID)
    for statement in statements:
        one, other = statement.coefficients(system.groups)
        if one != other:  # where the statement holds with equality
            share = other / (other - one)
            if 0 <= share <= 1:
                points.add((share, 1 - share))
    return [
        point
        for point in sorted(points)
        if all(
            sum(f * w for f, w in zip(s.coefficients(system.groups), point, strict=True)) >= 0
            for s in statements
        )
    ]


def corners(system: System, statements: list[WeightStatement]) -> list[tuple[Fraction, ...]]:
    points = admitted(system, statements)
    return [points[0], points[-1]] if points else []


def can_hold(
    system: System, order: Iterable[Before], statements: list[WeightStatement], levels: Levels
) -> bool:
    """Two groups: each statement holds on an interval of the first weight; do they overlap?"""
    ends = corners(system, statements)
    if not ends:
        return False
    names = list(system.cells)
    lowest, highest = ends[0][0], ends[1][0]
    at_ends = [
        dict(zip(names, leads(system, end, levels), strict=True))
        for end in ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)))
    ]
    for found in order:
        start = at_ends[0][found.first] - at_ends[0][found.second]
        end = at_ends[1][found.first] - at_ends[1][found.second]
        if start < 0 and end < 0:
            return False
        if start < 0 or end < 0:
            zero = start / (start - end)
            if start < 0:
                lowest = max(lowest, zero)
            else:
                highest = min(highest, zero)
    return lowest <= highest


def readings(system: System) -> Iterator[Levels]:
    places = [(name, at) for name in system.cells for at in range(len(system.criteria))]
    choices = [system.cells[name][at].levels for name, at in places]
    for chosen in product(*choices):
        yield dict(zip(places, chosen, strict=True))


small = models(alternatives=3, criteria=2, groups=2, scale=RankingScale.LINEAR)


def possible_by_hand(
    system: System, order: Iterable[Before], statements: list[WeightStatement]
) -> bool:
    return any(can_hold(system, order, statements, levels) for levels in readings(system))


@given(small, st.permutations(["a0", "a1", "a2"]))
@settings(max_examples=60)
def test_an_order_is_possible_exactly_when_some_reading_and_weighting_gives_it(
    model: RankingModel, names: list[str]
) -> None:
    order = [list(model.matrix)[int(name[1:])] for name in names]
    found = explain(model, DecidedOrder(order=tuple(order)), are_scales_free=False, samples=50)
    system = System.of(model)
    expected = possible_by_hand(system, found.statements, list(system.weight_statements))
    assert found.verdict is (Verdict.POSSIBLE if expected else Verdict.IMPOSSIBLE)
    assert recheck(found)


@given(small, st.permutations(["a0", "a1", "a2"]))
@settings(max_examples=30)
def test_no_fewer_statements_can_be_given_up(model: RankingModel, names: list[str]) -> None:
    order = [list(model.matrix)[int(name[1:])] for name in names]
    found = explain(model, DecidedOrder(order=tuple(order)), are_scales_free=False, samples=50)
    if found.verdict is Verdict.POSSIBLE:
        return
    system = System.of(model)
    every = [*found.statements, *system.weight_statements]

    def is_enough(gone: tuple[object, ...]) -> bool:
        kept = [statement for statement in every if statement not in gone]
        return possible_by_hand(
            system,
            [statement for statement in kept if isinstance(statement, Before)],
            [statement for statement in kept if isinstance(statement, WeightStatement)],
        )

    fewest = next(
        count
        for count in range(1, len(every) + 1)
        if any(is_enough(gone) for gone in combinations(every, count))
    )
    given_up = found.giving_up["any"]
    assert given_up.is_fewest
    assert given_up.count == fewest
    assert is_enough((*given_up.order, *given_up.weights))


@given(small, st.permutations(["a0", "a1", "a2"]))
@settings(max_examples=25)
def test_no_smaller_change_of_judgement_makes_an_order_possible(
    model: RankingModel, names: list[str]
) -> None:
    order = [list(model.matrix)[int(name[1:])] for name in names]
    found = explain(model, DecidedOrder(order=tuple(order)), are_scales_free=False, samples=50)
    if found.changes is None:
        return
    system = System.of(model)
    statements = list(system.weight_statements)
    # Any change of fewer steps, with the other judgements read as suits the order best.
    places = [(name, at) for name in system.cells for at in range(len(system.criteria))]

    def widened(moves: dict[tuple[str, int], int]) -> System:
        cells = {
            name: tuple(
                replace(
                    cell,
                    levels=tuple(
                        sorted(
                            {
                                min(
                                    max(level + moves.get((name, at), 0), 0),
                                    len(system.heights[at]),
                                )
                                for level in cell.levels
                            }
                        )
                    ),
                )
                for at, cell in enumerate(row)
            )
            for name, row in system.cells.items()
        }
        return replace(system, cells=cells)

    for steps in range(found.changes.steps):
        for chosen in combinations(places, steps):
            for signs in product((1, -1), repeat=steps):
                moved = widened(dict(zip(chosen, signs, strict=True)))
                assert not possible_by_hand(moved, found.statements, statements)
    assert found.changes.is_smallest


@given(models(alternatives=3, criteria=3, groups=2), st.permutations([0, 1, 2]))
@settings(max_examples=40)
def test_every_verdict_is_checked_in_fractions(model: RankingModel, places: list[int]) -> None:
    order = tuple(list(model.matrix)[place] for place in places)
    found = explain(model, DecidedOrder(order=order), samples=50)
    assert recheck(found)
    assert found.verdict is not Verdict.UNDECIDED
    if found.share > 0:
        assert found.possible is not None
    for attempt in found.attempts:
        if attempt.solution:
            assert attempt.solution.smallest_lead >= 0
            assert abs(sum(attempt.solution.weights.values()) - 1) < 1e-9
    if found.attempts[0].verdict is Verdict.POSSIBLE:
        assert [attempt.freedom for attempt in found.attempts] == [Freedom.WEIGHTS]
