"""Weights between a least and a most share: all of them, uniformly, and their exact corners."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import RankingModel, RankingScale, WeightRule, rank, read_weights
from samvern.engine.priority import bounded as bounded_module
from samvern.engine.priority.bounded import BoundedSimplex
from samvern.engine.priority.possible import Extremes
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.weights import WeightSpace
from tests.factories.rankings import certain_model, models, weight_rules

CLOSE = 1e-9


def generator() -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(1))


def names(size: int) -> list[str]:
    return [f"g{group}" for group in range(size)]


def rows_of(rule: WeightRule, groups: list[str]) -> np.ndarray:
    """All that the rule demands, as rows (a, b) of ``a @ weights >= b``."""
    rows = []
    for at, group in enumerate(groups):
        least, most = rule.intervals.get(group, (0.0, 1.0))
        unit = np.eye(len(groups))[at]
        rows += [[*unit, least], [*-unit, -most]]
    for greater, lesser in rule.constraints:
        row = np.zeros(len(groups) + 1)
        row[groups.index(greater)], row[groups.index(lesser)] = 1, -1
        rows.append(list(row))
    return np.array(rows)


def corners_by_brute_force(rule: WeightRule, groups: list[str]) -> set[tuple[float, ...]]:
    """Solve every choice of as many demands as there are weights, and keep what is admitted."""
    rows, size = rows_of(rule, groups), len(groups)
    found = set()
    for chosen in combinations(range(len(rows)), size - 1):
        system = np.vstack([rows[list(chosen), :-1], np.ones(size)])
        if abs(np.linalg.det(system)) > CLOSE:
            point = np.linalg.solve(system, [*rows[list(chosen), -1], 1])
            if (rows[:, :-1] @ point >= rows[:, -1] - CLOSE).all():
                found.add(tuple((point.round(6) + 0.0).tolist()))
    return found


def slow_draws(rule: WeightRule, groups: list[str], samples: int) -> np.ndarray:
    """Draw all weights but the last between their bounds, and throw away what does not fit."""
    rows, rng = rows_of(rule, groups), np.random.default_rng(2)
    bounds = [rule.intervals.get(group, (0.0, 1.0)) for group in groups[:-1]]
    low, high = np.array(bounds).T[:, :, np.newaxis]
    parts, found = [], 0
    while found < samples:
        drawn = rng.uniform(low, high, (len(groups) - 1, 100_000))
        drawn = np.vstack([drawn, 1 - drawn.sum(axis=0)])
        parts.append(drawn[:, (rows[:, :-1] @ drawn >= rows[:, -1:]).all(axis=0)])
        found += parts[-1].shape[1]
    return np.concatenate(parts, axis=1)


@given(rule=weight_rules(4, intervals=True))
@settings(max_examples=40, deadline=None)
def test_corners_are_those_that_brute_force_finds(rule: WeightRule) -> None:
    corners = WeightSpace.of(rule, names(4)).corners()
    found = {tuple((corner.round(6) + 0.0).tolist()) for corner in corners}
    expected = corners_by_brute_force(rule, names(4))
    if any(interval != (0, 1) for interval in rule.intervals.values()):
        assert found == expected
        assert len(found) == len(corners)
    else:  # an order alone lists mixtures of corners too
        assert found >= expected


@given(rule=weight_rules(5, intervals=True), walks=st.booleans())
@settings(max_examples=40, deadline=None)
def test_draws_are_admissible_and_the_same_for_the_same_seed(rule: WeightRule, walks: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded_module, "_WORTH_REPEATING", 2.0 if walks else 0.1)
        space = WeightSpace.of(rule, names(5))
        weights, again = space.draw(generator(), 60), space.draw(generator(), 60)
    rows = rows_of(rule, names(5))
    assert weights.shape == (5, 60)
    assert weights.sum(axis=0) == pytest.approx(np.ones(60))
    assert (rows[:, :-1] @ weights >= rows[:, -1:] - CLOSE).all()
    assert (weights == again).all()


STAR = (("g0", "g1"), ("g0", "g2"), ("g0", "g3"))
CHAIN = (("g0", "g1"), ("g1", "g2"), ("g2", "g3"))


@pytest.mark.parametrize("walks", [False, True])
@pytest.mark.parametrize(
    ("constraints", "intervals"),
    [
        ((), {"g0": (0.2, 1), "g1": (0.1, 1)}),
        ((), {"g0": (0, 0.3), "g1": (0, 0.3), "g2": (0.1, 0.3), "g3": (0, 0.3)}),
        ((), {"g0": (0.3, 0.35), "g1": (0, 0.1)}),
        (STAR, {"g0": (0.1, 0.4), "g1": (0.05, 0.2)}),
        (CHAIN, {"g0": (0.3, 0.4), "g3": (0.1, 1)}),
        (CHAIN[:1], {"g0": (0, 0.25), "g2": (0.25, 0.25)}),
    ],
)
def test_draws_are_distributed_as_those_left_by_rejection(
    constraints: Any, intervals: Any, walks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if walks:
        monkeypatch.setattr(bounded_module, "_WORTH_REPEATING", 2.0)
    rule = WeightRule(constraints, intervals=intervals)
    space = WeightSpace.of(rule, names(4))
    drawn = space.draw(generator(), 20_000)
    if intervals.get("g2") == (0.25, 0.25):  # too flat for rejection: three weights of 0.75
        slack = WeightRule(constraints, intervals={**intervals, "g2": (0.249, 0.251)})
        uniform = slow_draws(slack, names(4), 4_000)
        assert (drawn[2] == 0.25).all()
    else:
        uniform = slow_draws(rule, names(4), 20_000)
    assert drawn.mean(axis=1) == pytest.approx(uniform.mean(axis=1), abs=0.006)
    assert np.cov(drawn) == pytest.approx(np.cov(uniform), abs=0.001)
    for share in (0.1, 0.5, 0.9):
        found, wanted = (np.quantile(each, share, axis=1) for each in (drawn, uniform))
        assert found == pytest.approx(wanted, abs=0.012)
    assert space.centroid() == pytest.approx(uniform.mean(axis=1), abs=0.006)


def test_walks_are_taken_only_when_nearly_all_would_be_thrown_away() -> None:
    def walks(**intervals: tuple[float, float]) -> bool:
        body = WeightSpace.of(WeightRule(CHAIN, intervals=intervals), names(4)).body
        assert isinstance(body, BoundedSimplex)
        return body._walk is not None

    assert not walks(g0=(0.3, 0.6))
    assert walks(g0=(0.40, 0.41), g1=(0.30, 0.31))


@pytest.mark.parametrize(
    ("intervals", "only"),
    [
        ({"g0": (0.2, 0.2), "g1": (0.3, 0.3)}, (0.2, 0.3, 0.5)),
        ({"g0": (0.1, 1), "g1": (0.2, 1), "g2": (0.7, 1)}, (0.1, 0.2, 0.7)),
        ({"g0": (0, 0.1), "g1": (0, 0.2), "g2": (0, 0.7)}, (0.1, 0.2, 0.7)),
        ({"g0": (1, 1)}, (1, 0, 0)),
        ({"g1": (0, 0), "g2": (0, 0)}, (1, 0, 0)),
    ],
)
def test_intervals_may_leave_one_weighting(
    intervals: dict[str, tuple[float, float]], only: tuple[float, ...]
) -> None:
    space = WeightSpace.of(WeightRule(intervals=intervals), names(3))
    assert space.draw(generator(), 3) == pytest.approx(np.tile(only, (3, 1)).T)
    assert space.corners() == pytest.approx(np.array([only]))
    assert space.centroid() == pytest.approx(np.array(only))


def test_an_order_may_leave_one_weighting_of_an_interval() -> None:
    rule = WeightRule((("g0", "g1"), ("g1", "g2")), intervals={"g0": (0, 1 / 3)})
    assert WeightSpace.of(rule, names(3)).corners() == pytest.approx(np.full((1, 3), 1 / 3))


def test_intervals_that_leave_everything_open_change_nothing() -> None:
    free = WeightRule(CHAIN[:2], intervals={"g1": (0, 1)})
    drawn, plain = (
        WeightSpace.of(rule, names(4)).draw(generator(), 50)
        for rule in (free, WeightRule(CHAIN[:2]))
    )
    assert (drawn == plain).all()


@given(rule=weight_rules(4))
@settings(max_examples=15, deadline=None)
def test_the_centroid_of_an_order_is_the_mean_of_its_draws(rule: WeightRule) -> None:
    space = WeightSpace.of(rule, names(4))
    mean = space.draw(generator(), 20_000).mean(axis=1)
    assert space.centroid() == pytest.approx(mean, abs=0.008)


def test_the_centroid_is_exact_where_it_can_be() -> None:
    chain = WeightSpace.of(WeightRule((("g0", "g1"), ("g1", "g2"))), names(3))
    assert chain.centroid() == pytest.approx(np.array([11, 5, 2]) / 18, abs=1e-12)
    least = WeightSpace.of(WeightRule(intervals={"g0": (0.4, 1)}), names(3))
    assert least.centroid() == pytest.approx(np.array([0.6, 0.2, 0.2]), abs=1e-12)


def test_intervals_of_many_groups_are_refused_at_once() -> None:
    rule = WeightRule(intervals=dict.fromkeys(names(16), (0.0, 0.12)))
    with pytest.raises(InvalidInput) as refused:
        WeightSpace.of(rule, names(16))
    assert refused.value.code == "weights.too_many_corners"


@given(model=models(alternatives=3, criteria=3, intervals=True, scale=RankingScale.LINEAR))
@settings(max_examples=25, deadline=None)
def test_dominance_and_first_places_are_those_at_the_corners(model: RankingModel) -> None:
    groups = list(model.groups)
    corners = np.array(sorted(corners_by_brute_force(model.weights, groups)))
    mixtures = np.random.default_rng(3).dirichlet(np.full(len(corners), 0.4), 300)
    weightings = np.concatenate([corners, mixtures @ corners])
    value = {
        criterion.id: {level.level: level.value for level in criterion.levels}
        for criterion in model.criteria
    }

    def scores(alternative: str, extreme: Any) -> np.ndarray:
        row = model.matrix[alternative]
        ends = {c: extreme(value[c][x] for x, p in row[c].items() if p > 0) for c in row}
        of_group = {criterion.group: ends[criterion.id] for criterion in model.criteria}
        return weightings @ np.array([of_group[group] for group in groups])

    low, high = (
        {alternative: scores(alternative, extreme) for alternative in model.alternatives}
        for extreme in (min, max)
    )
    board = Board.of(model)
    extremes = Extremes(board)
    for position, one in enumerate(board.alternatives):
        found = {board.alternatives[other] for other in extremes.dominates(position)}
        others = [other for other in board.alternatives if other != one]
        for other in others:
            never_behind = (low[one] >= high[other] - 1e-5).all()
            once_ahead = (high[one] > low[other] + 1e-5).any()
            assert (other in found) <= (never_behind and (high[one] > low[other]).any())
            if (low[one] >= high[other] - 1e-12).all() and once_ahead:
                assert other in found
        is_first = (high[one] >= np.max([low[other] for other in others], axis=0)).any()
        assert extremes.can_be_first(position) >= is_first


def test_a_narrow_interval_decides_who_can_be_first() -> None:
    values = {"a": (1, 0), "b": (0, 1), "c": (0.6, 0.6)}
    rule = WeightRule(intervals={"g0": (0.45, 0.55)})
    ranking = rank(certain_model(values, weights=rule), samples=500)
    assert ranking["c"].rank_acceptability[0] == 1
    assert not ranking["a"].potentially_optimal
    assert ranking["c"].central_weights == pytest.approx({"g0": 0.5, "g1": 0.5}, abs=0.01)


class TestReadIntervals:
    def test_beside_an_order(self) -> None:
        rule = read_weights(
            {"order": ["goals", "cost"], "intervals": {"cost": {"least": 0.1, "most": 0.3}}}
        )
        assert rule == WeightRule((("goals", "cost"),), intervals={"cost": (0.1, 0.3)})

    def test_an_end_that_is_missing_is_free(self) -> None:
        rule = read_weights({"intervals": {"cost": {"most": 0.3}, "goals": {"least": 0.2}}})
        assert rule.intervals == {"cost": (0, 0.3), "goals": (0.2, 1)}

    @pytest.mark.parametrize(
        ("said", "codes"),
        [
            ({"cost": {"least": -0.1}}, {"weights.share_out_of_range"}),
            ({"cost": {"most": 30}}, {"weights.share_out_of_range"}),
            ({"cost": {"most": float("nan")}}, {"weights.share_out_of_range"}),
            ({"cost": {"least": 0.3, "most": 0.2}}, {"weights.least_above_most"}),
            ({"cost": {"least": 0.6}, "goals": {"least": 0.5}}, {"weights.least_above_one"}),
            ({"prize": {"least": 0.6}}, {"weights.unknown_group"}),
            ({"cost": {"least": "much"}}, {"ranking.wrong_type"}),
            ({"cost": [0.1, 0.3]}, {"ranking.wrong_type"}),
            ({"cost": {"leest": 0.1}}, {"ranking.unknown_field"}),
            ([], {"ranking.wrong_type"}),
        ],
    )
    def test_nonsense_is_refused(self, said: object, codes: set[str]) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_weights({"intervals": said})
        assert {problem.code for problem in refused.value.problems} == codes

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            (
                {"order": ["a", "b"], "intervals": {"a": {"most": 0.2}, "b": {"least": 0.3}}},
                "weights.interval_against_order",
            ),
            (
                {
                    "order": ["a", "b", "c"],
                    "intervals": {"c": {"least": 0.4}},
                },
                "weights.order_needs_more",
            ),
            (
                {"order": ["a", "b", "c"], "intervals": {"a": {"most": 0.3}}},
                "weights.order_leaves_less",
            ),
            ({"intervals": {group: {"most": 0.3} for group in "abc"}}, "weights.most_below_one"),
            ({"fixed": {"a": 1}, "intervals": {"a": {"most": 0.3}}}, "weights.fixed_and_intervals"),
        ],
    )
    def test_what_no_weighting_keeps_is_refused(self, said: object, code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_weights(said, "abc")
        assert [problem.code for problem in refused.value.problems] == [code]

    def test_decimal_shares_that_almost_sum_to_one_do(self) -> None:
        said = {group: {"least": 0.1} for group in names(10)}
        assert sum([0.1] * 10) != 1
        rule = read_weights({"intervals": said}, names(10))
        assert WeightSpace.of(rule, names(10)).centroid() == pytest.approx(np.full(10, 0.1))


def test_a_group_that_falls_away_leaves_what_followed_from_it_by_order() -> None:
    rule = WeightRule(
        (("a", "x"), ("x", "b"), ("c", "b")),
        intervals={"x": (0.2, 0.3), "c": (0.1, 0.5)},
    )
    kept = rule.restricted_to("abc")
    assert set(kept.constraints) == {("a", "b"), ("c", "b")}
    assert kept.intervals == {"a": (0.2, 1.0), "b": (0.0, 0.3), "c": (0.1, 0.5)}


def test_the_published_form_names_intervals_only_where_there_are_some() -> None:
    plain = WeightRule(intervals={"g0": (0.1, 0.3)}).to_json()
    assert plain["intervals"] == {"g0": {"least": 0.1, "most": 0.3}}
    assert "intervals" not in WeightRule().to_json()
