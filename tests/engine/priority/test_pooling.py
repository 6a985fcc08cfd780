"""Opinions combined and compared: against slow versions, known answers, and their bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.priority.pooling import LOG_FLOOR, PoolRule, agreement, combine, spread

SCALE = ("1", "2", "3", "4", "5")
Row = dict[str, float]


def opinions_on(levels: Sequence[str], *, is_open: bool = False) -> st.SearchStrategy[Row]:
    """Opinions both certain and unsure; with ``is_open`` every level is possible."""
    parts = st.lists(st.integers(int(is_open), 4), min_size=len(levels), max_size=len(levels))
    return parts.filter(any).map(
        lambda found: {
            level: part / sum(found) for level, part in zip(levels, found, strict=True) if part
        }
    )


panels = st.lists(opinions_on(SCALE), min_size=1, max_size=6)
rules = st.sampled_from(PoolRule)


def on_scale(opinion: Row) -> list[float]:
    return [opinion.get(level, 0.0) for level in SCALE]


@given(panels, rules, st.data())
def test_a_pool_is_a_distribution_and_nobody_comes_first(
    panel: list[Row], rule: PoolRule, data: st.DataObject
) -> None:
    weights = data.draw(st.lists(st.integers(1, 5), min_size=len(panel), max_size=len(panel)))
    pooled = combine(panel, SCALE, rule, weights)
    assert math.fsum(pooled.values()) == pytest.approx(1)
    assert all(share > 0 for share in pooled.values())
    assert list(pooled) == [level for level in SCALE if level in pooled]
    order = data.draw(st.permutations(range(len(panel))))
    again = combine([panel[i] for i in order], SCALE, rule, [weights[i] for i in order])
    assert again == pytest.approx(pooled)
    assert combine(panel, SCALE, rule, [7.5 * w for w in weights]) == pytest.approx(pooled)


@given(opinions_on(SCALE), st.integers(1, 5), rules)
def test_those_who_say_the_same_are_not_changed(opinion: Row, judges: int, rule: PoolRule) -> None:
    assert combine([opinion] * judges, SCALE, rule) == pytest.approx(opinion)
    found = spread([opinion] * judges, SCALE)
    assert found.disagreement == pytest.approx(0, abs=1e-9)
    assert found.bits_between == pytest.approx(0, abs=1e-9)
    assert found.lowest == found.median == found.highest


@given(panels, rules)
def test_whole_weights_are_as_good_as_more_judges(panel: list[Row], rule: PoolRule) -> None:
    weights = [index + 1 for index in range(len(panel))]
    repeated = [row for row, times in zip(panel, weights, strict=True) for _ in range(times)]
    assert combine(panel, SCALE, rule, weights) == pytest.approx(combine(repeated, SCALE, rule))
    weighed, many = spread(panel, SCALE, weights), spread(repeated, SCALE)
    assert weighed.disagreement == pytest.approx(many.disagreement, abs=1e-9)
    assert weighed.agreement == pytest.approx(many.agreement, abs=1e-9)


@given(panels)
def test_the_pools_are_what_their_articles_say(panel: list[Row]) -> None:
    rows = [on_scale(row) for row in panel]
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    assert on_scale(combine(panel, SCALE, PoolRule.LINEAR)) == pytest.approx(mean)

    medians = [sorted(column) for column in zip(*map(accumulate, rows), strict=True)]
    half = (len(rows) - 1) / 2
    steps = [(c[math.floor(half)] + c[math.ceil(half)]) / 2 for c in medians]
    pooled = on_scale(combine(panel, SCALE, PoolRule.MEDIAN))
    assert list(accumulate(pooled)) == pytest.approx([step / steps[-1] for step in steps])

    products = [
        math.prod(max(share, min(LOG_FLOOR, max(column))) for share in column) ** (1 / len(rows))
        for column in zip(*rows, strict=True)
    ]
    expected = [product / sum(products) for product in products]
    assert on_scale(combine(panel, SCALE, PoolRule.LOGARITHMIC)) == pytest.approx(expected)


@given(st.lists(opinions_on(SCALE, is_open=True), min_size=1, max_size=4), opinions_on(SCALE))
def test_new_evidence_may_come_before_or_after_the_logarithmic_pool(
    panel: list[Row], evidence: Row
) -> None:
    """The pool is externally Bayesian, as long as nobody stands below the floor."""
    strength = {level: 0.5 + evidence.get(level, 0.0) for level in SCALE}

    def learned(opinion: Row) -> Row:
        total = sum(opinion[level] * strength[level] for level in SCALE)
        return {level: opinion[level] * strength[level] / total for level in SCALE}

    before = combine([learned(row) for row in panel], SCALE, PoolRule.LOGARITHMIC)
    after = learned(combine(panel, SCALE, PoolRule.LOGARITHMIC))
    assert before == pytest.approx(after)


@given(panels)
def test_disagreement_and_doubt_are_the_parts_of_one_whole(panel: list[Row]) -> None:
    found = spread(panel, SCALE)
    rows = [on_scale(row) for row in panel]
    steps = [list(accumulate(row))[:-1] for row in rows]
    between = 0.0
    for column in zip(*steps, strict=True):
        mean = sum(column) / len(column)
        between += sum((step - mean) ** 2 for step in column) / len(column)
    assert found.disagreement == pytest.approx(4 / 4 * between, abs=1e-9)
    shares = list(accumulate(found.shares.values()))[:-1]
    whole = sum(share * (1 - share) for share in shares)
    assert found.disagreement + found.doubt == pytest.approx(whole, abs=1e-9)
    assert 0 <= found.disagreement <= 1
    assert 0 <= found.doubt <= 1
    assert -1 <= found.agreement <= 1
    assert 0 <= found.bits_between <= math.log2(min(len(panel), 5)) + 1e-9
    assert SCALE.index(found.lowest) <= SCALE.index(found.median) <= SCALE.index(found.highest)


@given(panels)
def test_the_scale_can_be_turned_round(panel: list[Row]) -> None:
    found, turned = spread(panel, SCALE), spread(panel, SCALE[::-1])
    assert turned.disagreement == pytest.approx(found.disagreement, abs=1e-9)
    assert turned.agreement == pytest.approx(found.agreement, abs=1e-9)
    for rule in PoolRule:
        there, back = combine(panel, SCALE, rule), combine(panel, SCALE[::-1], rule)
        assert there == pytest.approx(back)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        # The two kinds of layers by hand: A = U (1 - (S - 1) / (K - 1)).
        ([0, 1, 0, 0, 0], 1),
        ([0, 1, 1, 0, 0], 3 / 4),
        ([0, 1, 1, 1, 0], 1 / 2),
        ([1, 1, 1, 1, 1], 0),
        ([1, 0, 0, 0, 1], -1),
        ([1, 0, 1], -1),
        # Of its triples four have one peak and two have two: U = (3 * 4 - 4 * 2) / (3 * 6).
        ([1, 1, 0, 1, 0], (3 * 4 - 4 * 2) / (3 * 6) / 2),
        # Three on the middle level, one on its neighbour: layers of 2 * 1 and 1 * 2.
        ([0, 0, 3, 1, 0], 2 / 4 * 3 / 4 + 2 / 4),
    ],
)
def test_agreement_as_by_hand(shares: list[int], expected: float) -> None:
    assert agreement(shares) == pytest.approx(expected)


def test_far_apart_is_more_than_near() -> None:
    def apart(*levels: str) -> float:
        return spread([{level: 1.0} for level in levels], SCALE).disagreement

    assert apart("1", "1") < apart("1", "2") < apart("1", "3") < apart("1", "5") == 1
    bits = [spread([{"1": 1.0}, {other: 1.0}], SCALE).bits_between for other in ("2", "5")]
    assert bits == pytest.approx([1, 1])


def test_one_judge_rules_nothing_out_for_all() -> None:
    certain, open_minded = {"1": 1.0}, {"1": 0.1, "5": 0.9}
    assert combine([certain, open_minded], SCALE, PoolRule.LOGARITHMIC)["5"] > 0.2
    assert "3" not in combine([certain, open_minded], SCALE, PoolRule.LOGARITHMIC)


@pytest.mark.parametrize(
    ("opinions", "levels", "weights", "codes"),
    [
        ([], SCALE, None, ["pooling.nobody"]),
        ([{"1": 1.0}], ("1",), None, ["pooling.scale"]),
        ([{"1": 1.0}], ("1", "1"), None, ["pooling.scale"]),
        ([{"6": 1.0}], SCALE, None, ["judgement.unknown_level"]),
        ([{"1": 0.5}], SCALE, None, ["judgement.sum"]),
        ([{}], SCALE, None, ["judgement.sum"]),
        ([{"1": math.nan}], SCALE, None, ["judgement.share", "judgement.sum"]),
        ([{"1": 2.0, "2": -1.0}], SCALE, None, ["judgement.share", "judgement.share"]),
        ([{"1": 1.0}], SCALE, [1, 1], ["pooling.weights_for_others"]),
        ([{"1": 1.0}], SCALE, [0], ["pooling.weight_not_positive"]),
        ([{"1": 1.0}], SCALE, [math.inf], ["pooling.weight_not_positive"]),
    ],
)
def test_what_cannot_be_combined_is_refused_with_all_problems(
    opinions: list[Row], levels: tuple[str, ...], weights: list[float] | None, codes: list[str]
) -> None:
    for function in (
        lambda: combine(opinions, levels, PoolRule.LINEAR, weights),
        lambda: spread(opinions, levels, weights),
    ):
        with pytest.raises(InvalidInput) as refused:
            function()
        assert refused.value.code == "pooling.invalid"
        assert [problem.code for problem in refused.value.problems] == codes
