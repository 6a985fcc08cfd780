"""Uncertain judgements are read in their stated proportions."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from samvern.engine.priority import Criterion, Level, RankingModel, WeightRule, rank
from samvern.engine.priority.draws import ValueDraws
from samvern.engine.priority.staircase import Board

LEVELS = (Level("low", 0.0), Level("medium", 0.4), Level("high", 1.0))


def model_of(matrix: dict[str, dict[str, dict[str, float]]], weights: WeightRule) -> RankingModel:
    names = next(iter(matrix.values()))
    criteria = tuple(Criterion(name, name[0], LEVELS) for name in names)
    groups = tuple(dict.fromkeys(name[0] for name in names))
    return RankingModel(groups, criteria, matrix, weights)


def first_shares_by_enumeration(model: RankingModel, weights: dict[str, float]) -> dict[str, float]:
    value = {level.level: level.value for level in LEVELS}
    group_size = {group: sum(c.group == group for c in model.criteria) for group in model.groups}
    cells = [(a, c, model.matrix[a][c.id]) for a in model.matrix for c in model.criteria]
    shares = dict.fromkeys(model.matrix, 0.0)
    for reading in product(*(cell for _, _, cell in cells)):
        chance = 1.0
        score = dict.fromkeys(model.matrix, 0.0)
        for (alternative, criterion, cell), level in zip(cells, reading, strict=True):
            chance *= cell[level]
            share = weights[criterion.group] / group_size[criterion.group]
            score[alternative] += share * value[level]
        best = [a for a, found in score.items() if found > max(score.values()) - 1e-12]
        for alternative in best:
            shares[alternative] += chance / len(best)
    return shares


def test_shares_agree_with_going_through_every_reading() -> None:
    matrix = {
        "sure": {"x1": {"medium": 1.0}, "x2": {"medium": 1.0}, "y1": {"medium": 1.0}},
        "wide": {
            "x1": {"low": 1 / 3, "medium": 1 / 3, "high": 1 / 3},
            "x2": {"low": 0.7, "high": 0.3},
            "y1": {"medium": 1.0},
        },
        "some": {
            "x1": {"low": 0.15, "medium": 0.85},
            "x2": {"medium": 1.0},
            "y1": {"low": 0.5, "high": 0.5},
        },
    }
    model = model_of(matrix, WeightRule(fixed={"x": 2, "y": 1}))
    exact = first_shares_by_enumeration(model, {"x": 2 / 3, "y": 1 / 3})
    ranking = rank(model, samples=40_000)
    found = {each.id: each.rank_acceptability[0] for each in ranking.alternatives}
    assert found == pytest.approx(exact, abs=0.012)
    # With one admitted weighting, the central weights are that one.
    confidence = {each.id: each.confidence for each in ranking.alternatives}
    assert confidence == pytest.approx(exact, abs=0.012)


def drawn_shares(cell: dict[str, float], samples: int, rows: int = 1) -> np.ndarray:
    """Shares of low, medium and high among many readings of a cell."""
    matrix = {f"a{row}": {"x1": cell} for row in range(rows)}
    board = Board.of(model_of(matrix, WeightRule()))
    block = 512
    draws = ValueDraws(board, np.random.Generator(np.random.SFC64(4)), block)
    counts = np.zeros(3)
    for _ in range(samples // (rows * block)):
        (values,) = draws.groups(block, [1.0])
        counts += [np.isclose(values, level.value).sum() for level in LEVELS]
    assert counts.sum() == samples // (rows * block) * rows * block
    return counts / counts.sum()


def test_probabilities_finer_than_the_random_numbers_are_not_biased() -> None:
    # Half of one part in 65,536: rounding it once and for all would give none of it, or double.
    cell = {"low": 1 - 2**-17, "high": 2**-17}
    assert drawn_shares(cell, samples=2**23, rows=256)[2] == pytest.approx(2**-17, rel=0.35)


@pytest.mark.parametrize(
    "cell",
    [
        {"low": 0.25, "medium": 0.5, "high": 0.25},
        {"low": 1 / 3, "medium": 0.0, "high": 2 / 3},
        {"medium": 0.1, "high": 0.9},
        {"low": 0.1, "medium": 0.9},
        {"high": 1.0},
        {"low": 1.0},
    ],
)
def test_levels_come_in_their_proportions(cell: dict[str, float]) -> None:
    shares = drawn_shares(cell, samples=2**18, rows=16)
    stated = [cell.get(level.level, 0.0) for level in LEVELS]
    assert shares == pytest.approx(stated, abs=0.004)
    assert all(found == 0 for found, share in zip(shares, stated, strict=True) if share == 0)


def test_unknown_is_not_the_middle() -> None:
    unknown = dict.fromkeys(("low", "medium", "high"), 1 / 3)
    matrix = {"known": {"x1": {"medium": 1.0}}, "unknown": {"x1": unknown}}
    ranking = rank(model_of(matrix, WeightRule()), samples=20_000)
    assert ranking["unknown"].rank_acceptability[0] == pytest.approx(0.5, abs=0.015)
    assert ranking["known"].expected_rank == pytest.approx(1.5, abs=0.015)
