"""The algebra of relations, held to every set that there is."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from samvern.engine.mappings import (
    ANY,
    BASIC,
    Possible,
    Relation,
    compose,
    converse,
    possible,
)

#: Every non-empty subset of six elements, as bits.
SETS = range(1, 2**6)


def relation_of(first: int, second: int) -> Relation:
    """What one set is to another, by the book."""
    if first == second:
        return Relation.EQUAL
    if not first & second:
        return Relation.NONE
    if first & second == first:
        return Relation.SUBSET
    if first & second == second:
        return Relation.SUPERSET
    return Relation.INTERSECTS


def test_composition_is_what_all_subsets_of_six_elements_show() -> None:
    related = {(a, b): relation_of(a, b) for a, b in product(SETS, SETS)}
    found: dict[tuple[Relation, Relation], set[Relation]] = defaultdict(set)
    for between in SETS:
        to_between = [(a, related[a, between]) for a in SETS]
        from_between = [(b, related[between, b]) for b in SETS]
        for (a, first), (b, second) in product(to_between, from_between):
            found[first, second].add(related[a, b])
    assert len(found) == 25
    for (first, second), shown in found.items():
        assert compose(possible(first), possible(second)) == shown, (first, second)


@pytest.mark.parametrize("relation", BASIC)
def test_equal_changes_nothing(relation: Relation) -> None:
    one = possible(relation)
    assert compose(one, possible(Relation.EQUAL)) == one == compose(possible(Relation.EQUAL), one)


def test_the_way_back_is_composed_of_the_ways_back() -> None:
    for first, second in product(BASIC, BASIC):
        one, other = possible(first), possible(second)
        assert converse(compose(one, other)) == compose(converse(other), converse(one))
        assert converse(converse(one)) == one


def test_more_doubt_never_rules_more_out() -> None:
    doubts: list[Possible] = [possible(relation) for relation in BASIC]
    doubts += [one | other for one, other in product(doubts, doubts)]
    for one, wider, then in product(doubts, doubts, doubts):
        if one <= wider:
            assert compose(one, then) <= compose(wider, then)


def test_unknown_leaves_all_open() -> None:
    assert possible(Relation.UNKNOWN) == ANY
    for relation in BASIC:
        assert compose(ANY, possible(relation)) >= {relation}
