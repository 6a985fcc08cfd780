"""Two texts side by side: what is marked is what differs, and nothing else is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from samvern.ui.differences import Piece, Side, side_by_side

TEXTS = st.text(alphabet="ab c.\n", max_size=40)
#: Words, spaces and full stops, no more of them than are shown on either side of a change.
SHORT = st.lists(st.sampled_from(["a", "bab", "lang", " ", "\n", "."]), max_size=16).map("".join)


def joined(side: Side) -> str:
    return "".join(piece.text for piece in side)


@given(SHORT, SHORT)
def test_short_texts_are_shown_whole(before: str, after: str) -> None:
    left, right = side_by_side(before, after)
    assert (joined(left), joined(right)) == (before, after)


@given(TEXTS)
def test_what_is_the_same_is_not_marked(text: str) -> None:
    assert not any(piece.is_marked for side in side_by_side(text, text) for piece in side)


@given(TEXTS, TEXTS)
def test_what_is_not_marked_stands_on_both_sides(before: str, after: str) -> None:
    left, right = side_by_side(before, after)
    if any(piece.is_marked for piece in (*left, *right)):
        kept = ["".join(p.text for p in side if not p.is_marked) for side in (left, right)]
        assert kept[0] == kept[1]


def test_long_stretches_around_a_change_are_cut_short() -> None:
    words = " ".join(f"ord{number}" for number in range(200))
    before, after = f"{words} lav {words}", f"{words} høy {words}"
    left, right = side_by_side(before, after)
    assert [piece.text for piece in (*left, *right) if piece.is_marked] == ["lav", "høy"]
    assert len(joined(right)) < 300
    assert joined(right).startswith("…")
    assert "ord199 høy ord0" in joined(right)
    assert joined(right).endswith("…")


def test_texts_that_have_nothing_in_common_are_not_torn_to_pieces() -> None:
    left, right = side_by_side("Øve på bortfall av strøm", "Kartlegge leverandører")
    assert (left, right) == (
        (Piece("Øve på bortfall av strøm"),),
        (Piece("Kartlegge leverandører"),),
    )
