"""What differs, what has happened, and whose word stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.directory import (
    ChangeKind,
    SubUnitMoved,
    compare,
    find_mergers,
    kind_of_change,
    settle,
)

facts = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3) | st.sampled_from(["x", "y"]))


@given(facts, facts)
def test_a_diff_carries_one_into_the_other_and_back(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    diff = compare(before, after)
    carried = {**before, **{key: new for key, (_old, new) in diff.items()}}
    assert {key: value for key, value in carried.items() if value is not None} == after
    assert compare(after, before) == {key: (new, old) for key, (old, new) in diff.items()}
    assert not compare(before, before)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, {"name": "A"}, ChangeKind.NEW),
        ({"name": "A"}, {"name": "A"}, None),
        ({"name": "A"}, {"name": "B"}, ChangeKind.CHANGED),
        ({"closed_on": "2026-01-01"}, {}, ChangeKind.REOPENED),
        ({}, {"closed_on": "2026-01-01", "closing": "bankrupt"}, ChangeKind.CLOSED),
        ({}, {"closing": "bankrupt", "municipality_number": "0301"}, ChangeKind.CLOSING),
        ({"municipality_number": "0301"}, {"municipality_number": "4601"}, ChangeKind.MOVED),
    ],
)
def test_the_weightiest_thing_names_the_change(
    before: Any, after: Any, kind: ChangeKind | None
) -> None:
    assert kind_of_change(before, after, is_known=False) == kind


def test_an_actor_from_elsewhere_is_matched_and_not_new() -> None:
    assert kind_of_change(None, {"name": "A"}, is_known=True) is ChangeKind.MATCHED


def test_a_unit_merged_into_the_one_that_took_over_all_its_places() -> None:
    moved = [SubUnitMoved("8", "1", "2"), SubUnitMoved("9", "1", "2"), SubUnitMoved("7", "5", "6")]
    assert find_mergers({"1"}, moved) == {"1": "2"}


@pytest.mark.parametrize(
    "moved",
    [
        [],
        [SubUnitMoved("8", "1", "2"), SubUnitMoved("9", "1", "3")],
        [SubUnitMoved("8", "1", "4")],  # which closed as well
        [SubUnitMoved("8", "1", "")],
    ],
)
def test_no_merger_is_guessed(moved: list[SubUnitMoved]) -> None:
    assert find_mergers({"1", "4"}, moved) == {}


@given(st.lists(st.builds(SubUnitMoved, *[st.sampled_from("123456")] * 3)), st.randoms())
def test_mergers_do_not_depend_on_order(moved: list[SubUnitMoved], chance: Any) -> None:
    shuffled = list(moved)
    chance.shuffle(shuffled)
    assert find_mergers("12", moved) == find_mergers("12", shuffled)


def test_people_outrank_the_register_field_by_field() -> None:
    settled = settle(
        {"name": "Solbakken", "size": "1-9", "language_form": ""},
        {"name": "SOLSIDEN", "size": "10-49", "language_form": "nn"},
        {"name": "hand", "language_form": "hand", "size": "register"},
    )
    assert settled.updates == {"size": "10-49"}
    assert settled.overridden == {"name": "SOLSIDEN", "language_form": "nn"}


def test_what_was_shipped_keeps_its_name_and_kind_but_not_its_municipality() -> None:
    settled = settle(
        {
            "name": "Helse Nord IKT HF",
            "kind": "ict_company",
            "municipality_number": "1804",
            "region": "",
        },
        {
            "name": "Noe annet",
            "kind": "hospital_trust",
            "municipality_number": "5501",
            "region": "HN",
        },
        {},
    )
    assert settled.updates == {"municipality_number": "5501", "region": "HN"}
    assert settled.overridden == {"name": "Noe annet", "kind": "hospital_trust"}


def test_silence_takes_nothing_away_but_a_closing_day() -> None:
    origins = {"size": "register", "valid_to": "register"}
    settled = settle(
        {"size": "1-9", "valid_to": "2026-01-01"}, {"size": "", "valid_to": None}, origins
    )
    assert settled.updates == {"valid_to": None}
    closed_by_hand = settle({"valid_to": "2026-01-01"}, {"valid_to": None}, {"valid_to": "hand"})
    assert closed_by_hand.updates == {}


def test_capitals_alone_are_no_new_name() -> None:
    settled = settle(
        {"name": "St. Olavs hospital HF"}, {"name": "ST. OLAVS HOSPITAL HF"}, {"name": "register"}
    )
    assert not settled.updates
    assert not settled.overridden


@given(
    facts, facts, st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["hand", "register"]))
)
def test_settling_twice_changes_nothing_more(
    current: dict[str, Any], wanted: dict[str, Any], origins: dict[str, str]
) -> None:
    settled = settle(current, wanted, origins)
    assert not settled.updates.keys() & settled.overridden.keys()
    assert not settle({**current, **settled.updates}, wanted, origins).updates
