"""``samvern framework from-table``: an owner loads the exact wording of a publisher's own sheet."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from samvern.engine.frameworks import WordingStatus
from samvern.formats.framework_file import read

HEADINGS = ["Tiltaksnr", "Tittel", "Beskrivelse", "Prioritet", "ISO/IEC 27002:2022"]
#: Rows as a publisher lays them out: a title above, principles between the measures.
ROWS = [
    ["Grunnprinsipper, prøveark"],
    [],
    HEADINGS,
    ["1.1.1", "Ordlyd fra arket", "Lang tekst fra arket.", "1", "5.1, 5.2"],
    [None, "Et skille mellom to deler"],
    ["2.7.5", "En tittel som manglet", "Mer tekst.", "2", "8.24"],
]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Tiltak"
    for row in ROWS:
        page.append(row)
    path = tmp_path / "ark.xlsx"
    book.save(path)
    return path


def test_the_sheet_is_laid_over_the_shipped_set(samvern, sheet: Path, tmp_path: Path) -> None:
    written = tmp_path / "ny.yaml"
    outcome = samvern(
        *("framework", "from-table", sheet, "--into", "nsm-gp-ikt-2.1"),
        *("--status", "verified", "-o", written),
    )
    assert outcome.code == 0
    assert "Requirements in the table: 2." in outcome.out
    assert "A5: The row has no identifier, so it was passed over." in outcome.out
    assert "Not in the table (141): 1, 1.1, 1.1.2, " in outcome.out
    assert "Reworded, Changed: 1.1.1 Identify the organisation's strategy" in outcome.out
    assert "+ Ordlyd fra arket" in outcome.out
    assert "+ En tittel som manglet" in outcome.out
    assert "ISO/IEC 27002:2022: references to iso-27002" in outcome.err
    found = read(io.BytesIO(written.read_bytes()), name="ny.yaml")
    by_id = {each.id: each for each in found.requirements}
    assert len(found.requirements) == 143
    assert by_id["2.7.5"].title["nb"] == "En tittel som manglet"
    assert by_id["2.7.5"].sources["title"] == {"nb": "sheet", "en": "GAP"}
    source = found.wording_source(by_id["1.1.1"], "title", "nb")
    assert source
    assert source.status is WordingStatus.VERIFIED
    assert "ark.xlsx" in source.says["nb"]
    assert [each.id for each in by_id["1.1.1"].references] == ["5.1", "5.2"]


def test_csv_with_a_remembered_mapping_as_json_prints_it(samvern, tmp_path: Path) -> None:
    table = tmp_path / "ark.csv"
    table.write_text("Nr;Hva;Hvor\n1.1.1;Ordlyd;5.1/5.2\n", encoding="utf-8")
    into = ("--into", "nsm-gp-ikt-2.1")
    guessed = samvern("framework", "from-table", table, *into)
    assert guessed.code == 2
    assert "Only the identifier is used" in guessed.err
    mapping = tmp_path / "m.json"
    mapping.write_text(
        json.dumps(
            {
                "columns": [
                    {"header": "Hvor", "target": "references:iso-27002", "separator": "/"},
                    {"header": "Hva", "target": "title.nb"},
                    {"header": "Nr", "target": "id"},
                ],
                "status": "reported",
            }
        )
    )
    outcome = samvern("framework", "from-table", table, *into, "--mapping", mapping, "--json")
    assert outcome.code == 0
    told = json.loads(outcome.out)
    assert told["mapping"]["status"] == "reported"
    (change,) = told["changes"]["requirements"]
    assert change["later"] == ["1.1.1"]
    again = tmp_path / "again.json"
    again.write_text(outcome.out)
    repeated = samvern("framework", "from-table", table, *into, "--mapping", again, "--json")
    assert repeated.out == outcome.out


def test_a_file_is_not_overwritten_in_silence(samvern, sheet: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.yaml"
    there.write_text("mine")
    command = ("framework", "from-table", sheet, "--into", "nsm-gp-ikt-2.1", "-o", there)
    refused = samvern(*command)
    assert refused.code == 2
    assert "is there already, so nothing was written" in refused.err
    assert there.read_text() == "mine"
    assert samvern(*command, "--replace").code == 0
    assert there.read_text().startswith("framework:")


def test_errors_are_told_at_once_and_nothing_is_written(samvern, tmp_path: Path) -> None:
    table = tmp_path / "ark.csv"
    table.write_text("Nr,Tittel\n1 1,a\n1.1.1,b\n1.1.1,c\n", encoding="utf-8")
    output = tmp_path / "out.yaml"
    outcome = samvern("framework", "from-table", table, "--into", "nsm-gp-ikt-2.1", "-o", output)
    assert outcome.code == 1
    assert "Errors (2)" in outcome.out
    assert "A2: “1 1” is not the identifier of a requirement." in outcome.out
    assert "A4: Requirement 1.1.1 stands here for the second time." in outcome.out
    assert not output.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("Farge,Form\nrød,rund\n", "No column is used for the identifier"),
    ],
)
def test_what_is_no_table_of_requirements_is_wrong_input(
    samvern, tmp_path: Path, content: str, said: str
) -> None:
    table = tmp_path / "ark.csv"
    table.write_text(content)
    outcome = samvern("framework", "from-table", table, "--into", "normen-6.0")
    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_explains_itself(samvern, language: str) -> None:
    outcome = samvern("framework", "from-table", "--help", language=language)
    assert outcome.code == 0
    assert "--into" in outcome.out
