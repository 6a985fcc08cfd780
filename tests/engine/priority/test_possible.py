"""Dominance and potential optimality, against going through the possibilities."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.priority import RankingModel, RankingScale, WeightRule, rank
from samvern.engine.priority.game import solve_game
from samvern.engine.priority.possible import Extremes
from samvern.engine.priority.staircase import Board
from tests.factories.rankings import certain_model, chain, models

# Holds all corners of three groups (1, 1/2, 1/3) and points between them.
GRID = [
    np.array([one, other, 12 - one - other]) / 12 for one in range(13) for other in range(13 - one)
]


def admissible(model: RankingModel) -> Iterator[np.ndarray]:
    if model.weights.fixed:
        fixed = np.array([model.weights.fixed[group] for group in model.groups])
        yield fixed / fixed.sum()
        return
    index = {group: position for position, group in enumerate(model.groups)}
    for weights in GRID:
        if all(weights[index[x]] >= weights[index[y]] for x, y in model.weights.constraints):
            yield weights


def scales(model: RankingModel) -> Iterator[list[dict[str, float]]]:
    """Values of the levels of each criterion: as stated, or all height in one step."""
    if model.scale is RankingScale.LINEAR:
        yield [{level.level: level.value for level in c.levels} for c in model.criteria]
        return
    steps = [range(1, len(criterion.levels)) for criterion in model.criteria]
    for chosen in product(*steps):
        yield [
            {level.level: float(place >= step) for place, level in enumerate(criterion.levels)}
            for criterion, step in zip(model.criteria, chosen, strict=True)
        ]


def extreme_scores(
    model: RankingModel, scale: list[dict[str, float]]
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Lowest and highest score of each alternative over all its readings, by weighting."""
    weightings = np.array(list(admissible(model)))
    lowest, highest = {}, {}
    for alternative, row in model.matrix.items():
        possible = [[x for x, p in row[c.id].items() if p > 0] for c in model.criteria]
        scores = np.array(
            [weightings @ group_values(model, reading, scale) for reading in product(*possible)]
        )
        lowest[alternative], highest[alternative] = scores.min(axis=0), scores.max(axis=0)
    return lowest, highest


def group_values(
    model: RankingModel, reading: tuple[str, ...], scale: list[dict[str, float]]
) -> np.ndarray:
    values = [at[level] for at, level in zip(scale, reading, strict=True)]
    of_group = [
        [v for v, c in zip(values, model.criteria, strict=True) if c.group == group]
        for group in model.groups
    ]
    return np.array([sum(found) / len(found) for found in of_group])


SMALL = models(alternatives=3, criteria=4, groups=3)


@given(model=SMALL)
@settings(max_examples=25, deadline=None)
def test_dominance_is_what_going_through_all_cases_finds(model: RankingModel) -> None:
    board = Board.of(model)
    extremes = Extremes(board)
    cases = [extreme_scores(model, scale) for scale in scales(model)]
    for position, one in enumerate(board.alternatives):
        found = {board.alternatives[other] for other in extremes.dominates(position)}
        for other in set(board.alternatives) - {one}:
            never_behind = all((low[one] >= high[other] - 1e-9).all() for low, high in cases)
            once_ahead = any((high[one] > low[other] + 1e-9).any() for low, high in cases)
            assert (other in found) == (never_behind and once_ahead)


@given(model=SMALL)
@settings(max_examples=25, deadline=None)
def test_who_is_first_in_some_case_can_be_first(model: RankingModel) -> None:
    board = Board.of(model)
    extremes = Extremes(board)
    cases = [extreme_scores(model, scale) for scale in scales(model)]
    for position, one in enumerate(board.alternatives):
        rivals = [other for other in board.alternatives if other != one]
        is_found = any(
            (high[one] >= np.max([low[rival] for rival in rivals], axis=0) - 1e-9).any()
            for low, high in cases
        )
        assert extremes.can_be_first(position) >= is_found


@pytest.mark.parametrize(
    ("compromise", "is_possible"),
    [((0.6, 0.6), True), ((0.5, 0.5), True), ((0.49, 0.5), False), ((0.1, 0.85), False)],
)
def test_first_between_corners_but_at_none(
    compromise: tuple[float, float], is_possible: bool
) -> None:
    model = certain_model({"a": (1, 0), "b": (0, 1), "c": compromise})
    assert rank(model, samples=2000)["c"].potentially_optimal == is_possible


def test_potential_optimality_depends_on_the_admissible_weights() -> None:
    values = {"a": (1, 0), "b": (0, 0.9)}
    assert rank(certain_model(values), samples=500)["b"].potentially_optimal
    ranking = rank(certain_model(values, weights=chain(2)), samples=500)
    assert not ranking["b"].potentially_optimal
    assert ranking["b"].dominated_by == ("a",)


def test_a_mixture_of_rivals_can_rule_out_what_none_of_them_dominates() -> None:
    ranking = rank(certain_model({"a": (1, 0), "b": (0, 1), "c": (0.4, 0.4)}), samples=500)
    assert not ranking["c"].potentially_optimal
    assert ranking["c"].dominated_by == ()


def test_an_alternative_that_is_nowhere_better_is_dominated() -> None:
    values = {"best": (1, 1), "same": (1, 1), "less": (1, 0.4), "least": (0, 0.4)}
    ranking = rank(certain_model(values), samples=200)
    assert ranking["best"].dominated_by == ()
    assert set(ranking["less"].dominated_by) == {"best", "same"}
    assert set(ranking["least"].dominated_by) == {"best", "same", "less"}
    assert ranking["least"].dominated_by[-1] == "less"


def test_unequal_steps_may_make_up_for_each_other_only_on_a_linear_scale() -> None:
    # On the values as stated a is ahead in both readings of the group; on others it need not be.
    groups = WeightRule(fixed={"g0": 1, "g1": 1})
    values = {"a": (1, 0.6), "b": (0.5, 1)}
    linear = rank(certain_model(values, weights=groups), samples=100)
    ordinal = rank(certain_model(values, weights=groups, scale=RankingScale.ORDINAL), samples=100)
    assert linear["b"].dominated_by == ("a",)
    assert ordinal["b"].dominated_by == ()
    assert ordinal["b"].potentially_optimal


@given(st.lists(st.lists(st.integers(-5, 5), min_size=4, max_size=4), min_size=1, max_size=6))
@settings(max_examples=50, deadline=None)
def test_what_the_one_secures_is_what_the_other_concedes(rows: list[list[int]]) -> None:
    payoffs = np.array(rows, float) / 3
    value, mixture = solve_game(payoffs)
    opposite, rows_mixture = solve_game(-payoffs.T)
    assert value == pytest.approx(-opposite, abs=1e-9)
    assert mixture.sum() == pytest.approx(1)
    assert (payoffs @ mixture <= value + 1e-9).all()
    assert (rows_mixture @ payoffs >= value - 1e-9).all()


def test_the_grid_holds_the_corners() -> None:
    corners = WeightRule(tuple(pairwise(("g0", "g1", "g2"))))
    model = certain_model({"a": (1, 0, 0), "b": (0, 0, 0)}, weights=corners)
    grid = [weights.tolist() for weights in admissible(model)]
    for corner in ([1, 0, 0], [0.5, 0.5, 0]):
        assert corner in grid
