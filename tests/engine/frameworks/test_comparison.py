"""Two versions compared: every difference is told, once, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks import (
    Change,
    FieldChange,
    Framework,
    FrameworkKind,
    Requirement,
    WordingSource,
    WordingStatus,
    compare,
)
from tests.factories.generated_frameworks import chains, frameworks


def version(name: str, *requirements: Requirement, **fields: Any) -> Framework:
    return Framework(
        "f",
        name,
        {"nb": "Krav"},
        "P",
        FrameworkKind.STANDARD,
        **({"requirements": requirements} | fields),
    )


def requirement(identifier: str, title: str = "Tittel", **fields: Any) -> Requirement:
    return Requirement(identifier, {"nb": title}, **fields)


HEADINGS = (requirement("A"), requirement("B"))


@pytest.mark.parametrize(
    ("before", "after", "changes", "fields"),
    [
        (
            requirement("1"),
            requirement("1", "Ny tittel"),
            (Change.REWORDED,),
            (FieldChange("title", "Tittel", "Ny tittel", "nb"),),
        ),
        (
            requirement("1", text={"nb": "Lang"}),
            requirement("1", text={"nb": "Lang", "en": "Long"}),
            (Change.REWORDED,),
            (FieldChange("text", "", "Long", "en"),),
        ),
        (
            requirement("1", parent="A"),
            requirement("1", parent="B"),
            (Change.MOVED,),
            (FieldChange("parent", "A", "B"),),
        ),
        (requirement("1"), requirement("2", follows=("1",)), (Change.RENUMBERED,), ()),
        (
            requirement("1", priority="1"),
            requirement("1", priority="2", is_assessable=False),
            (Change.CHANGED,),
            (FieldChange("is_assessable", "True", "False"), FieldChange("priority", "1", "2")),
        ),
    ],
)
def test_what_happened_to_one_requirement(
    before: Requirement,
    after: Requirement,
    changes: tuple[Change, ...],
    fields: tuple[FieldChange, ...],
) -> None:
    found = compare(
        version("1", *HEADINGS, before), version("2", *HEADINGS, after, follows_version="1")
    )
    (only,) = found.requirements
    assert (only.changes, only.fields) == (changes, fields)
    assert found.unchanged == 2


def test_a_heading_with_a_new_number_does_not_move_what_stands_under_it() -> None:
    before = version("1", requirement("A"), requirement("1", parent="A"))
    after = version(
        "2",
        requirement("Z", follows=("A",)),
        requirement("1", parent="Z"),
        follows_version="1",
    )
    (only,) = compare(before, after).requirements
    assert (only.earlier, only.later, only.changes) == (("A",), ("Z",), (Change.RENUMBERED,))


def test_added_removed_split_merged_regrouped() -> None:
    before = version("1", *map(requirement, "abcdefg"))
    after = version(
        "2",
        requirement("new", follows=()),
        requirement("b1", follows=("b",)),
        requirement("b2", follows=("b",)),
        requirement("cd", follows=("c", "d")),
        requirement("x", follows=("e", "f")),
        requirement("y", follows=("f", "e")),
        requirement("g"),
        follows_version="1",
    )
    found = compare(before, after)
    assert [(each.earlier, each.later, *each.changes) for each in found.requirements] == [
        ((), ("new",), Change.ADDED),
        (("b",), ("b1", "b2"), Change.SPLIT),
        (("c", "d"), ("cd",), Change.MERGED),
        (("e", "f"), ("x", "y"), Change.REGROUPED),
        (("a",), (), Change.REMOVED),
    ]
    assert found.unchanged == 1
    assert found.count(Change.SPLIT) == 1


def test_a_changed_mark_is_a_change_and_says_which() -> None:
    u = WordingSource("U", WordingStatus.UNVERIFIED, {"nb": "Arbeidstittel"})
    before = version("1", requirement("1", sources={"title": {"nb": "U"}}), wording_sources=(u,))
    found = compare(before, version("1", requirement("1")))
    (only,) = found.requirements
    assert only.fields == (FieldChange("sources.title", "U (unverified)", "", "nb"),)
    assert found.head == (FieldChange("wording_sources", "U (unverified) nb: Arbeidstittel", ""),)
    assert found.is_by_id


def test_versions_between_are_walked_through() -> None:
    one = version("1", requirement("a"))
    two = version("2", requirement("b", follows=("a",)), follows_version="1")
    three = version("3", requirement("c", follows=("b",)), follows_version="2")
    found = compare(one, three, between=[two])
    assert [each.changes for each in found.requirements] == [(Change.RENUMBERED,)]
    assert not found.is_by_id
    without = compare(one, three)
    assert without.is_by_id
    assert [each.changes for each in without.requirements] == [(Change.ADDED,), (Change.REMOVED,)]


def test_two_different_sets_are_not_compared() -> None:
    with pytest.raises(InvalidInput, match=r"framework\.other_set"):
        compare(version("1"), replace(version("1"), id="g"))


@given(frameworks())
def test_a_set_does_not_differ_from_itself(found: Framework) -> None:
    same = compare(found, found)
    assert same.is_same
    assert same.unchanged == len(found.requirements)


@given(chains(most=3))
def test_every_requirement_is_told_or_counted_exactly_once(chain: list[Framework]) -> None:
    before, *between, after = chain if len(chain) > 1 else [*chain, *chain]
    found = compare(before, after, between=between)
    earlier = [each for change in found.requirements for each in change.earlier]
    later = [each for change in found.requirements for each in change.later]
    assert len(set(earlier)) == len(earlier)
    assert len(set(later)) == len(later)
    assert len(earlier) + found.unchanged == len(before.requirements)
    assert len(later) + found.unchanged == len(after.requirements)
    assert set(found.to_json()) == {
        *("framework", "before", "after", "is_by_id", "unchanged", "head", "requirements")
    }


def test_of_the_sources_only_those_that_differ_are_told() -> None:
    u, s = (WordingSource(name, WordingStatus.UNVERIFIED, {"nb": name}) for name in "US")
    before = version("1", requirement("1"), wording_sources=(u,))
    after = version("1", requirement("1"), wording_sources=(u, s))
    assert compare(before, after).head == (
        FieldChange("wording_sources", "", "S (unverified) nb: S"),
    )


def test_a_source_that_the_whole_set_had_is_told_beside_the_one_that_took_its_place() -> None:
    u = WordingSource("U", WordingStatus.UNVERIFIED)
    s = WordingSource("S", WordingStatus.VERIFIED)
    fields = {"wording_sources": (u, s), "default_source": "U"}
    before = version("1", requirement("1"), **fields)
    after = version("1", requirement("1", sources={"title": {"nb": "S"}}), **fields)
    [only] = compare(before, after).requirements
    assert only.fields == (FieldChange("sources.title", "U (unverified)", "S (verified)", "nb"),)
