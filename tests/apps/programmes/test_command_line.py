"""Programmes in the database, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samvern.apps.programmes.models import Programme, Sharing
from samvern.base.models import AuditEntry
from samvern.cli.main import main
from tests.factories import programmes as make
from tests.worlds import World

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A programme file with the code P-FILE."""
    path = tmp_path / "programme.json"
    path.write_bytes(make.as_file(make.document("P-FILE", measures=(make.measure(cost=make.LOW),))))
    return path


def test_a_file_goes_in_and_comes_out_again(
    file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("programme", "import", str(file), "--sharing", "sector") == 0
    assert capfdbinary.readouterr().out == b"P-FILE\n"
    assert Programme.objects.get().sharing == Sharing.SECTOR
    assert AuditEntry.objects.get().by_name == "Samvern"
    assert run("programme", "export", "P-FILE", "--to", "json") == 0
    assert capfdbinary.readouterr().out == file.read_bytes()


def test_nothing_is_replaced_unless_asked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("programme", "import", str(file)) == 0
    assert run("programme", "import", str(file)) == 2
    assert "P-FILE" in capsys.readouterr().err
    assert run("programme", "import", str(file), "--replace") == 0
    assert Programme.objects.get().version == 2


def test_a_dry_run_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("programme", "import", str(file), "--dry-run") == 0
    assert "nothing was changed" in capsys.readouterr().err
    assert not Programme.objects.exists()
    assert not AuditEntry.objects.exists()


def test_who_may_not_import_is_told_so(
    file: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = world.people["owner"].email
    assert run("programme", "import", str(file), "--as", owner) == 3
    assert run("programme", "import", str(file), "--as", "nobody@example.org") == 2
    assert run("programme", "import", str(file), "--as", world.people["authority"].email) == 0
    assert AuditEntry.objects.get().user == world.people["authority"]
    assert "Traceback" not in capsys.readouterr().err


def test_the_list_shows_what_the_person_sees(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    make.programme(make.document("P-OPEN"))
    make.programme(make.document("P-DRAFT"), sharing=Sharing.AUTHORITY)
    assert run("programme", "list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["programmes"]
    assert {row["code"]: row["sharing"] for row in listed} == {
        "P-OPEN": "public",
        "P-DRAFT": "authority",
    }
    assert listed[0]["measures"] == listed[0]["focus_areas"] == 1
    assert run("programme", "list", "--as", world.people["stranger"].email) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split("\t") == ["P-OPEN", "", "Everybody", "A programme"]


def test_a_programme_that_is_not_there_cannot_be_exported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("programme", "export", "P-NONE") == 2
    assert capsys.readouterr().out == ""
