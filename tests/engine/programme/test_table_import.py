"""Tables of measures: guessed, read, compared, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.alphabet import search_key
from samvern.engine.errors import Conflict, InvalidInput
from samvern.engine.programme.document import (
    SCALE_LEVELS,
    FocusArea,
    Judgement,
    Measure,
    MeasureKind,
    MeasureStatus,
    Programme,
    RiskArea,
    Scale,
)
from samvern.engine.programme.table_import import (
    ColumnUse,
    TableCheck,
    TableMapping,
    changes_from_plain,
    changes_to_plain,
    check_table,
    columns_from,
    columns_guessed,
    find_heading,
    guess_columns,
    mapping_from_plain,
    mapping_to_plain,
    rows_below,
    undone,
    vocabulary,
)
from samvern.engine.programme.table_import.plain import measure_from, whole
from samvern.ui.wording.languages import translations
from samvern.ui.wording.levels import judgement_words, level_names
from tests.factories.generated_programmes import programmes

PROGRAMME = Programme(
    "P-1",
    {"nb": "Program"},
    "Direktoratet",
    risk_areas=(RiskArea("R1", {"nb": "Leverandørrisiko"}),),
    focus_areas=(FocusArea("1", {"nb": "Samarbeid"}), FocusArea("2", {"nb": "Kompetanse"})),
    measures=(
        Measure("1.1", "1", {"nb": "Øve"}, owners=("A", "B"), cost=Judgement({"low": 1.0}, 1)),
        Measure("1.10", "1", {"nb": "Varsle"}, start="2024"),
        Measure("2.1", "2", {"nb": "Lære"}),
    ),
)


@dataclass(frozen=True)
class Line:
    number: int
    cells: tuple[Any, ...]


def lines(*rows: Sequence[Any]) -> list[Line]:
    return [Line(number, tuple(row)) for number, row in enumerate(rows, start=1) if any(row)]


def checked(*rows: Sequence[Any], **options: Any) -> TableCheck:
    table = lines(*rows)
    heading = find_heading(table, PROGRAMME)
    guesses = guess_columns(heading, rows_below(table, heading), PROGRAMME)
    mapping = TableMapping(columns_guessed(heading, guesses), **options)
    return check_table(PROGRAMME, table, heading, mapping)


def test_the_heading_is_found_below_what_stands_above_it() -> None:
    table = lines(
        ("Tiltaksplan 2027", None, None),
        ("Sist endret 1. mai", "av A", "B"),
        (),
        ("Nr.", "Tiltak", "Ansvarleg", "Kostnader", "Overskrift ingen kjenner"),
        ("1.1", "Øve", "A"),
    )
    heading = find_heading(table, PROGRAMME)
    assert heading.first_row == heading.last_row == 4
    found = [guess.target for guess in guess_columns(heading, table[3:], PROGRAMME)]
    assert found == ["code", "title.nb", "owners", "cost", ""]


def test_a_title_above_the_heading_is_no_group() -> None:
    rows = lines(("Oversikt over tiltak",), ("Kode", "Ansvarlig"), ("1.1", "Nattlys"))
    heading = find_heading(rows, PROGRAMME)
    assert (heading.first_row, heading.names) == (2, ("Kode", "Ansvarlig"))


def test_a_heading_in_two_rows_names_its_groups() -> None:
    table = lines(
        ("Kode", "Tittel", "Vurdering", None, "Bidrag"),
        (None, None, "Kostnad", "Støtte", "R1"),
        ("1.1", "Øve", "lav", "høy", "X"),
    )
    heading = find_heading(table, PROGRAMME)
    assert (heading.first_row, heading.last_row) == (1, 2)
    assert heading.names[2:] == ("Vurdering: Kostnad", "Vurdering: Støtte", "Bidrag: R1")
    found = [guess.target for guess in guess_columns(heading, table, PROGRAMME)]
    assert found == ["code", "title.nb", "cost", "support", "contribution:R1"]


def test_a_title_right_above_the_headings_is_not_the_name_of_a_group() -> None:
    table = lines(("Tiltaksplan 2027", None), ("Kode", "Tittel"), ("1.1", "Øve"))
    heading = find_heading(table, PROGRAMME)
    assert heading.names == ("Kode", "Tittel")


def test_a_heading_is_not_looked_for_below_the_end_of_the_table() -> None:
    table = lines(("Kode", "Tittel"), (), ("1.1", "Øve"))
    assert find_heading(table, PROGRAMME, row=2).first_row == 3
    with pytest.raises(InvalidInput) as refused:
        find_heading(table, PROGRAMME, row=4)
    assert refused.value.code == "table.heading_row_unknown"
    assert dict(refused.value.params) == {"row": "4", "last": "3"}


def test_a_misspelt_heading_is_guessed_and_what_only_looks_alike_is_not() -> None:
    table = lines(("Kode", "Titel", "Eier i dag", "Eier"), ("1.1", "x", "y", "z"))
    heading = find_heading(table, PROGRAMME)
    guesses = guess_columns(heading, table, PROGRAMME)
    assert [guess.target for guess in guesses] == ["code", "title.nb", "", "owners"]
    assert 84 <= guesses[1].likeness < 100


def test_what_was_confirmed_is_found_again_by_its_headings_in_any_order() -> None:
    first = find_heading(lines(("Kode", "Hva", "Tittel"), ("1.1", "x", "y")), PROGRAMME)
    again = find_heading(lines(("Tittel", "Kode", "hva"), ("y", "1.1", "x")), PROGRAMME)
    assert first.signature == again.signature
    uses = (ColumnUse("Kode", "code"), ColumnUse("Hva", "owners", ","), ColumnUse("Tittel"))
    found = columns_from(uses, again, PROGRAMME)
    assert [(use.target, use.separator) for use in found] == [
        ("", ";"),
        ("code", ";"),
        ("owners", ","),
    ]


def test_rows_become_changes_field_by_field() -> None:
    check = checked(
        ("Kode", "Tittel", "Eier", "Kostnad", "R1", "Start", "Status"),
        ("1.1", "Øve mer", "A; C", "lav/middels", "X", "juni 2027", "I gang"),
        ("1.10", "Varsle", None, None, None, 2024, None),
        ("1.11", "Nytt", "D", 2.5, "mulig", datetime(2027, 6, 1), None),
    )
    assert not check.problems
    changed, added = check.changes
    assert [(each.key, each.before, each.after) for each in changed.fields][:2] == [
        ("title.nb", "Øve", "Øve mer"),
        ("owners", ["A", "B"], ["A", "C"]),
    ]
    assert {each.key for each in changed.fields} == {
        *("title.nb", "owners", "cost", "contribution:R1", "start", "status")
    }
    assert (added.code, added.row, check.unchanged, check.missing) == (
        "1.11",
        4,
        ("1.10",),
        ("2.1",),
    )
    assert check.document
    assert [measure.id for measure in check.document.measures] == ["1.1", "1.10", "1.11", "2.1"]
    after = check.document.measures
    assert after[0].cost == Judgement({"low": 0.5, "medium": 0.5})
    assert after[0].status is MeasureStatus.ONGOING
    assert (after[0].start, after[2].start) == ("2027-06", "2027-06-01")
    assert after[2].focus_area_from_id
    assert after[3] == PROGRAMME.measures[2], "what the table leaves out stays"


def test_all_errors_are_said_at_once_with_row_column_and_what_to_do() -> None:
    check = checked(
        ("Kode", "Tittel", "Kostnad", "Start", "Innsatsområde"),
        ("1.1", "", "hoy", "31.02.2027", "Samarbeide"),
        (None, "Uten kode", None, None, None),
        ("1.1", "Igjen", None, None, None),
        ("9.1", "Ny", "9", None, None),
        (1.1, "Tall", None, None, None),
        (datetime(2027, 10, 1), "Dato", None, None, None),
        ("1.12", None, "#REF!", None, None),
    )
    found = [(each.code, each.where) for each in check.problems]
    assert found == [
        ("cell.word_unknown_near", "C2"),
        ("cell.date_invalid", "D2"),
        ("cell.focus_area_unknown_near", "E2"),
        ("cell.code_missing", "A3"),
        ("cell.code_twice", "A4"),
        ("cell.number_off_scale", "C5"),
        ("cell.focus_area_missing", "E5"),
        ("cell.code_is_number", "A6"),
        ("cell.code_is_date", "A7"),
        ("cell.formula_error", "C8"),
    ]
    assert check.document is None
    assert dict(check.problems[0].params)["nearest"] == "høy"
    assert dict(check.problems[0].params)["header"] == "Kostnad"


def test_empty_cells_leave_what_is_stored_unless_they_are_to_take_it_away() -> None:
    rows = (("Kode", "Tittel", "Eier", "Kostnad"), ("1.1", "Øve", None, None))
    assert not checked(*rows).changes
    (change,) = checked(*rows, is_empty_clear=True).changes
    assert [(each.key, each.after) for each in change.fields] == [("owners", []), ("cost", None)]


def test_what_an_empty_cell_takes_away_is_brought_back() -> None:
    said = Measure(
        "1.1",
        "1",
        {"nb": "Øve", "en": "Exercise"},
        owners=(),
        involved=("A",),
        after=("2.1",),
        start="2024",
        kind=MeasureKind.STUDY,
        support=Judgement({"low": 1.0}, "1", "B", None, "Fordi"),
    )
    before = replace(PROGRAMME, measures=(said,))
    headings = ("code", "title.en", "owners", "involved", "after", "start", "kind", "support")
    table = lines(headings, ("1.1", *[None] * 7))
    columns = tuple(ColumnUse(each, each) for each in headings)
    mapping = TableMapping(columns, is_empty_clear=True)
    check = check_table(before, table, find_heading(table, before, row=1), mapping)
    assert check.document
    assert check.document.measures == (Measure("1.1", "1", {"nb": "Øve"}, owners=()),)
    (change,) = check.changes
    assert {each.after for each in change.fields} == {None}
    assert undone(check.document, check.changes) == before


def test_missing_measures_are_withdrawn_only_when_asked() -> None:
    rows = (("Kode", "Tittel"), ("1.1", "Øve"))
    check = checked(*rows, missing="withdraw")
    assert [(each.code, each.kind) for each in check.changes] == [
        ("1.10", "withdrawn"),
        ("2.1", "withdrawn"),
    ]
    assert check.document
    assert [measure.id for measure in check.document.measures] == ["1.1"]
    assert undone(check.document, check.changes) == PROGRAMME


def test_new_focus_areas_come_only_when_asked() -> None:
    rows = (("Kode", "Tittel", "Innsatsområde"), ("3.1", "Ny", "3 Beredskap"))
    assert checked(*rows).problems[0].code.startswith("cell.focus_area_unknown")
    check = checked(*rows, may_add_areas=True)
    assert check.added_areas == ("3",)
    assert check.document
    assert check.document.focus_areas[-1] == FocusArea("3", {"nb": "Beredskap"}, is_new=True)
    assert undone(check.document, check.changes, check.added_areas) == PROGRAMME


def test_a_measure_does_not_come_back_into_a_focus_area_that_is_gone() -> None:
    rows = (("Kode", "Tittel", "Innsatsområde"), ("3.1", "Ny", "3 Beredskap"))
    first = checked(*rows, may_add_areas=True)
    assert first.document
    rest = (("Kode", "Tittel"), *((measure.id, None) for measure in PROGRAMME.measures))
    table = lines(*rest)
    columns = (ColumnUse("Kode", "code"), ColumnUse("Tittel", "title.nb"))
    mapping = TableMapping(columns, missing="withdraw")
    second = check_table(first.document, table, find_heading(table, PROGRAMME, row=1), mapping)
    assert second.document
    without = undone(second.document, first.changes, first.added_areas)
    assert without == PROGRAMME
    with pytest.raises(Conflict) as wrong:
        undone(without, second.changes)
    assert [(each.code, each.where) for each in wrong.value.problems] == [
        ("import.area_gone_since", "3.1")
    ]


def test_words_of_a_column_mean_what_somebody_said() -> None:
    table = lines(("Kode", "Bidrag"), ("1.1", "Ja"), ("1.10", "Nei"), ("2.1", "Vet ikke"))
    heading = find_heading(table, PROGRAMME)
    words = {"Ja": "some", "Nei": ""}
    uses = (ColumnUse("Kode", "code"), ColumnUse("Bidrag", "contribution:R1", words=words))
    check = check_table(PROGRAMME, table, heading, TableMapping(uses))
    assert not check.problems
    assert check.document
    levels = [measure.contribution.get("R1") for measure in check.document.measures]
    assert levels[:2] == [Judgement({"some": 1.0}), None]
    assert levels[2] == Judgement(dict.fromkeys(SCALE_LEVELS[Scale.CONTRIBUTION], 0.25))


@pytest.mark.parametrize("cell", ["lav / hmm", "lav til hmm", "lav (25%) eller hmm (75%)"])
@pytest.mark.parametrize("meaning", ["", "unknown"])
def test_a_word_that_means_no_level_is_no_part_of_a_judgement(cell: str, meaning: str) -> None:
    table = lines(("Kode", "Kostnad"), ("1.1", cell), ("2.1", "hmm"))
    uses = (ColumnUse("Kode", "code"), ColumnUse("Kostnad", "cost", words={"hmm": meaning}))
    check = check_table(PROGRAMME, table, find_heading(table, PROGRAMME), TableMapping(uses))
    (problem,) = check.problems
    assert (problem.code, problem.line) == ("cell.word_unknown", 2)
    assert dict(problem.params)["found"] == "hmm"


@pytest.mark.parametrize(
    ("uses", "code"),
    [
        ((ColumnUse("a", "title.nb"),), "mapping.code_missing"),
        ((ColumnUse("a", "code"),), "mapping.nothing_else"),
        ((ColumnUse("a", "code"), ColumnUse("b", "code")), "mapping.target_twice"),
        ((ColumnUse("a", "code"), ColumnUse("b", "contribution:R9")), "mapping.target_unknown"),
        ((ColumnUse("a", "code"), ColumnUse("b", "owners", "x")), "mapping.separator_unknown"),
        ((ColumnUse("a", "code"), ColumnUse("b", "status", words={"x": "lost"})), "value.unknown"),
        (
            (ColumnUse("a", "code"), ColumnUse("b", "kind", words={"x": "unknown"})),
            "value.unknown",
        ),
        ((ColumnUse("a", "code"), ColumnUse("b", "cost", words={"x": "some"})), "value.unknown"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(uses: tuple[ColumnUse, ...], code: str) -> None:
    table = lines(("a", "b"), ("1.1", "x"))
    with pytest.raises(InvalidInput, match=r"mapping\.invalid") as refused:
        check_table(PROGRAMME, table, find_heading(table, PROGRAMME), TableMapping(uses))
    assert code in {problem.code for problem in refused.value.problems}


def test_a_mapping_survives_as_plain_values_and_nonsense_is_refused() -> None:
    mapping = TableMapping(
        (ColumnUse("Kode", "code"), ColumnUse("Ja?", "cost", ",", {"Ja": "low"})), "withdraw", True
    )
    assert mapping_from_plain(mapping_to_plain(mapping)) == mapping
    for raw in (
        None,
        [],
        {},
        {"columns": [1]},
        {"columns": [{"header": 1}]},
        {"columns": [], "x": 1},
    ):
        with pytest.raises(InvalidInput, match=r"mapping\.invalid"):
            mapping_from_plain(raw)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("scale", [Scale.LEVEL, Scale.ATTAINMENT, Scale.CONTRIBUTION])
def test_the_words_that_samvern_writes_are_those_it_reads(scale: Scale, language: str) -> None:
    say = translations(language).gettext
    assert vocabulary.in_words(str(scale), language) == level_names(scale, say)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_kinds_and_statuses_are_read_in_every_language(language: str) -> None:
    for kind, values in (("kind", MeasureKind), ("status", MeasureStatus)):
        for value in values:
            word = vocabulary.in_words(kind, language)[value]
            assert vocabulary.folded(kind)[search_key(word)] == value


@given(st.data(), st.sampled_from(["nb", "nn", "en"]), st.sampled_from([*vocabulary.OF_SCALE]))
def test_whatever_a_judgement_is_written_as_is_read_as_no_change(
    data: st.DataObject, language: str, scale: Scale
) -> None:
    names = SCALE_LEVELS[scale]
    parts = data.draw(st.lists(st.integers(0, 20), min_size=len(names), max_size=len(names)))
    levels = {n: p / sum(parts) for n, p in zip(names, parts, strict=True) if p} or {names[0]: 1.0}
    written = judgement_words(scale, levels, language, translations(language).gettext)
    key = "cost" if scale is Scale.LEVEL else "contribution:R1"
    if scale is Scale.ATTAINMENT:
        return
    judgement = Judgement(levels)
    measure = Measure("1.1", "1", {"nb": "Øve"})
    stored = replace(
        measure,
        cost=judgement if key == "cost" else None,
        contribution={} if key == "cost" else {"R1": judgement},
    )
    table = lines(("Kode", "x"), ("1.1", written))
    check = check_table(
        replace(PROGRAMME, measures=(stored,)),
        table,
        find_heading(table, PROGRAMME),
        TableMapping((ColumnUse("Kode", "code"), ColumnUse("x", key))),
        language=language,
    )
    assert not check.problems
    assert not check.changes


@given(programmes())
def test_a_measure_survives_as_plain_values(programme: Programme) -> None:
    for measure in programme.measures:
        assert measure_from(measure.id, whole(measure)) == measure


@given(programmes(), st.data())
def test_undoing_restores_the_programme(programme: Programme, data: st.DataObject) -> None:
    """Against the obvious version: the programme that was there before."""
    known = [measure.id for measure in programme.measures]
    areas = [area.id for area in programme.focus_areas]
    if not areas:
        return
    codes = data.draw(st.lists(st.sampled_from([*known, "neu-1", "neu-2"]), unique=True))
    rows = [(code, f"T {code}", data.draw(st.sampled_from(areas)), "lav") for code in codes]
    table = lines(("Kode", "Tittel", "Område", "Kostnad"), *rows)
    heading = find_heading(table, programme)
    columns = ("code", "title.nb", "focus_area", "cost")
    pairs = zip(heading.names, columns, strict=True)
    mapping = TableMapping(
        tuple(ColumnUse(name, target) for name, target in pairs),
        missing=data.draw(st.sampled_from(["keep", "withdraw"])),
    )
    check = check_table(programme, table, heading, mapping)
    if check.document is None:
        return
    kept = changes_from_plain(changes_to_plain(check.changes))
    assert undone(check.document, kept) == programme


def test_what_others_changed_since_is_not_undone_and_named() -> None:
    check = checked(("Kode", "Tittel", "Start"), ("1.1", "Ny tittel", "2027"), ("1.12", "Ny", None))
    assert check.document
    measures = {measure.id: measure for measure in check.document.measures}
    measures["1.1"] = replace(measures["1.1"], start="2028", every="year")
    measures["1.12"] = replace(measures["1.12"], owners=("Z",))
    changed = replace(check.document, measures=tuple(measures.values()))
    with pytest.raises(Conflict, match=r"import\.changed_since") as refused:
        undone(changed, check.changes)
    named = [(each.where, dict(each.params)["field"]) for each in refused.value.problems]
    assert named == [("1.1", "start"), ("1.12", "owners")]
