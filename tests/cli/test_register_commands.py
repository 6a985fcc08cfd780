"""The register on the command line: read, look, apply, read on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from samvern.apps.actors.models import Actor, RegisterImport
from samvern.cli.main import main
from tests.factories.register_units import as_stream, unit
from tests.worlds import World

pytestmark = pytest.mark.django_db
MARKS = {"Fiktiv", "Oppdiktet", "Eksempel", "Liksom"}
FIXTURES = Path(__file__).parents[1] / "formats/fixtures/enhetsregisteret"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "actor", *arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "enheter.json").write_bytes(as_stream([unit("SOLBAKKEN")]).getvalue())
    return tmp_path


def test_a_dry_run_is_kept_looked_at_and_applied(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import-register", str(folder / "enheter.json"), "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["counts"]["new"]) == ("ready", 1)
    assert not Actor.objects.exists()
    assert run("show-import", str(told["import"]), "--json") == 0
    change = json.loads(capsys.readouterr().out)
    assert (change["name"], change["kind"], change["because"]) == (
        "Solbakken",
        "new",
        "SN2025:86.210",
    )
    assert run("show-import", str(told["import"]), "--kind", "closed") == 0
    assert capsys.readouterr().out == ""
    assert run("apply-register", str(told["import"]), "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "applied"
    assert Actor.objects.get().name == "Solbakken"
    assert run("apply-register", str(told["import"])) == 2


def test_bad_rows_are_findings_told_on_the_other_stream(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.IS_DEMO = True
    names = [str(FIXTURES / name) for name in ("enheter.json", "underenheter.json")]
    assert run("import-register", *names, "--made-up") == 1
    told = capsys.readouterr()
    assert "enheter.json:4: organisasjonsnummer:" in told.err
    assert re.search(r"^New in the register +11$", told.out, re.MULTILINE)
    assert ": : " not in told.err
    assert "enheter.json:10: This is no set of named values." in told.err
    assert Actor.objects.count() == 9


def test_a_file_that_lacks_most_says_that_nobody_was_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "enheter.json"
    offices = [unit(f"OFFICE {number}") for number in range(30)]
    file.write_bytes(as_stream(offices).getvalue())
    assert run("import-register", str(file), "--complete") == 0
    file.write_bytes(as_stream(offices[:2]).getvalue())
    capsys.readouterr()
    assert run("import-register", str(file), "--complete") == 1
    told = capsys.readouterr()
    assert "28 actors are missing from the file" in told.err
    assert "Nobody was taken for gone" in told.err
    assert run("import-register", str(file), "--complete", "--json") == 1
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert [warning["code"] for warning in warnings] == ["register_import.too_many_missing"]


def test_files_that_look_older_wait_until_somebody_has_looked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older, newer = tmp_path / "older.json", tmp_path / "newer.json"
    office = unit("SOLBAKKEN", employees=7)
    older.write_bytes(as_stream([office]).getvalue())
    changed = replace(office, employees=12, closed_on=date(2026, 10, 1))
    newer.write_bytes(as_stream([changed]).getvalue())
    assert run("import-register", str(older)) == 0
    assert run("import-register", str(newer)) == 0
    capsys.readouterr()
    assert run("import-register", str(older)) == 1
    told = capsys.readouterr()
    assert "1 set the directory back" in told.err
    assert "Not applied" in told.err
    assert Actor.objects.get().valid_to == date(2026, 10, 1)
    number = RegisterImport.objects.order_by("-pk")[0].pk
    assert run("apply-register", str(number)) == 1
    assert Actor.objects.get().valid_to is None


def test_what_an_import_did_is_told_in_the_readers_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", "nb", "actor", "import-register", str(folder / "enheter.json")])
    told = capsys.readouterr().out
    assert "Tatt i bruk" in told
    assert "Ny i registeret" in told
    assert "applied" not in told
    assert "of sector" not in told


def test_made_up_numbers_need_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import-register", str(FIXTURES / "enheter.json"), "--made-up") == 2
    assert not RegisterImport.objects.exists()


def test_a_folder_is_a_source_and_its_feed_is_read_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import-register", "--from", str(folder)) == 0
    office = unit("NY I FELTET")
    (folder / "enheter.json").write_bytes(as_stream([replace(office, employees=7)]).getvalue())
    event = {"oppdateringsid": 7, "organisasjonsnummer": office.org_number, "endringstype": "Ny"}
    feed = {"_embedded": {"oppdaterteEnheter": [event]}}
    (folder / "oppdateringer_enheter.json").write_text(json.dumps(feed))
    assert run("update-register", "--from", str(folder)) == 2
    assert "from which day" in capsys.readouterr().err
    assert run("update-register", "--from", str(folder), "--since", "2026-01-01", "--json") == 0
    assert json.loads(capsys.readouterr().out)["counts"]["new"] == 1
    assert Actor.objects.filter(name="Ny i Feltet").exists()


@pytest.mark.parametrize("arguments", [(), ("x.json", "--from", "y")])
def test_files_or_a_source_but_not_both_and_not_neither(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(folder)
    (folder / "x.json").write_text("[]")
    assert run("import-register", *arguments) == 2


def test_only_the_authority_imports(world: World, folder: Path) -> None:
    file = str(folder / "enheter.json")
    assert run("import-register", file, "--as", world.people["officer"].email) == 3
    assert (
        run(
            "update-register",
            "--from",
            str(folder),
            "--since",
            "2026-01-01",
            "--as",
            world.people["supervisor"].email,
        )
        == 3
    )
    assert not RegisterImport.objects.exists()
    assert run("import-register", file, "--as", world.people["authority"].email) == 0
    assert RegisterImport.objects.get().by_name == "Authority"


def test_a_made_up_sector_of_any_size_comes_in_once(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.IS_DEMO = True
    for new in (30, 0):
        with pytest.raises(SystemExit):
            main(["demo", "sector", "--actors", "30", "--seed", "7", "--json"])
        assert json.loads(capsys.readouterr().out)["new"] == new
    made_up = Actor.objects.filter(source="F")
    assert made_up.count() == 30
    assert all(actor.name.split()[0] in MARKS for actor in made_up)
    assert made_up.exclude(kind="").count() == 30


def test_a_made_up_sector_needs_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", "sector", "--actors", "3"])
    assert ended.value.code == 2
    assert not Actor.objects.exists()
