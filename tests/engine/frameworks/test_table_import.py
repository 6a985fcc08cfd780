"""A table of requirements laid over a set: what it says is taken, what it does not is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.frameworks import (
    Change,
    Framework,
    FrameworkKind,
    Reference,
    Requirement,
    WordingSource,
    WordingStatus,
    check_framework,
    compare,
)
from samvern.engine.frameworks.table_import import (
    SheetCheck,
    SheetMapping,
    check_table,
    find_heading,
    guess_columns,
)
from samvern.engine.tables import Cell, columns_guessed
from tests.factories.generated_frameworks import frameworks

SAYS = {"nb": "Lest inn fra en tabell."}
HEADINGS = ("Nr", "Tittel", "Beskrivelse", "Prioritet", "ISO/IEC 27002:2022")
U = WordingSource("U", WordingStatus.UNVERIFIED)
GAP = WordingSource("GAP", WordingStatus.MISSING)
SET = Framework(
    "nsm",
    "2.1",
    {"nb": "Grunnprinsipper"},
    "NSM",
    FrameworkKind.PRINCIPLES,
    wording_sources=(U, GAP),
    requirements=(
        Requirement("1", {"nb": "Kartlegg"}, is_assessable=False),
        Requirement(
            "1.1", {"nb": "Enheter"}, parent="1", sources={"title": {"nb": "U"}}, priority="2"
        ),
        Requirement(
            "1.2",
            parent="1",
            sources={"title": {"nb": "GAP", "en": "GAP"}},
            references=(Reference("iso-27002", "9.9"), Reference("csf", "PR.1")),
        ),
    ),
)


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple[Cell, ...]


def rows(*cells: Sequence[Cell], first: int = 1) -> list[Row]:
    return [Row(number, tuple(row)) for number, row in enumerate(cells, start=first)]


def laid(*cells: Sequence[Cell], over: Framework = SET, **options: Any) -> SheetCheck:
    table = rows(HEADINGS, *cells)
    heading = find_heading(table)
    guesses = guess_columns(heading, table[1:], over)
    mapping = SheetMapping(columns_guessed(heading, guesses), **options)
    return check_table(over, table, heading, mapping, says=SAYS)


def one(check: SheetCheck, identifier: str) -> Requirement:
    assert check.problems == ()
    assert check.framework
    check_framework(check.framework)
    return next(each for each in check.framework.requirements if each.id == identifier)


def test_a_sheet_laid_out_like_nsms_is_understood_by_its_headings() -> None:
    table = rows(
        ("NSMs grunnprinsipper for IKT-sikkerhet",),
        ("Versjon 2.1",),
        HEADINGS,
        ("1.1", "Enheter", "Hold oversikt.", 1, "5.9, 8.1"),
    )
    heading = find_heading(table)
    assert heading.first_row == 3
    assert [guess.target for guess in guess_columns(heading, table[3:], SET)] == [
        *("id", "title.nb", "text.nb", "priority", "references:iso-27002"),
    ]


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Tiltaksnummer", "id"),
        ("Tiltaksnumer", "id"),
        ("Control title", "title.nb"),
        ("English title", "title.en"),
        ("ISO 27001", "references:iso-27001"),
        ("Veiledning", "guidance"),
        ("Ansvarlig", ""),
        ("Helt noe annet", ""),
    ],
)
def test_columns_are_guessed_from_their_headings(heading: str, target: str) -> None:
    found = find_heading(rows((heading, "x"), ("1", "y")), row=1)
    assert guess_columns(found, [], SET)[0].target == target


def test_a_title_column_is_in_the_language_whose_wordings_it_repeats() -> None:
    english = replace(
        SET, requirements=(*SET.requirements[:1], Requirement("1.1", {"en": "Devices"}))
    )
    table = rows(("Nr", "Title"), ("1.1", "Devices"))
    guesses = guess_columns(find_heading(table), table[1:], english)
    assert guesses[1].target == "title.en"


def test_the_wording_of_the_table_takes_the_place_of_a_working_title() -> None:
    check = laid(
        ("1.1", "Kartlegg enheter", "Hold oversikt.", 1, "5.9, 8.1"),
        status=WordingStatus.VERIFIED,
    )
    found = one(check, "1.1")
    assert (found.title, found.text) == ({"nb": "Kartlegg enheter"}, {"nb": "Hold oversikt."})
    assert (found.priority, found.parent) == ("1", "1")
    assert found.references == (Reference("iso-27002", "5.9"), Reference("iso-27002", "8.1"))
    assert found.sources == {"title": {"nb": "sheet"}, "text": {"nb": "sheet"}}
    assert check.framework
    loaded = check.framework.wording_sources[-1]
    assert (loaded.id, loaded.status, loaded.says) == ("sheet", WordingStatus.VERIFIED, SAYS)


def test_a_title_that_was_missing_is_missing_no_longer() -> None:
    found = one(laid(("1.2", "Programvare")), "1.2")
    assert found.title == {"nb": "Programvare"}
    assert found.sources == {"title": {"nb": "sheet", "en": "GAP"}}


def test_what_the_table_does_not_say_is_kept() -> None:
    check = laid(("1.1", None, "", None, None), ("1.2", "Programvare", None, None, "5.9"))
    assert one(check, "1.1") == SET.requirements[1]
    assert one(check, "1.2").references == (Reference("csf", "PR.1"), Reference("iso-27002", "5.9"))
    assert check.missing == ("1",)
    assert one(check, "1") == SET.requirements[0]


def test_what_the_table_does_not_have_is_removed_only_when_asked_for() -> None:
    check = laid(("1.1", "Enheter"), removes_missing=True)
    assert check.framework
    assert [each.id for each in check.framework.requirements] == ["1", "1.1"]
    assert compare(SET, check.framework).count(Change.REMOVED) == 1


def test_new_requirements_stand_where_the_table_has_them_under_their_heading() -> None:
    table = ("1.1", "Enheter"), ("1.1.1", "Telefoner"), ("1.10", "Brukere"), ("2", "Beskytt")
    check = laid(*table, adds_new=True)
    assert check.framework
    assert check.added == ("1.1.1", "1.10", "2")
    assert [
        (each.id, each.parent, each.is_assessable) for each in check.framework.requirements
    ] == [
        ("1", "", False),
        ("1.1", "1", True),
        ("1.1.1", "1.1", True),
        ("1.10", "1", True),
        ("2", "", True),
        ("1.2", "1", True),
    ]


def test_what_the_set_does_not_have_is_an_error_unless_it_is_to_be_added() -> None:
    check = laid(("1.1", "Enheter"), ("ID1.1", "Enheter"), ("9.9.9", "Ukjent"))
    assert [(each.code, each.where) for each in check.problems] == [
        ("cell.id_unknown", "A3"),
        ("cell.id_unknown", "A4"),
    ]
    assert dict(check.problems[0].params) == {"id": "ID1.1", "near": "1.1"}
    assert laid(("9.9.9", "Ukjent"), adds_new=True).added == ("9.9.9",)


def test_a_row_whose_number_is_wrong_is_read_to_its_end() -> None:
    check = laid(("9.9.9", "Ukjent", "", "", "se"), (3.1, "x" * 1_001))
    assert [(each.code, each.where) for each in check.problems] == [
        ("cell.id_unknown", "A2"),
        ("cell.reference_malformed", "E2"),
        ("cell.code_is_number", "A3"),
        ("cell.too_long", "B3"),
    ]
    assert check.added == ()


def test_an_empty_set_takes_the_order_and_headings_of_the_table() -> None:
    check = laid(
        ("2", "Beskytt"),
        ("2.1", "Anskaffelser"),
        ("2.1.1", "Integrer"),
        over=replace(SET, requirements=()),
    )
    assert check.framework
    assert [
        (each.id, each.parent, each.is_assessable) for each in check.framework.requirements
    ] == [("2", "", False), ("2.1", "2", False), ("2.1.1", "2.1", True)]


def test_notes_between_the_rows_are_passed_over_and_said() -> None:
    check = laid(("1.1", "Enheter"), (None, "Kategori 2"), (), ("1.2", "Programvare"))
    assert check.problems == ()
    assert [(each.code, each.where) for each in check.remarks] == [("row.without_id", "A3")]


@pytest.mark.parametrize(
    ("cells", "code", "where"),
    [
        (("1 1", "Enheter"), "cell.id_malformed", "A3"),
        (("1.1", "Igjen"), "cell.id_twice", "A3"),
        ((date(2001, 1, 1), "Dato"), "cell.code_is_date", "A3"),
        (("1.2", "x" * 1_001), "cell.too_long", "B3"),
        (("1.2", "#REF!"), "cell.formula_error", "B3"),
        (("1.2", "a\x01b"), "cell.control_character", "B3"),
        (("1.2", "Programvare", "", "", "5.1, §9"), "cell.reference_malformed", "E3"),
    ],
)
def test_what_is_wrong_has_its_cell_and_hinders_all_of_it(
    cells: tuple[Cell, ...], code: str, where: str
) -> None:
    check = laid(("1.1", "Enheter"), cells)
    assert [(each.code, each.where) for each in check.problems] == [(code, where)]
    assert check.framework is None


def test_a_new_requirement_has_a_title() -> None:
    check = laid(("1.1", "Enheter"), ("1.3", None, "Bare tekst"), adds_new=True)
    assert [(each.code, each.where) for each in check.problems] == [
        ("requirement.title_missing", "A3")
    ]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    check = laid(("1 1", "a"), ("1.1", "x" * 1_001), ("1.1", "b"))
    assert [each.code for each in check.problems] == [
        *("cell.id_malformed", "cell.too_long", "cell.id_twice"),
    ]


TENS = replace(
    SET, requirements=(Requirement("2.1", {"nb": "A"}), Requirement("2.10", {"nb": "B"}))
)


@pytest.mark.parametrize(
    ("over", "table", "where"),
    [
        # The set holds only the longer one, or both, or none of the two.
        (replace(TENS, requirements=TENS.requirements[1:]), [(2.1, "B")], ["A2"]),
        (TENS, [(2.1, "B")], ["A2"]),
        (TENS, [("2.1", "A"), (2.1, "B")], ["A3"]),
        (replace(SET, requirements=()), [(2.1, "A")], ["A2"]),
        # The table holds both.
        (replace(TENS, requirements=TENS.requirements[:1]), [(2.1, "A"), ("2.10", "B")], ["A2"]),
    ],
)
def test_a_number_that_may_have_lost_its_zero_is_refused(
    over: Framework, table: list[Sequence[Cell]], where: list[str]
) -> None:
    check = laid(*table, over=over, adds_new=True)
    assert [(each.code, each.where) for each in check.problems] == [
        ("cell.code_is_number", place) for place in where
    ]


@pytest.mark.parametrize("cell", [1.1, "1.1", Decimal("1.1")])
def test_a_number_that_can_be_only_one_requirement_is_read(cell: Cell) -> None:
    assert one(laid((cell, "Enheter")), "1.1").title == {"nb": "Enheter"}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (5.1, "cell.code_is_number"),
        (date(2026, 10, 5), "cell.code_is_date"),
        ("5.1 og 99.99, bla bla se kap. 3", "cell.reference_malformed"),
        ("5.1; se", "cell.reference_malformed"),
        ("Se 5.1.", "cell.reference_malformed"),
        ("5.1.", "cell.reference_malformed"),
        ("-", "cell.reference_malformed"),
    ],
)
def test_what_cannot_be_references_is_refused_at_its_cell(cell: Cell, code: str) -> None:
    check = laid(("1.1", "Enheter", "", "", cell))
    assert [(each.code, each.where) for each in check.problems] == [(code, "E2")]


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("A.5.23", ["A.5.23"]),
        ("A.5.1/A.5.2 | PR.AC-1", ["A.5.1", "A.5.2", "PR.AC-1"]),
        ("5.10", ["5.10"]),
        (5.23, ["5.23"]),
        (8.0, ["8"]),
    ],
)
def test_references_stand_with_anything_between_them(cell: Cell, ids: list[str]) -> None:
    found = one(laid(("1.1", "Enheter", "", "", cell)), "1.1")
    assert [each.id for each in found.references] == ids


def test_a_table_without_requirements_is_refused() -> None:
    assert [each.code for each in laid((None, "Bare tekst")).problems] == ["table.no_requirements"]


@given(frameworks())
def test_a_table_that_says_what_the_set_says_changes_no_wording(framework: Framework) -> None:
    titled = [each for each in framework.requirements if "nb" in each.title]
    cells = [(each.id, each.title["nb"]) for each in titled if each.title["nb"].strip()]
    if not cells or any(" ".join(title.split()) != title for _id, title in cells):
        return
    check = laid(*cells, over=framework)
    if check.problems:
        assert {each.code for each in check.problems} <= {"cell.formula_error"}
        return
    assert check.framework
    found = compare(framework, check.framework)
    assert found.count(Change.REWORDED) == 0
    assert found.count(Change.ADDED) == found.count(Change.REMOVED) == 0


cells = st.none() | st.text(max_size=6) | st.floats(allow_nan=False) | st.dates() | st.booleans()


@given(st.lists(st.lists(cells, max_size=6), max_size=6))
def test_no_table_causes_anything_but_problems(table: list[list[Cell]]) -> None:
    check = laid(*table)
    assert (check.framework is None) == bool(check.problems)
    if check.framework:
        check_framework(check.framework)


def test_a_second_table_does_not_take_the_wordings_of_the_first_for_its_own() -> None:
    first = laid(("1.1", "Fra første"), ("1.2", "Også"), status=WordingStatus.VERIFIED).framework
    assert first
    again = laid(("1.1", "Fra andre"), over=first, status=WordingStatus.UNVERIFIED)
    assert one(again, "1.1").sources["title"]["nb"] == "sheet-2"
    assert one(again, "1.2").sources["title"]["nb"] == "sheet"
    assert again.framework
    by_id = {each.id: each.status for each in again.framework.wording_sources}
    assert by_id["sheet"] is WordingStatus.VERIFIED
    assert by_id["sheet-2"] is WordingStatus.UNVERIFIED


def test_a_table_whose_wordings_are_all_replaced_is_no_longer_named() -> None:
    first = laid(("1.1", "Fra første"), status=WordingStatus.VERIFIED).framework
    assert first
    again = laid(("1.1", "Fra andre"), over=first, status=WordingStatus.UNVERIFIED)
    assert again.framework
    assert [each.id for each in again.framework.wording_sources] == ["U", "GAP", "sheet-2"]
