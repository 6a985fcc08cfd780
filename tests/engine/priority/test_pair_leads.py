"""Why one stands before another: parts that sum to the whole, and the fewest that decide."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import RankingModel, WeightRule, rank
from samvern.engine.priority.sensitivity import why_before
from samvern.engine.priority.sensitivity.base import Base
from samvern.engine.priority.sensitivity.readings import draw_samples
from tests.factories.rankings import certain_model, models


@given(model=models())
@settings(max_examples=20, deadline=None)
def test_parts_sum_to_the_lead_and_the_lead_turns_without_those_that_decide(
    model: RankingModel,
) -> None:
    ranking = rank(model, samples=50)
    base = Base.of(model)
    scores = dict(zip(base.board.alternatives, base.scores.tolist(), strict=True))
    for first, second in combinations(model.alternatives, 2):
        found, turned = why_before(ranking, first, second), why_before(ranking, second, first)
        leads = {group.group: group.lead for group in found.groups}
        assert found.lead == pytest.approx(scores[first] - scores[second])
        assert sum(leads.values()) == pytest.approx(found.lead)
        for group in found.groups:
            assert sum(each.lead for each in group.criteria) == pytest.approx(group.lead)
            without = found.lead - group.lead
            assert group.turns_alone == (
                abs(found.lead) > 1e-12 and without * np.sign(found.lead) <= 1e-12
            )
        assert list(leads.values()) == sorted(leads.values(), reverse=True)
        assert turned.lead == pytest.approx(-found.lead)
        assert turned.share_before == pytest.approx(1 - found.share_before)
        assert set(turned.deciding) == set(found.deciding) or _is_a_tie(leads, found.deciding)
        assert len(found.deciding) == fewest(leads, found.lead)


def _is_a_tie(leads: dict[str, float], deciding: tuple[str, ...]) -> bool:
    """Two groups that add the same can stand in for each other."""
    weakest = min(abs(leads[group]) for group in deciding)
    return any(
        abs(abs(lead) - weakest) < 1e-9 for group, lead in leads.items() if group not in deciding
    )


def fewest(leads: dict[str, float], lead: float) -> int:
    """Try all sets of groups, the small ones first."""
    if abs(lead) <= 1e-12:
        return 0
    for count in range(1, len(leads) + 1):
        for taken in combinations(leads.values(), count):
            if (lead - sum(taken)) * np.sign(lead) <= 1e-12:
                return count
    raise AssertionError("without all groups there is no lead")


@given(model=models(alternatives=3))
@settings(max_examples=6, deadline=None)
def test_the_lead_is_the_mean_of_samples(model: RankingModel) -> None:
    base = Base.of(model)
    rng = np.random.default_rng(3)
    drawn = np.concatenate([each.scores for each in draw_samples(base.board, rng, 20_000)], axis=1)
    found = why_before(rank(model, samples=50), "a0", "a1")
    assert found.lead == pytest.approx((drawn[0] - drawn[1]).mean(), abs=0.012)


def test_a_pair_that_one_group_decides() -> None:
    weights = WeightRule(fixed={"g0": 0.5, "g1": 0.3, "g2": 0.2})
    model = certain_model({"a": (1, 0, 0.5), "b": (0, 1, 0.5)}, weights=weights)
    found = why_before(rank(model, samples=100), "a", "b")
    assert found.lead == pytest.approx(0.2)
    assert [(group.group, round(group.lead, 9)) for group in found.groups] == [
        ("g0", 0.5),
        ("g2", 0.0),
        ("g1", -0.3),
    ]
    assert found.deciding == ("g0",)
    assert [group.turns_alone for group in found.groups] == [True, False, False]
    assert (found.share_before, found.groups[0].weight) == (1, 0.5)


def test_a_pair_that_two_groups_decide_together() -> None:
    model = certain_model({"a": (0.6, 0.6, 0), "b": (0, 0, 0.3)})
    found = why_before(rank(model, samples=100), "a", "b")
    assert found.deciding == ("g0", "g1")
    assert not any(group.turns_alone for group in found.groups)


def test_equals_have_no_lead_and_nothing_decides() -> None:
    found = why_before(rank(certain_model({"a": (1, 0), "b": (0, 1)}), samples=100), "a", "b")
    assert found.lead == pytest.approx(0)
    assert found.deciding == ()


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("a", "x"), "sensitivity.unknown_alternative"),
        (("a", "a"), "sensitivity.same_alternative"),
    ],
)
def test_pairs_that_are_none_are_refused(pair: tuple[str, str], code: str) -> None:
    ranking = rank(certain_model({"a": (1, 0), "b": (0, 1)}), samples=10)
    with pytest.raises(InvalidInput) as refused:
        why_before(ranking, *pair)
    assert refused.value.code == code
