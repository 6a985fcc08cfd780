"""Known answers to the reverse question."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import RankingModel, WeightRule
from samvern.engine.priority.reverse import (
    Before,
    Contradiction,
    DecidedOrder,
    Freedom,
    Verdict,
    explain,
    proves,
    read_order,
    recheck,
)
from tests.factories.rankings import certain_model, chain

CORNERS = {"a": (1.0, 0.0), "b": (0.0, 1.0), "c": (0.6, 0.6)}


def test_the_first_of_two_opposites_needs_more_than_half_the_weight() -> None:
    found = explain(certain_model(CORNERS), read_order("a,c,b"))
    assert found.possible is not None
    solution = found.possible.solution
    assert solution is not None
    # a is ahead of c from 0.6 on, so the centre of all weightings lies between 0.6 and 1
    assert solution.weights["g0"] == pytest.approx(0.8)
    assert solution.readings == {}


def test_a_contradiction_names_the_statements_that_clash() -> None:
    model = certain_model(CORNERS, weights=chain(2))
    alone = read_order("b,a", others_follow=False)
    found = explain(model, alone, are_scales_free=False)
    assert found.verdict is Verdict.POSSIBLE  # with equal weights both are equal
    assert found.attempts[0].solution is not None
    assert found.attempts[0].solution.smallest_lead == 0
    model = certain_model({**CORNERS, "b": (0.0, 0.9)}, weights=chain(2))
    found = explain(model, alone, are_scales_free=False)
    assert found.verdict is Verdict.IMPOSSIBLE
    proof = found.attempts[0].proof
    assert isinstance(proof, Contradiction)
    assert set(proof.order) == {Before("b", "a")}
    assert found.giving_up["weights"].weights[0].group == "g0"
    assert recheck(found)


def test_a_false_proof_is_refused() -> None:
    model = certain_model({**CORNERS, "b": (0.0, 0.9)}, weights=chain(2))
    found = explain(model, read_order("b,a"), are_scales_free=False)
    attempt = found.attempts[0]
    assert isinstance(attempt.proof, Contradiction)
    false = Contradiction({Before("a", "b"): Fraction(1)}, {})
    assert not proves(false, attempt.question.system, {}, are_readings_free=False)
    negative = replace(attempt.proof, order={k: -v for k, v in attempt.proof.order.items()})
    assert not proves(negative, attempt.question.system, {}, are_readings_free=False)


def test_an_uncertain_judgement_can_decide() -> None:
    model = certain_model({"a": (0.0, 0.5), "b": (0.5, 0.5)})
    cells = {**model.matrix, "a": {**model.matrix["a"], "c0": {"0.0": 0.75, "1.0": 0.25}}}
    model = RankingModel(
        model.groups, model.criteria, cells, WeightRule(fixed={"g0": 1.0}), model.scale
    )
    found = explain(model, read_order("a,b"), are_scales_free=False)
    assert [attempt.freedom for attempt in found.attempts] == [Freedom.WEIGHTS, Freedom.READINGS]
    assert found.settlement is not None
    (settled,) = found.settlement.settled
    assert (settled.alternative, settled.criterion, settled.level) == ("a", "c0", "1.0")
    assert settled.chance == pytest.approx(0.25)
    assert abs(found.share - 0.25) < 2 * found.half_width_95


def test_a_certain_judgement_would_have_to_change() -> None:
    model = certain_model({"a": (0.0, 0.0), "b": (0.5, 0.5), "c": (1.0, 1.0)})
    found = explain(model, DecidedOrder(order=("a", "b"), others_follow=False))
    # Only were the lower step worth nothing at all, and then both would be equal.
    assert found.possible is not None
    assert found.possible.solution is not None
    assert found.possible.solution.smallest_lead == 0
    assert found.changes is not None
    assert found.changes.steps == 1
    assert found.changes.is_smallest


def test_distances_between_levels_can_decide() -> None:
    # b is halfway on both criteria; worth more than a's top only if the steps are unequal
    model = certain_model({"a": (1.0, 0.0), "b": (0.5, 0.5), "c": (0.0, 1.0)})
    model = replace(model, weights=WeightRule(fixed={"g0": 0.6, "g1": 0.4}))
    found = explain(model, DecidedOrder(order=("b", "a"), others_follow=False))
    assert found.attempts[-1].freedom is Freedom.SCALES
    assert found.possible is not None
    held = explain(
        model, DecidedOrder(order=("b", "a"), others_follow=False), are_scales_free=False
    )
    assert held.verdict is Verdict.IMPOSSIBLE


def test_others_may_stand_anywhere_when_asked() -> None:
    model = certain_model({"a": (0.5, 0.5), "b": (0.4, 0.4), "c": (1.0, 1.0)})
    assert explain(model, read_order("a,b"), are_scales_free=False).possible is None
    anywhere = read_order("a,b", others_follow=False)
    assert explain(model, anywhere, are_scales_free=False).possible is not None


@pytest.mark.parametrize(
    ("order", "tiers", "code"),
    [
        ("", "", "order.empty"),
        ("a,x", "", "order.unknown_alternative"),
        ("a,a", "", "order.repeated"),
        ("", "a;b;a", "order.repeated"),
        ("a,b", "b;a", "order.contradiction"),
        ("", "a,b,c", "order.says_nothing"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(order: str, tiers: str, code: str) -> None:
    with pytest.raises(InvalidInput) as error:
        explain(certain_model(CORNERS), read_order(order, tiers))
    assert code in {problem.code for problem in error.value.problems}


def test_a_long_impossible_order_says_how_many_statements_must_go_at_least() -> None:
    rows = {f"m{n:02d}": (n / 15, 1.0 if n % 3 == 0 else n / 15) for n in range(16)}
    model = certain_model(rows)
    found = explain(model, DecidedOrder(order=tuple(sorted(rows))), are_scales_free=False)
    given_up = found.giving_up["order"]
    assert 0 < given_up.at_least <= given_up.count
    assert recheck(found)
