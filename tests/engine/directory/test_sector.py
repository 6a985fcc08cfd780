"""Which units belong to the sector, and what the directory says of them."""

from __future__ import annotations

import doctest
import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.directory import (
    IndustryCode,
    Placement,
    SectorRules,
    directory_values,
    facts_of,
    place,
    place_key,
    readable_name,
    size_class,
    with_standards,
    works_where_its_owner_is,
)
from tests.factories.register_units import unit, units

NAMES = {
    "SN2007": {"86.102": "Somatiske spesialsykehus", "86.211": "Allmenn legetjeneste"},
    "SN2025": {"86.102": "Psykiatriske sykehustjenester", "86.210": "Allmennlegetjenester"},
}
RULES = SectorRules(
    NAMES,
    {
        "SN2007": {"86.102": "specialist", "86.211": "gp_office"},
        "SN2025": {"86.102": "hospital", "86.210": "gp_office"},
    },
    forms={"KOMM": "municipality"},
    endings={"HF": "hospital_trust"},
    left_out=frozenset({"KBO"}),
)


@pytest.mark.parametrize("name", ["unit", "names", "sector", "changes"])
def test_examples_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"samvern.engine.directory.{name}"))
    assert result.attempted
    assert not result.failed


def test_the_same_code_means_two_things_and_the_name_tells_which() -> None:
    old = IndustryCode("86.102", "SOMATISKE SPESIALSYKEHUS")
    new = IndustryCode("86.102", "Psykiatriske sykehustjenester")
    codes = with_standards((old, new, IndustryCode("86.211"), IndustryCode("01.110")), NAMES)
    assert [code.standard for code in codes] == ["SN2007", "SN2025", "SN2007", ""]


def test_without_a_name_the_default_tells_and_a_said_version_stays() -> None:
    code = IndustryCode("86.102")
    assert with_standards((code,), NAMES)[0].standard == ""
    assert with_standards((code,), NAMES, "SN2025")[0].standard == "SN2025"
    said = IndustryCode("86.211", standard="SN2025")
    assert with_standards((said,), NAMES) == (said,)


def test_a_code_nobody_can_date_counts_only_where_both_versions_mean_the_same() -> None:
    rules = SectorRules(NAMES, {"SN2007": {"1": "a", "2": "b"}, "SN2025": {"1": "a", "2": "c"}})
    assert place(unit(code="1"), rules) == Placement("a", ":1")
    assert place(unit(code="2"), rules) is None


def test_the_form_comes_before_the_name_and_the_name_before_the_code() -> None:
    assert place(unit(form="KOMM"), RULES) == Placement("municipality", "form:KOMM")
    assert place(unit("FJORDHEIM SYKEHUS HF"), RULES) == Placement("hospital_trust", "name:HF")
    department = unit("FJORDHEIM SYKEHUS HF", form="BEDR")
    assert place(department, RULES) == Placement("gp_office", ":86.210")
    assert place(unit(form="KBO"), RULES) is None
    assert place(unit(code="88.911"), RULES) is None
    assert place(unit(code=""), RULES) is None


def test_the_first_code_of_the_sector_decides() -> None:
    codes = (IndustryCode("47.111"), IndustryCode("86.211", standard="SN2007"))
    assert place(unit(codes=codes), RULES) == Placement("gp_office", "SN2007:86.211")


@given(st.none() | st.integers(0, 10**6))
def test_size_grows_with_the_head_count_and_unknown_stays_unknown(employees: int | None) -> None:
    order = ["", "1-9", "10-49", "50-249", "250+"]
    more = size_class((employees or 0) + 1)
    assert order.index(size_class(employees)) <= order.index(more)
    assert (size_class(employees) == "") == (not employees)


@given(units)
def test_facts_are_plain_and_say_nothing_empty(generated: object) -> None:
    facts = facts_of(generated)  # type: ignore[arg-type]
    assert "" not in facts.values()
    assert None not in facts.values()
    assert all(isinstance(value, str | int | list) for value in facts.values())
    values = directory_values(facts, kind="gp_office", region="")
    assert len(values["name"]) <= 200


def test_one_place_of_business_beside_its_owner_is_the_owner_itself() -> None:
    here, elsewhere = {"municipality_number": "0301"}, {"municipality_number": "4601"}

    def is_one(
        place: dict[str, str], owner: dict[str, str] | None, same: bool, siblings: int
    ) -> bool:
        return works_where_its_owner_is(place, owner, is_same_kind=same, siblings=siblings)

    assert is_one(here, here, True, 0)
    assert is_one({}, here, True, 0)
    assert not is_one(here, here, True, 1)
    assert not is_one(here, here, False, 0)
    assert not is_one(here, elsewhere, True, 0)
    assert not is_one(here, None, True, 0)


@pytest.mark.parametrize(
    ("shouted", "readable"),
    [
        ("OSLO UNIVERSITETSSYKEHUS HF", "Oslo Universitetssykehus HF"),
        ("LEGENE I STORGATA ANS", "Legene i Storgata ANS"),
        ("NORD-NORGE ØYE OG ØRE AS", "Nord-Norge Øye og Øre AS"),
        ("I FORM AS", "I Form AS"),
        ("D'ARCY TANNLEGE", "D'arcy Tannlege"),
    ],
)
def test_names_are_no_longer_shouted(shouted: str, readable: str) -> None:
    assert readable_name(shouted) == readable
    assert readable_name(readable) == readable


@given(st.text(max_size=60))
def test_readable_names_differ_in_case_only(name: str) -> None:
    assert readable_name(name).casefold() == name.casefold() or name != name.upper()


def test_behind_one_door() -> None:
    assert place_key("Storgata 1 A, 0155 OSLO", "0301") == place_key(
        "storgata 1a, 0155 OSLO", "0301"
    )
    assert place_key("Storgata 1, 0155 OSLO", "0301") != place_key(
        "Storgata 1, 5003 BERGEN", "4601"
    )
    assert place_key("Storgata 1, 0155 OSLO", "") == ""
    assert place_key("c/o Noen, Storgata 3, 0155 OSLO", "0301") == "0301:storgata3"
