"""Admissible weights are drawn uniformly, and nothing but them."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import DEFAULT_WEIGHTS, GROUPS, WeightRule, read_weights
from samvern.engine.priority.partial_order import linear_extensions, transitive_closure
from samvern.engine.priority.weights import WeightSpace
from tests.factories.rankings import weight_rules


def generator() -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(1))


def pairs_among(names: str) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Partial orders of the letters: any comparisons that agree with the alphabet."""
    return st.lists(st.sampled_from(list(combinations(names, 2))), unique=True)


def keeps(order: tuple[str, ...], pairs: list[tuple[str, str]]) -> bool:
    return all(order.index(above) < order.index(below) for above, below in pairs)


@given(pairs=pairs_among("abcde"))
@settings(max_examples=25, deadline=None)
def test_full_orders_are_all_drawn_and_equally_often(pairs: list[tuple[str, str]]) -> None:
    expected = {order for order in permutations("abcde") if keeps(order, pairs)}
    above = transitive_closure([("abcde".index(x), "abcde".index(y)) for x, y in pairs], 5)
    samples = 100 * len(expected)
    drawn = linear_extensions(above).draw(generator(), samples)
    counts = Counter("".join("abcde"[item] for item in order) for order in drawn.T)
    assert set(counts) == {"".join(order) for order in expected}
    # Counts are near 100 with standard deviation 10.
    assert max(abs(count - 100) for count in counts.values()) < 55


@pytest.mark.parametrize(
    "constraints",
    [
        (),
        (("a", "b"),),
        (("a", "b"), ("a", "c"), ("a", "d")),
        (("a", "b"), ("c", "b"), ("c", "d")),
        (("a", "b"), ("c", "d")),
    ],
)
def test_weights_are_distributed_as_those_left_by_rejection(
    constraints: tuple[tuple[str, str], ...],
) -> None:
    groups = "abcd"
    drawn = WeightSpace.of(WeightRule(constraints), groups).draw(generator(), 20_000)
    uniform = np.random.default_rng(2).dirichlet(np.ones(4), 60_000).T
    for greater, lesser in constraints:
        uniform = uniform[:, uniform[groups.index(greater)] >= uniform[groups.index(lesser)]]
    assert drawn.mean(axis=1) == pytest.approx(uniform.mean(axis=1), abs=0.006)
    assert np.cov(drawn) == pytest.approx(np.cov(uniform), abs=0.002)
    for share in (0.1, 0.5, 0.9):
        found, wanted = (np.quantile(each, share, axis=1) for each in (drawn, uniform))
        assert found == pytest.approx(wanted, abs=0.012)


@given(rule=weight_rules(5))
@settings(max_examples=40, deadline=None)
def test_weights_and_corners_are_admissible(rule: WeightRule) -> None:
    groups = [f"g{group}" for group in range(5)]
    space = WeightSpace.of(rule, groups)
    for weights in (space.draw(generator(), 50), space.corners().T):
        assert weights.sum(axis=0) == pytest.approx(np.ones(weights.shape[1]))
        assert (weights >= 0).all()
        for greater, lesser in rule.constraints:
            assert (weights[groups.index(greater)] >= weights[groups.index(lesser)]).all()
        if rule.fixed is not None:
            total = sum(rule.fixed.values())
            shares = np.array([rule.fixed[group] / total for group in groups])
            assert np.allclose(weights, shares[:, np.newaxis])


def test_the_default_has_a_corner_for_each_set_that_risk_contribution_leads() -> None:
    corners = WeightSpace.of(DEFAULT_WEIGHTS, GROUPS).corners()
    assert len(corners) == 2 ** (len(GROUPS) - 1)
    assert (corners[:, 0] == corners.max(axis=1)).all()


def test_sixteen_groups_are_possible_and_an_order_beyond_counting_is_refused() -> None:
    def star(size: int) -> WeightRule:
        return WeightRule(tuple(("g0", f"g{group}") for group in range(1, size)))

    space = WeightSpace.of(star(16), [f"g{group}" for group in range(16)])
    weights = space.draw(generator(), 20)
    assert (weights[0] == weights.max(axis=0)).all()
    with pytest.raises(InvalidInput) as refused:
        WeightSpace.of(star(17), [f"g{group}" for group in range(17)])
    assert refused.value.code == "weights.too_many_orders"


def test_groups_that_nothing_compares_may_be_many() -> None:
    groups = [f"g{group}" for group in range(50)]
    space = WeightSpace.of(WeightRule((("g1", "g2"),)), groups)
    assert space.draw(generator(), 3).shape == (50, 3)
    assert len(space.corners()) == 48 + 2


class TestReadWeights:
    def test_constraints(self) -> None:
        said = {"constraints": [{"greater": "cost", "lesser": "goals"}]}
        assert read_weights(said) == WeightRule((("cost", "goals"),))

    def test_an_order_is_short_for_constraints(self) -> None:
        rule = read_weights({"order": ["cost", "goals", "support"]})
        assert rule == WeightRule((("cost", "goals"), ("goals", "support")))

    def test_fixed(self) -> None:
        assert read_weights({"fixed": {"cost": 3, "goals": 0}}).fixed == {"cost": 3, "goals": 0}

    @pytest.mark.parametrize("said", [{}, {"order": ["cost"]}])
    def test_nothing_said_admits_everything(self, said: object) -> None:
        assert read_weights(said) == WeightRule()

    @pytest.mark.parametrize(
        ("said", "codes"),
        [
            ({"order": ["prize", "cost"]}, {"weights.unknown_group"}),
            ({"order": ["prize"]}, {"weights.unknown_group"}),
            ({"order": ["cost", "goals", "cost"]}, {"weights.cycle"}),
            ({"constraints": [{"greater": "cost", "lesser": "cost"}]}, {"weights.cycle"}),
            ({"fixed": {"cost": -1, "prize": 2}}, {"weights.negative", "weights.unknown_group"}),
            ({"fixed": {"cost": float("nan")}}, {"weights.negative"}),
            ({"fixed": {"cost": 0}}, {"weights.all_zero"}),
            ({"fixed": {}}, {"weights.all_zero"}),
            ({"fixed": {"cost": 1e308, "goals": 1e308}}, {"weights.too_large"}),
            ({"fixed": {"cost": "much"}}, {"ranking.wrong_type"}),
            ({"fixed": {"cost": True}}, {"ranking.wrong_type"}),
            ({"fixed": {"cost": 10**400}}, {"ranking.wrong_type"}),
            ({"order": "cost"}, {"ranking.wrong_type"}),
            ({"order": [], "fixed": {"cost": 1}}, {"weights.more_than_one_form"}),
            ({"orden": ["cost"]}, {"ranking.unknown_field"}),
            ({"constraints": [{"greater": "cost"}]}, {"ranking.missing_field"}),
            (["cost"], {"ranking.wrong_type"}),
            (None, {"ranking.wrong_type"}),
        ],
    )
    def test_nonsense_is_refused(self, said: object, codes: set[str]) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_weights(said)
        assert refused.value.code == "weights.invalid"
        assert {problem.code for problem in refused.value.problems} == codes

    def test_an_unknown_group_is_answered_with_those_there_are(self) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_weights({"order": ["prize", "cost"]})
        (problem,) = refused.value.problems
        assert dict(problem.params) == {"group": "prize", "known": ", ".join(GROUPS)}


def test_what_follows_through_a_group_outlives_it() -> None:
    rule = WeightRule((("a", "x"), ("x", "y"), ("y", "b"), ("x", "c")))
    assert set(rule.restricted_to("abc").constraints) == {("a", "b"), ("a", "c")}
    assert WeightRule(fixed={"a": 1, "x": 2}).restricted_to("abc").fixed == {"a": 1}
