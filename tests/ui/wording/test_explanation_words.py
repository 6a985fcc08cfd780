"""What is said of a decided order is no more than the draws bear."""

from __future__ import annotations

import pytest

from samvern.ui.wording.explanation import Reader, how_often


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "It comes out in none of the admissible weightings and readings that were drawn"),
        (0.0004, "It comes out in <0.1% of all admissible weightings and readings"),
        (0.488, "It comes out in 48.8% of all admissible weightings and readings"),
        (0.9999, "It comes out in >99.9% of all admissible weightings and readings"),
        (1.0, "It comes out in every admissible weighting and reading that was drawn"),
    ],
)
def test_what_was_never_drawn_is_not_called_impossible(share: float, said: str) -> None:
    words = how_often(share, 0.0098, Reader({}, "en", str))
    assert words.startswith(said)
    assert "0.0%" not in words
    assert "100" not in words
