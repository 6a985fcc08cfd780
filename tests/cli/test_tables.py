"""``samvern programme check-table``: what a table would change, everything wrong, wrong input."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Run

SMALL = """
programme: {id: P, title: {nb: Et program}, publisher: Noen}
goals: [{id: M1, nb: Et mål}]
risk_areas: [{id: R1, nb: Leverandører}]
focus_areas: [{id: 1, nb: Samarbeid}, {id: 2, nb: Kompetanse}]
measures:
  - {id: "1.1", nb: Øve, owner: [NHN], target: Alle, start: 2026, cost: 1}
  - {id: "1.2", nb: Varsle, start: 2026}
"""
RIGHT = "Kode;Tiltak;Kostnader;Oppstart;Eier\n1.1;Øve ofte;høy;2026;NHN\n1.2;Varsle;;2026;\n1.3;Lære;lav;2027-02;FHI\n"
WRONG = "Kode;Tiltak;Kostnad;Start\n1.1;Øve;svært dyr;snart\n1.1;Øve;lav;2026\n;Uten;lav;2026\n8.1;Nytt;lav;2026\n"

Write = Callable[[str, str], Path]


@pytest.fixture
def check(samvern: Run, tmp_path: Path) -> Run:
    """Check a table against a small programme."""
    small = tmp_path / "small.yaml"
    small.write_text(SMALL, encoding="utf-8")
    return partial(samvern, "programme", "check-table", "--programme", small)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file, and say where it is."""

    def at(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return at


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with notes on its first sheet, and the table below a title on its second."""
    book = Workbook()
    book.active.title = "Notater"
    book.active.append(["Ikke her"])
    sheet = book.create_sheet("Tiltak")
    sheet.append(["Tiltaksplan 2027"])
    for line in RIGHT.splitlines():
        sheet.append([cell or None for cell in line.split(";")])
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


# What is right


def test_columns_are_guessed_and_the_guess_is_told_apart_from_the_answer(check, write) -> None:
    outcome = check(write("table.csv", RIGHT))
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "1.1 Øve ofte: changed",
        "    Title (bokmål): Øve → Øve ofte",
        "    Cost: low → high",
        "1.3 Lære: new",
        "Rows read: 3. New measures: 1, changed: 1, as they are stored: 1.",
    ]
    assert outcome.err.splitlines() == [
        "The columns are guessed from their headings:",
        "  Kode: Code",
        "  Tiltak: Title (bokmål)",
        "  Kostnader: Cost",
        "  Oppstart: Start",
        "  Eier: Owner",
    ]


def test_what_was_guessed_can_be_corrected_and_given_back(check, write) -> None:
    table = write("table.csv", RIGHT.replace("Oppstart", "Hva vet jeg"))
    guessed = json.loads(check(table, "--json").out)
    unknown = guessed["mapping"]["columns"][3]
    assert unknown == {"header": "Hva vet jeg", "target": ""}
    unknown["target"] = "start"
    guessed["mapping"]["missing"] = "withdraw"
    mapping = write("mapping.json", json.dumps(guessed["mapping"]))
    outcome = check(table, "--mapping", mapping, "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (0, "")
    assert told["mapping"] == guessed["mapping"]
    assert [change["measure"] for change in told["changes"]] == ["1.1", "1.3"]
    all_that_was_printed = write("printed.json", outcome.out)
    assert check(table, "--mapping", all_that_was_printed, "--json") == outcome


def test_a_mapping_is_written_by_hand_in_yaml_too(check, write) -> None:
    mapping = write(
        "mapping.yaml",
        "columns:\n- {header: Kode, target: code}\n"
        '- {header: "Viktig?", target: "contribution:R1", words: {Ja: some, Nei: ""}}\n',
    )
    table = write("table.csv", "Kode,Viktig?\n1.1,Ja\n1.2,Nei\n")
    outcome = check(table, "--mapping", mapping)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Contribution: R1 Leverandører: (empty) → some" in outcome.out


def test_for_programs_it_says_where_what_and_how_it_was(check, write) -> None:
    told = json.loads(check(write("table.csv", RIGHT), "--json").out)
    changed, added = told["changes"]
    assert (changed["measure"], changed["kind"], changed["row"]) == ("1.1", "changed", 2)
    assert changed["fields"][0] == {"field": "title.nb", "before": "Øve", "after": "Øve ofte"}
    assert (added["measure"], added["kind"], added["row"]) == ("1.3", "added", 4)
    assert (told["rows"], told["unchanged"], told["missing"]) == (3, ["1.2"], [])
    assert told["problems"] == told["remarks"] == told["added_focus_areas"] == []


def test_a_sheet_of_a_workbook_says_the_same_as_a_csv(check, write, workbook: Path) -> None:
    found = check(workbook, "--sheet", "Tiltak")
    assert found == check(write("table.csv", RIGHT), "--heading-row", 1)
    assert check(workbook, "--sheet", "Tiltak", "--heading-row", 2) == found


# What is wrong in the table


def test_all_errors_are_told_at_once_with_row_and_column(check, write) -> None:
    outcome = check(write("table.csv", WRONG))
    assert outcome.code == 1
    places = [line.partition(":")[0] for line in outcome.out.splitlines()]
    assert places == [
        "row 2, column C (Kostnad)",
        "row 2, column D (Start)",
        "row 3, column A (Kode)",
        "row 4, column A (Kode)",
        "row 5, column A (Kode)",
        "Rows read",
    ]
    assert outcome.out.endswith("Rows read: 4. Errors: 5. Nothing has been changed.\n")


def test_errors_have_codes_for_programs(check, write) -> None:
    outcome = check(write("table.csv", WRONG), "--json")
    told = json.loads(outcome.out)
    assert outcome.code == 1
    assert [(each["code"], each["row"], each["column"]) for each in told["problems"]] == [
        ("cell.word_unknown", 2, "C"),
        ("cell.date_invalid", 2, "D"),
        ("cell.code_twice", 3, "A"),
        ("cell.code_missing", 4, "A"),
        ("cell.focus_area_missing", 5, "A"),
    ]
    assert all(each["header"] and each["detail"] for each in told["problems"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "rad 2, kolonne C (Kostnad): «svært dyr» er ikke et ord som kan stå her."),
        ("nn", "rad 2, kolonne C (Kostnad): «svært dyr» er ikkje eit ord som kan stå her."),
        ("en", "row 2, column C (Kostnad): “svært dyr” is not a word that can stand here."),
    ],
)
def test_it_speaks_the_language_asked_for(check, write, language: str, said: str) -> None:
    outcome = check(write("table.csv", WRONG), language=language)
    assert outcome.code == 1
    assert said in outcome.out


# What is wrong with the question


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{book}", "--sheet", "Tilltak"], "has no sheet “Tilltak”.\nSheets: Notater, Tiltak."),
        (["{csv}", "--heading-row", "9"], "There is no heading in row 9.\nThe last row"),
        (["{csv}", "--heading-row", "0"], "--heading-row"),
        (["{csv}", "--heading-row", "3"], "No column is used for the code of the measure."),
        (["{book}"], "No column is used for the code of the measure."),
        (["nowhere.csv"], "nowhere.csv"),
        (["{csv}", "--mapping", "nowhere.json"], "nowhere.json"),
        (["{csv}", "--programme", "NOPE"], "“NOPE”"),
        (["{csv}", "--mapping", "{csv}"], "It does not say what the columns are used for."),
    ],
)
def test_a_wrong_question_is_told_and_ends_with_2(
    check, write, workbook: Path, arguments: list[str], said: str
) -> None:
    files = {"book": workbook, "csv": write("table.csv", RIGHT)}
    outcome = check(*(each.format_map(files) for each in arguments))
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_a_mapping_that_cannot_be_used_says_everything_that_is_wrong(check, write) -> None:
    columns = '[{"header": "Kode", "target": "cost"}, {"header": "Tiltak", "target": "cost"}]'
    mapping = write("mapping.json", f'{{"columns": {columns}}}')
    outcome = check(write("table.csv", RIGHT), "--mapping", mapping)
    assert (outcome.code, outcome.out) == (2, "")
    assert "columns[1]: " in outcome.err
    assert "No column is used for the code of the measure." in outcome.err


def test_a_programme_must_be_named(samvern: Run, write) -> None:
    outcome = samvern("programme", "check-table", write("table.csv", RIGHT))
    assert (outcome.code, outcome.out) == (2, "")
    assert "--programme" in outcome.err
