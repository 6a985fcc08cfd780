"""Tiles: one for each place, groups together, the land recognised."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.apps.actors import catalogue
from samvern.engine.tile_map import Place, Tile, astray, lay_tiles, middle, neighbours

#: Of pairs of municipalities, how many must lie on the tiles as they lie in the land, and of the
#: three nearest of each how many must be next to it, or next but one.
SAME_SIDE = 0.9
NEXT = 0.6
NEXT_BUT_ONE = 0.9

_tiles = st.builds(Tile, st.integers(-9, 9), st.integers(-9, 9))
_degrees = st.tuples(st.floats(58, 71), st.floats(5, 31))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


@given(_tiles)
def test_neighbours_are_six_one_tile_away_and_mutual(tile: Tile) -> None:
    around = neighbours(tile)
    assert len(set(around)) == 6
    assert all(tile in neighbours(other) for other in around)
    assert [round(distance(middle(tile), middle(other)), 9) for other in around] == [1] * 6


@settings(max_examples=8, deadline=None)
@given(st.lists(_degrees, max_size=12), st.randoms(use_true_random=False))
def test_each_place_has_a_tile_of_its_own_in_whatever_order_they_come(
    points: list[tuple[float, float]], chance: random.Random
) -> None:
    places = [Place(f"{n:02}", f"{n % 2}", *point) for n, point in enumerate(points)]
    tiles = lay_tiles(places)
    assert set(tiles) == {place.key for place in places}
    assert len(set(tiles.values())) == len(places)
    chance.shuffle(places)
    assert lay_tiles(places) == tiles
    assert all(tile.row >= 0 and tile.column >= 0 for tile in tiles.values())


def test_what_does_not_hang_together_is_astray() -> None:
    tiles = {"a": Tile(0, 0), "b": Tile(1, 0), "c": Tile(5, 5), "d": Tile(0, 1)}
    assert astray(tiles, dict.fromkeys(tiles, "x")) == 1
    assert astray(tiles, {"a": "x", "b": "x", "c": "y", "d": "y"}) == 1


def test_the_shipped_tiles_are_those_that_are_laid() -> None:
    """Whoever changes a point lays the tiles anew: ``python -m tools.tiles``."""
    assert catalogue.municipality_tiles() == lay_tiles(catalogue.municipality_places())


def test_every_municipality_has_one_tile_and_counties_hang_together() -> None:
    tiles = catalogue.municipality_tiles()
    assert set(tiles) == set(catalogue.municipality_names())
    assert len(set(tiles.values())) == len(tiles)
    assert astray(tiles, {number: number[:2] for number in tiles}) == 0


def test_the_land_is_recognised() -> None:
    places, tiles = catalogue.municipality_places(), catalogue.municipality_tiles()
    at = {place.key: middle(tiles[place.key]) for place in places}
    pairs = [(one, other) for one in places for other in places if one.key < other.key]
    north = [(a.north - b.north) * (at[b.key][1] - at[a.key][1]) >= 0 for a, b in pairs]
    east = [(a.east - b.east) * (at[a.key][0] - at[b.key][0]) >= 0 for a, b in pairs]
    assert sum(north) / len(pairs) > SAME_SIDE
    assert sum(east) / len(pairs) > SAME_SIDE
    apart = [
        distance(at[place.key], at[near.key]) for place in places for near in nearest(place, places)
    ]
    assert sum(each < 1.01 for each in apart) / len(apart) > NEXT
    assert sum(each < 2.01 for each in apart) / len(apart) > NEXT_BUT_ONE


def nearest(place: Place, places: list[Place]) -> list[Place]:
    """The three nearest; a degree of longitude is less than half of one of latitude up here."""

    def apart(other: Place) -> float:
        return distance((place.north, place.east * 0.45), (other.north, other.east * 0.45))

    return sorted((other for other in places if other is not place), key=apart)[:3]
