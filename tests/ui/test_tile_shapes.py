"""Tile maps: every count has its step, every tile its place, every border is drawn once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.tile_map import Tile
from samvern.ui import tile_shapes
from samvern.ui.parts import MapTile, TileMap

_counts = st.lists(st.none() | st.integers(0, 100_000), max_size=30)


def tile_map(*places: MapTile) -> TileMap:
    return TileMap("Map", "Place", "Group", "Count", places)


def place(column: int, count: int | None = 1, group: str = "A", row: int = 0) -> MapTile:
    return MapTile(f"{row}/{column}", group, Tile(row, column), count)


@given(_counts)
def test_steps_follow_each_other_from_one_to_the_most(counts: list[int | None]) -> None:
    found = tile_shapes.steps(counts)
    most = max((count for count in counts if count), default=0)
    assert len(found) <= 4
    assert bool(found) == bool(most)
    if found:
        assert (found[0].low, found[-1].high) == (1, most)
        assert all(step.low <= step.high for step in found)
        assert all(a.high + 1 == b.low for a, b in pairwise(found))
        assert len({step.fill for step in found}) == len(found)


def test_nobody_and_not_known_are_told_apart() -> None:
    drawing = tile_shapes.draw(tile_map(place(0, 0), place(1, None), place(2, 5)))
    assert [hexagon.fill for hexagon in drawing.hexagons] == ["none", "unknown", 0]


def test_groups_are_outlined_and_nothing_inside_them() -> None:
    together = tile_shapes.draw(tile_map(place(0), place(1)))
    assert together.outline.count("M") == 10
    apart = tile_shapes.draw(tile_map(place(0), place(1, group="B")))
    assert apart.outline.count("M") == 11


def test_names_never_lie_on_each_other_and_stay_in_the_picture() -> None:
    places = [place(n % 3, group=f"Group {n}", row=n // 3) for n in range(9)]
    drawing = tile_shapes.draw(tile_map(*places))
    names = [(float(name.x), float(name.y), len(name.text)) for name in drawing.names]
    for n, (x, y, _length) in enumerate(names):
        for other_x, other_y, _other in names[:n]:
            assert abs(y - other_y) >= 16.9 or abs(x - other_x) >= 7.5 * 7
    assert all(x > 0 for x, _y, _length in names)


def test_the_only_tile_of_a_group_is_not_covered_by_a_name() -> None:
    around = [place(n % 5, group="Around", row=n // 5) for n in range(25) if n != 12]
    drawing = tile_shapes.draw(tile_map(*around, place(2, group="Middle", row=2)))
    middle = next(h for h in drawing.hexagons if h.place.group == "Middle")
    assert all(abs(float(name.y) - float(middle.y)) >= 16.9 for name in drawing.names)


def test_a_map_of_nowhere_is_empty() -> None:
    assert tile_shapes.draw(tile_map()).hexagons == []
