"""Rankings whose answer is known in closed form."""

from __future__ import annotations

import pytest

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import Ranking, RankingScale, WeightRule, rank
from tests.factories.rankings import certain_model, chain

SAMPLES = 40_000
# Far outside the sampling error of the seeds used here, far inside any real mistake.
CLOSE = 0.012


def first_shares(ranking: Ranking) -> dict[str, float]:
    return {found.id: found.rank_acceptability[0] for found in ranking.alternatives}


def test_two_specialists_and_a_compromise() -> None:
    ranking = rank(certain_model({"a": (1, 0), "b": (0, 1), "c": (0.6, 0.6)}), samples=SAMPLES)
    assert first_shares(ranking) == pytest.approx({"a": 0.4, "b": 0.4, "c": 0.2}, abs=CLOSE)
    assert ranking["a"].central_weights == pytest.approx({"g0": 0.8, "g1": 0.2}, abs=CLOSE)
    assert ranking["c"].central_weights == pytest.approx({"g0": 0.5, "g1": 0.5}, abs=CLOSE)
    assert ranking["c"].rank_acceptability[2] == 0
    assert ranking["c"].expected_rank == pytest.approx(1.8, abs=CLOSE)
    assert ranking.pairwise["a"]["c"] == pytest.approx(0.4, abs=CLOSE)
    assert [found.confidence for found in ranking.alternatives] == [1, 1, 1]


def test_three_specialists_and_their_mean_are_first_equally_often() -> None:
    values = {"a": (1, 0, 0), "b": (0, 1, 0), "c": (0, 0, 1), "mean": (0.5, 0.5, 0.5)}
    ranking = rank(certain_model(values), samples=SAMPLES)
    assert first_shares(ranking) == pytest.approx(dict.fromkeys(values, 0.25), abs=CLOSE)


@pytest.mark.parametrize("size", [3, 15])
def test_a_full_order_of_groups_gives_rank_order_centroid_weights(size: int) -> None:
    model = certain_model({"all": (1,) * size, "none": (0,) * size}, weights=chain(size))
    centroid = {
        f"g{rank_of_group}": sum(1 / k for k in range(rank_of_group + 1, size + 1)) / size
        for rank_of_group in range(size)
    }
    central = rank(model, samples=20_000)["all"].central_weights
    assert central == pytest.approx(centroid, abs=0.004)
    if size == 3:
        assert central == pytest.approx({"g0": 0.6111, "g1": 0.2778, "g2": 0.1111}, abs=0.004)


def test_ties_are_shared() -> None:
    # Equal in the first group alone, equal across groups at these weights, and twins.
    values = {"a": (1, 0), "b": (0, 1), "twin": (0, 1), "last": (0, 0)}
    ranking = rank(
        certain_model(values, weights=WeightRule(fixed={"g0": 3, "g1": 3})), samples=SAMPLES
    )
    third = {"a": 1 / 3, "b": 1 / 3, "twin": 1 / 3, "last": 0}
    assert first_shares(ranking) == pytest.approx(third, abs=CLOSE)
    assert ranking.pairwise["b"]["twin"] == pytest.approx(0.5, abs=CLOSE)
    assert ranking["a"].confidence == pytest.approx(1 / 3, abs=CLOSE)
    assert ranking["last"].rank_acceptability == (0, 0, 0, 1)
    assert ranking["last"].central_weights is None
    assert ranking["last"].confidence is None


def test_fixed_weights_are_divided_by_their_sum_and_may_be_zero() -> None:
    rule = WeightRule(fixed={"g0": 30, "g1": 10})
    ranking = rank(certain_model({"a": (1, 0, 0), "b": (0, 1, 1)}, weights=rule), samples=10)
    assert ranking["a"].rank_acceptability == (1, 0)
    assert ranking["a"].central_weights == {"g0": 0.75, "g1": 0.25, "g2": 0}


def test_on_an_ordinal_scale_the_middle_level_is_anywhere_between() -> None:
    rule = WeightRule(fixed={"g0": 2, "g1": 1})
    values = {"high": (1, 0), "middle": (0.3, 1)}
    ranking = rank(certain_model(values, weights=rule, scale=RankingScale.ORDINAL), samples=SAMPLES)
    # The middle level is worth a uniform u, and 2 u + 1 > 2 half of the time.
    assert ranking["middle"].rank_acceptability[0] == pytest.approx(0.5, abs=CLOSE)
    assert ranking["middle"].confidence == pytest.approx(0.5, abs=CLOSE)


def test_the_sampling_error_is_shown() -> None:
    ranking = rank(certain_model({"a": (1, 0), "b": (0, 1)}), samples=9604)
    assert ranking.half_width_95 == pytest.approx(0.01)
    assert ranking.confidence_half_width_95 == pytest.approx(0.01)
    assert (ranking.samples, ranking.confidence_samples) == (9604, 9604)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"samples": 0}, "ranking.samples_out_of_range"),
        ({"samples": 10_000_001}, "ranking.samples_out_of_range"),
        ({"seed": -1}, "ranking.seed_negative"),
    ],
)
def test_impossible_samples_and_seeds_are_refused(options: dict[str, int], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rank(certain_model({"a": (1,), "b": (0,)}), **options)
    assert refused.value.code == code


def test_one_sample_and_one_alternative_are_enough() -> None:
    ranking = rank(certain_model({"only": (1, 0)}), samples=1)
    assert ranking["only"].rank_acceptability == (1,)
    assert ranking.pairwise == {"only": {}}
    assert ranking["only"].potentially_optimal
