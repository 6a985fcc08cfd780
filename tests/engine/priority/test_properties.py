"""What holds for every ranking."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.priority import RankingModel, lanes, rank
from tests.factories.rankings import models

SAMPLES = 200


@given(model=models(), samples=st.integers(1, 500))
@settings(max_examples=20, deadline=None)
def test_shares_are_shares(model: RankingModel, samples: int) -> None:
    ranking = rank(model, samples=samples)
    size = len(model.alternatives)
    assert {found.id for found in ranking.alternatives} == set(model.alternatives)
    for found in ranking.alternatives:
        assert sum(found.rank_acceptability) == pytest.approx(1)
        places = enumerate(found.rank_acceptability, start=1)
        assert found.expected_rank == pytest.approx(sum(at * share for at, share in places))
        assert (found.central_weights is None) == (found.rank_acceptability[0] == 0)
        assert (found.confidence is None) == (found.central_weights is None)
        if found.central_weights is not None:
            assert sum(found.central_weights.values()) == pytest.approx(1)
            assert found.potentially_optimal
        # As many alternatives are behind on average as there are ranks below.
        beaten = sum(ranking.pairwise[found.id].values())
        assert beaten == pytest.approx(size - found.expected_rank)
        for other, share in ranking.pairwise[found.id].items():
            assert share + ranking.pairwise[other][found.id] == pytest.approx(1)
        for better in found.dominated_by:
            assert ranking.pairwise[better][found.id] >= 0.5 - 3 / samples**0.5
    for rank_shares in zip(*(a.rank_acceptability for a in ranking.alternatives), strict=True):
        assert sum(rank_shares) == pytest.approx(1)
    expected = [found.expected_rank for found in ranking.alternatives]
    assert expected == sorted(expected)


@given(model=models(), data=st.data())
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_input_is_irrelevant(model: RankingModel, data: st.DataObject) -> None:
    shuffle = Random(data.draw(st.integers(0, 1000)))

    def shuffled(items: object) -> list:  # type: ignore[type-arg]
        return shuffle.sample(list(items), len(list(items)))  # type: ignore[call-overload]

    mixed = RankingModel(
        groups=tuple(shuffled(model.groups)),
        criteria=tuple(shuffled(model.criteria)),
        matrix={
            alternative: {
                criterion: dict(shuffled(cell.items())) for criterion, cell in shuffled(row.items())
            }
            for alternative, row in shuffled(model.matrix.items())
        },
        weights=replace(model.weights, constraints=tuple(shuffled(model.weights.constraints))),
        scale=model.scale,
    )
    first, second = rank(model, samples=SAMPLES), rank(mixed, samples=SAMPLES)
    assert first.alternatives == second.alternatives
    assert first.pairwise == second.pairwise


@given(model=models(is_open=True), data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_better_judgement_never_ranks_worse(model: RankingModel, data: st.DataObject) -> None:
    """Exact, not on average: both rankings draw the same random numbers."""
    alternative = data.draw(st.sampled_from(model.alternatives))
    criterion = data.draw(st.sampled_from(model.criteria))
    lower, higher = sorted(
        data.draw(
            st.lists(st.integers(0, len(criterion.levels) - 1), min_size=2, max_size=2, unique=True)
        )
    )
    cell = dict(model.matrix[alternative][criterion.id])
    moved = cell[criterion.levels[lower].level] / 2
    cell[criterion.levels[lower].level] -= moved
    cell[criterion.levels[higher].level] += moved
    row = {**model.matrix[alternative], criterion.id: cell}
    better = replace(model, matrix={**model.matrix, alternative: row})
    before, after = (rank(each, samples=SAMPLES)[alternative] for each in (model, better))
    assert after.expected_rank <= before.expected_rank
    assert after.rank_acceptability[0] >= before.rank_acceptability[0]


@given(model=models(), seed=st.integers(0, 2**64))
@settings(max_examples=5, deadline=None)
def test_a_seed_decides_the_result_on_any_number_of_processors(
    model: RankingModel, seed: int
) -> None:
    results = []
    for processors in (1, 3):
        with patch.object(lanes, "_processors", return_value=processors):
            results.append(rank(model, samples=3000, seed=seed))
    assert results[0] == results[1]


@given(model=models(alternatives=3))
@settings(max_examples=5, deadline=None)
def test_another_seed_gives_other_numbers_and_much_the_same_answer(model: RankingModel) -> None:
    first, second = (rank(model, samples=5000, seed=seed) for seed in (1, 2))
    for found in first.alternatives:
        assert found.expected_rank == pytest.approx(second[found.id].expected_rank, abs=0.12)
