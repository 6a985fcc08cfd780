"""``samvern assessment``: reports and filled-in workbooks without a database."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from samvern.formats import assessment_file
from samvern.ui.wording.assessment_book import write_book
from samvern.ui.wording.languages import translations
from samvern.ui.wording.speech import Speech
from tests.factories.assessment_documents import assessment
from tests.formats.programme_book.reading import read_book


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "assessment.json"
    with path.open("wb") as stream:
        assessment_file.write(assessment(6), stream)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "svar.xlsx"
    with path.open("wb") as stream:
        speech = Speech("nb", translations("nb").gettext)
        write_book(assessment(6), speech, stream, assessment="17", versions={"1.1.1": 4})
    return path


def test_a_report_is_written_as_its_ending_says(samvern, file: Path, tmp_path: Path) -> None:
    pdf, xlsx = tmp_path / "r.pdf", tmp_path / "r.XLSX"
    made = samvern("assessment", "report", file, "--kind", "gaps", "--language", "nn", "--out", pdf)
    assert (made.code, made.out) == (0, "")
    assert read_book(pdf.read_bytes()).language == "nn"
    made = samvern("assessment", "report", file, "--out", xlsx, "--json", language="nb")
    assert json.loads(made.out) == {
        "kind": "statement",
        "language": "nb",
        "file": str(xlsx),
        "bytes": xlsx.stat().st_size,
    }
    assert load_workbook(io.BytesIO(xlsx.read_bytes())).worksheets[0].max_row == 7


def test_wrong_input_is_said_and_nothing_is_written(samvern, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.docx"
    assert samvern("assessment", "report", file, "--out", out).code == 2
    assert not out.exists()
    nowhere = samvern("assessment", "report", file, "--out", tmp_path / "none" / "r.xlsx")
    assert nowhere.code == 2
    assert "There is no folder for" in nowhere.err
    file.write_text('{"actor": 5}')
    outcome = samvern("assessment", "report", file, "--out", tmp_path / "r.pdf")
    assert outcome.code == 2
    assert "is not an assessment that can be used" in outcome.err


def test_check_tells_what_was_changed_and_what_is_wrong(samvern, book: Path) -> None:
    outcome = samvern("assessment", "check", book)
    assert outcome.code == 0
    assert "Requirements in the workbook: 6. Changed: 0." in outcome.out
    made = load_workbook(book)
    made.worksheets[0]["K2"].value = "Nytt"
    made.save(book)
    assert "  1.1.1: Comment" in samvern("assessment", "check", book).out.splitlines()
    (changed,) = json.loads(samvern("assessment", "check", book, "--json").out)["changed"]
    assert (changed["code"], changed["base_version"], changed["changes"]) == (
        *("1.1.1", 4, ["comment"]),
    )
    assert changed["values"]["comment"] == "Nytt"
    made.worksheets[0]["E2"].value = "maybe"
    made.save(book)
    outcome = samvern("assessment", "check", book)
    assert outcome.code == 2
    assert "E2" in outcome.err
    assert "Fulfilled" in outcome.err


def test_the_schema_is_printed_as_published(samvern) -> None:
    assert samvern("assessment", "schema").out == assessment_file.schema_text()
