"""Requirement sets of the database on the command line."""

from __future__ import annotations

import io
import json

import pytest

from samvern.apps.frameworks import operations
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.shipped import shipped_sets
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.formats import framework_file, oscal
from tests.factories import frameworks as make
from tests.worlds import World

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "framework", *arguments])
    return int(ended.value.code or 0)


def test_the_sets_that_ship_are_loaded_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", "--json") == 0
    new = json.loads(capsys.readouterr().out)["new"]
    assert {(each["code"], each["version"]) for each in new} == {
        (each.id, each.version) for each in shipped_sets().values()
    }
    assert run("load") == 0
    assert capsys.readouterr().out == "0 requirement sets are new.\n"


def test_only_the_authority_loads(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", "--as", world.people["supervisor"].email) == 3
    assert not RequirementSet.objects.exists()
    assert run("load", "--as", world.people["authority"].email) == 0
    assert RequirementSet.objects.exists()


def test_what_is_listed_is_what_somebody_sees(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    make.requirement_set()
    make.requirement_set(make.framework("kept"), sharing="sector")
    assert run("list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["frameworks"]
    assert [(each["code"], each["sharing"]) for each in listed] == [
        ("kept", "sector"),
        ("rules", "public"),
    ]
    assert run("list", "--as", world.people["stranger"].email) == 0
    assert capsys.readouterr().out == "rules\t1\tpublic\tThe rules\n"
    assert run("export", "kept", "--as", world.people["stranger"].email) == 2


def test_a_set_is_written_as_it_was_taken_in(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    operations.take_in(by=SYSTEM, framework=make.framework(), at=make.AT)
    later = make.framework(version="2", follows_version="1", publisher="Somebody else")
    operations.take_in(by=SYSTEM, framework=later, at=make.AT)

    def written(*options: str) -> io.BytesIO:
        assert run("export", "rules", *options) == 0
        return io.BytesIO(capsysbinary.readouterr().out)

    assert framework_file.read(written(), name="a.yaml") == later
    earlier = written("--version", "1", "--to", "json")
    assert framework_file.read(earlier, name="a.json") == make.framework()
    assert oscal.read_catalog(written("--to", "oscal"), name="a.json").framework == later


def test_what_is_not_there_is_wrong_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "nope") == 2
    assert "nope" in capsys.readouterr().err
    make.requirement_set()
    assert run("export", "rules", "--version", "9") == 2
