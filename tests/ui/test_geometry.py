"""The small pictures say the figures they are given."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.ui import geometry
from samvern.ui.certainty import judgement_words
from samvern.ui.parts import LevelBar, MatrixCell, Share

_weights = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)


def _shares(weights: list[int]) -> list[Share]:
    return [Share(str(i), weight / sum(weights)) for i, weight in enumerate(weights)]


@given(_weights)
def test_segments_fill_the_bar_without_gap_or_overlap(weights: list[int]) -> None:
    laid = geometry.segments(_shares(weights))
    ends = [(float(s.x[:-1]), float(s.x[:-1]) + float(s.width[:-1])) for s in laid]
    assert ends[0][0] == 0
    assert ends[-1][1] == pytest.approx(100, abs=0.01)
    for (_, end), (start, _end) in pairwise(ends):
        assert end == pytest.approx(start, abs=0.01)


@given(_weights)
def test_parts_of_nothing_are_left_out_but_keep_their_place_in_the_legend(
    weights: list[int],
) -> None:
    laid = geometry.segments(_shares(weights))
    last = geometry.SHARE_FILLS - 1
    assert [(s.label, s.fill) for s in laid] == [
        (str(i), min(i, last)) for i, weight in enumerate(weights) if weight
    ]


@given(st.floats(0.001, 1))
def test_area_of_a_square_is_proportional_to_its_share(share: float) -> None:
    square, whole = (geometry.square(MatrixCell(s, "")) for s in (share, 1.0))
    assert square is not None
    assert whole is not None
    area = float(square.side) ** 2 / float(whole.side) ** 2
    assert area == pytest.approx(share, abs=0.001)


def test_what_nobody_knows_has_no_square_and_what_is_none_has_an_empty_one() -> None:
    assert geometry.square(MatrixCell(None, "")) is None
    empty = geometry.square(MatrixCell(0.0, ""))
    assert empty is not None
    assert empty.side == "0"


def test_level_blocks_are_filled_from_the_ground() -> None:
    blocks = geometry.level_blocks(LevelBar("cost", [Share("low", 0.25), Share("high", 0.75)]))
    assert [float(b.y) + float(b.height) for b in blocks] == [geometry.LEVEL_HEIGHT] * 2
    assert float(blocks[1].height) == 3 * float(blocks[0].height)


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ((), "not known"),
        ((1, 0, 0), "low"),
        ((0.5, 0.5, 0), "low or medium"),
        ((0.1, 0.2, 0.7), "mostly high"),
        ((1 / 3, 1 / 3, 1 / 3), "varies"),
        ((0.999, 0.001, 0), "low"),
    ],
)
def test_judgements_in_words(shares: tuple[float, ...], words: str) -> None:
    labelled = [
        Share(label, share) for label, share in zip(("low", "medium", "high"), shares, strict=False)
    ]
    assert judgement_words(labelled, str) == words
