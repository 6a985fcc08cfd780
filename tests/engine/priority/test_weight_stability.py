"""How far a weight can move: exact, and the same as a slow walk along the weights."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from samvern.engine.priority import RankingModel, RankingScale, WeightRule
from samvern.engine.priority.sensitivity import Interval, weight_stability
from samvern.engine.priority.sensitivity.base import Base
from tests.factories.rankings import certain_model, models

GRID = np.linspace(0, 1, 61)
CLOSE = 1e-7


def scores_with(model: RankingModel, base: Base, group: str, weight: float) -> dict[str, float]:
    """Expected scores, worked out level by level with one weight moved."""
    weights = dict(zip(base.board.group_ids, base.weights.tolist(), strict=True))
    others = 1 - weights[group]
    moved = {
        name: share * (1 - weight) / others if others > 1e-12 else (1 - weight) / (len(weights) - 1)
        for name, share in weights.items()
        if name != group
    }
    if not moved:
        weight = 1.0
    moved[group] = weight
    found = dict.fromkeys(model.matrix, 0.0)
    for criterion in model.criteria:
        size = sum(each.group == criterion.group for each in model.criteria)
        top = len(criterion.levels) - 1
        for alternative, row in model.matrix.items():
            for at, level in enumerate(criterion.levels):
                value = at / top if model.scale is RankingScale.ORDINAL else level.value
                share = row[criterion.id].get(level.level, 0.0)
                found[alternative] += moved[criterion.group] / size * share * value
    return found


def keeps(scores: dict[str, float], ahead: list[str], behind: list[str], slack: float) -> bool:
    return all(scores[a] >= scores[b] - slack for a in ahead for b in behind)


@given(model=models(alternatives=5))
@settings(max_examples=10, deadline=None)
def test_intervals_agree_with_a_walk_along_the_weights(model: RankingModel) -> None:
    base = Base.of(model)
    start = scores_with(model, base, model.groups[0], base.weights[0])
    order = sorted(start, key=lambda name: (-round(start[name], 9), name))
    questions = {
        "order": [([one], [other]) for one, other in pairwise(order)],
        "first": [(order[:1], order[1:])],
        "top": [(order[:3], order[3:])],
    }
    for found in weight_stability(model, base, top=3):
        for question, pairs in questions.items():
            interval: Interval = getattr(found, question)
            assert interval.least <= found.weight <= interval.most
            for weight in GRID:
                scores = scores_with(model, base, found.group, weight)
                stays = all(keeps(scores, ahead, behind, CLOSE) for ahead, behind in pairs)
                if interval.least - 1e-9 <= weight <= interval.most + 1e-9:
                    assert stays
                elif min(abs(weight - interval.least), abs(weight - interval.most)) > 1e-3:
                    strictly = all(keeps(scores, a, b, -CLOSE) for a, b in pairs)
                    assert not strictly


@given(model=models(alternatives=5))
@settings(max_examples=10, deadline=None)
def test_what_is_said_to_come_after_does(model: RankingModel) -> None:
    base = Base.of(model)
    for found in weight_stability(model, base, top=3):
        for interval, direction in [
            (each, sign) for each in (found.order, found.first, found.top) for sign in (-1, 1)
        ]:
            change = interval.below if direction < 0 else interval.above
            if change is None:
                assert (interval.least if direction < 0 else interval.most) in (0.0, 1.0)
                continue
            assert change.weight == (interval.least if direction < 0 else interval.most)
            at_it = scores_with(model, base, found.group, change.weight)
            for swap in change.swaps:
                assert at_it[swap.gains] == pytest.approx(at_it[swap.loses], abs=1e-9)
            beyond = scores_with(model, base, found.group, change.weight + direction * 1e-6)
            rest = [name for name in model.matrix if name not in change.after]
            if len(change.after) == len(model.matrix):
                assert keeps_order(beyond, change.after)
            else:
                assert keeps(beyond, list(change.after), rest, 1e-8)


def keeps_order(scores: dict[str, float], order: tuple[str, ...]) -> bool:
    return all(scores[one] >= scores[other] - 1e-8 for one, other in pairwise(order))


def test_the_known_case_of_two_criteria() -> None:
    # (1, 0), (0, 1) and (.6, .6): the compromise is first exactly while neither weighs over .6.
    model = certain_model({"a": (1, 0), "b": (0, 1), "c": (0.6, 0.6)})
    one, _other = weight_stability(model, Base.of(model), top=2)
    assert one.weight == pytest.approx(0.5)
    assert (one.first.least, one.first.most) == pytest.approx((0.4, 0.6))
    assert one.first.above is not None
    assert one.first.below is not None
    assert (one.first.above.after, one.first.below.after) == (("a",), ("b",))
    assert [swap.to_json() for swap in one.first.above.swaps] == [{"gains": "a", "loses": "c"}]
    # a and b are tied and stand by name: with any less weight on a, b goes ahead.
    assert one.order.least == pytest.approx(0.5)
    assert one.order.below is not None
    assert one.order.below.after == ("c", "b", "a")


def test_several_that_meet_in_one_point_are_put_in_order_by_how_fast_they_rise() -> None:
    model = certain_model(
        {"a": (0, 0.5), "b": (0.5, 0.5), "c": (1, 0.5)}, weights=WeightRule(fixed={"g1": 1})
    )
    found = {each.group: each for each in weight_stability(model, Base.of(model), top=2)}
    above = found["g0"].order.above
    assert above is not None
    assert above.weight == 0
    assert above.after == ("c", "b", "a")
    assert {(swap.gains, swap.loses) for swap in above.swaps} == {("b", "a"), ("c", "b")}


def test_a_group_with_all_weight_gives_it_up_equally() -> None:
    model = certain_model({"a": (1, 0, 0), "b": (0, 1, 1)}, weights=WeightRule(fixed={"g0": 1}))
    found = weight_stability(model, Base.of(model), top=1)[0]
    assert (found.first.least, found.first.most) == pytest.approx((0.5, 1))


def test_the_only_group_cannot_move_anything() -> None:
    model = certain_model({"a": (1,), "b": (0,)})
    (found,) = weight_stability(model, Base.of(model), top=1)
    assert (found.order.least, found.order.most, found.order.changes) == (0, 1, ())


def test_dominated_alternatives_never_go_ahead() -> None:
    model = certain_model({"a": (1, 1), "b": (0.5, 0.2), "c": (0.5, 0)})
    for found in weight_stability(model, Base.of(model), top=2):
        assert (found.first.changes, found.top.changes) == ((), ())


def test_whether_the_point_of_change_is_admitted_is_said() -> None:
    rule = WeightRule((("g0", "g1"),))
    model = certain_model({"a": (1, 0), "b": (0, 1)}, weights=rule)
    changes = [each.first.changes for each in weight_stability(model, Base.of(model), top=1)]
    assert [change.is_admitted for (change,) in changes] == [True, True]
    model = certain_model({"a": (1, 0.2), "b": (0, 1)}, weights=rule)
    changes = [each.first.changes for each in weight_stability(model, Base.of(model), top=1)]
    assert [change.is_admitted for (change,) in changes] == [False, False]
    fixed = replace(model, weights=WeightRule(fixed={"g0": 3, "g1": 1}))
    changes = [each.first.changes for each in weight_stability(fixed, Base.of(fixed), top=1)]
    assert [change.is_admitted for (change,) in changes] == [None, None]


def test_bounds_of_a_weight_count_as_what_is_said() -> None:
    model = certain_model({"a": (1, 0), "b": (0, 1)}, weights=WeightRule(fixed={"g0": 3, "g1": 1}))
    bounded = replace(model, weights=WeightRule(intervals={"g0": (0.6, 0.9)}))
    base = Base.of(bounded)
    assert base.weights == pytest.approx([0.75, 0.25], abs=0.002)
    changes = [each.first.changes for each in weight_stability(bounded, base, top=1)]
    assert [change.is_admitted for (change,) in changes] == [False, False]
