"""``samvern programme import-table`` and ``undo-import``, against the test database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samvern.apps.exchange.models import ColumnMapping, TableImport
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import read_document
from samvern.engine.programme.table_import import mapping_to_plain
from tests.cli.conftest import Run
from tests.factories import exchange
from tests.worlds import World

pytestmark = pytest.mark.django_db

IMPORT = ("programme", "import-table")


@pytest.fixture
def programme(world: World) -> Programme:
    return exchange.programme("P")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "measures.xlsx"
    path.write_bytes(exchange.xlsx(exchange.ROWS))
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps(mapping_to_plain(exchange.mapping())), encoding="utf-8")
    return path


def test_from_dry_run_to_undo(
    samvern: Run, programme: Programme, table: Path, tmp_path: Path
) -> None:
    before = read_document(programme)
    trial = samvern(*IMPORT, table, "--programme", "P", "--dry-run", "--json")
    assert trial.code == 0
    assert "The columns are guessed from their headings:" in trial.err
    check = json.loads(trial.out)
    assert [each["kind"] for each in check["changes"]] == ["changed", "added"]
    assert read_document(programme) == before
    # What the dry run printed is a mapping file.
    printed = tmp_path / "printed.json"
    printed.write_text(trial.out, encoding="utf-8")
    options = (
        "--programme",
        "P",
        "--mapping",
        printed,
        "--why",
        "New plan",
        "--remember-as",
        "Plan",
    )
    taken = samvern(*IMPORT, table, *options, "--json")
    assert (taken.code, taken.err) == (0, "")
    facts = json.loads(taken.out)
    saved = TableImport.objects.get()
    assert facts == {
        "id": saved.pk,
        "programme": "P",
        "version": 2,
        "added": 1,
        "changed": 1,
        "withdrawn": 0,
    }
    assert (saved.by_name, saved.by_user, saved.file_name) == ("Samvern", None, "measures.xlsx")
    assert ColumnMapping.objects.get().name == "Plan"
    undone = samvern("programme", "undo-import", saved.pk, "--why", "A slip")
    assert undone.code == 0
    assert f"Import {saved.pk} is undone. P is now version 3." in undone.out
    assert read_document(programme) == before
    again = samvern("programme", "undo-import", saved.pk, "--why", "A slip")
    assert (again.code, again.out) == (2, "")
    assert "undone already" in again.err


def test_a_guess_is_not_imported_and_what_is_remembered_is(
    samvern: Run, programme: Programme, table: Path
) -> None:
    asked = (*IMPORT, table, "--programme", "P", "--why", "New plan")
    refused = samvern(*asked)
    assert (refused.code, refused.out) == (2, "")
    assert "Nobody has said yet what the columns of this table stand for." in refused.err
    assert "give the file with --mapping" in refused.err
    exchange.remembered(programme)
    taken = samvern(*asked)
    assert taken.code == 0
    assert "remembered as “From the hospital”" in taken.err
    assert "new measures 1, changed 1, withdrawn 0. P is now version 2." in taken.out


def test_errors_are_all_told_with_their_cells(
    samvern: Run, programme: Programme, tmp_path: Path, mapping: Path
) -> None:
    before = read_document(programme)
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(exchange.csv([("1.1", "T", "Kanskje", None, "gratis"), (None, "x")]))
    asked = (*IMPORT, wrong, "--programme", "P", "--mapping", mapping)
    trial = samvern(*asked, "--dry-run")
    assert trial.code == 1
    assert "row 2, column C (Status): “Kanskje” is not a word" in trial.out
    assert "row 3, column A (Kode): The code of the measure is missing." in trial.out
    assert "Errors: 3. Nothing has been changed." in trial.out
    refused = samvern(*asked, "--why", "New plan")
    assert (refused.code, refused.out) == (2, "")
    assert "C2" in refused.err
    assert "A3" in refused.err
    assert read_document(programme) == before


def test_a_person_may_no_more_than_on_the_pages(
    samvern: Run, programme: Programme, world: World, table: Path, mapping: Path
) -> None:
    asked = (*IMPORT, table, "--programme", "P", "--mapping", mapping, "--why", "x", "--as")
    without = (*IMPORT, table, "--programme", "P", "--why", "x", "--as")
    assert samvern(*without, world.people["supervisor"].email).code == 3
    assert samvern(*asked, world.people["supervisor"].email).code == 3
    assert samvern(*asked, world.people["stranger"].email).code == 3
    assert not TableImport.objects.exists()
    assert samvern(*asked, world.people["authority"].email).code == 0
    saved = TableImport.objects.get()
    assert saved.by_user == world.people["authority"]
    undo = ("programme", "undo-import", saved.pk, "--why", "x", "--as")
    assert samvern(*undo, world.people["supervisor"].email).code == 3
    assert samvern(*undo, world.people["officer"].email).code == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--why", ""), "The table cannot be used as it is."),
        (("--why", "x", "--sheet", "Elsewhere"), "has no sheet “Elsewhere”"),
        (("--why", "x", "--heading-row", "99"), "There is no heading in row 99."),
        (("--why", "x", "--as", "nobody@example.org"), "nobody@example.org"),
    ],
)
def test_wrong_input_is_told_and_ends_with_2(
    samvern: Run,
    programme: Programme,
    table: Path,
    mapping: Path,
    options: tuple[str, ...],
    said: str,
) -> None:
    outcome = samvern(*IMPORT, table, "--programme", "P", "--mapping", mapping, *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert not TableImport.objects.exists()


def test_the_schema_of_a_dry_run_is_printed(samvern: Run) -> None:
    outcome = samvern("programme", "schema", "table-check")
    assert json.loads(outcome.out)["title"] == "Samvern dry run of a table, version 1"
