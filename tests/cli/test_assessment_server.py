"""``samvern assessment`` on the database."""

from __future__ import annotations

import json

import pytest

from samvern.cli.main import main
from samvern.engine.assessments import AnswerValues, Result
from tests.factories import assessments as make
from tests.worlds import World

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "assessment", *arguments])
    return int(ended.value.code or 0)


def test_assessments_are_listed_shown_and_written_for_those_who_see_them(
    world: World, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = make.started(world.hospital, by=world.viewer("officer"))
    make.says(found, {"1.1": AnswerValues(result=Result.PARTLY)}, by=world.viewer("officer"))
    officer, key = ("--as", world.people["officer"].email), str(found.pk)
    assert run("list", "--json", *officer) == 0
    (listed,) = json.loads(capsysbinary.readouterr().out)["assessments"]
    assert (listed["id"], listed["answered"]) == (found.pk, 1)
    assert run("list", *officer) == 0
    assert b"1/2" in capsysbinary.readouterr().out
    assert run("show", key, *officer) == 0
    assert b"1.1\tPartly fulfilled" in capsysbinary.readouterr().out
    assert run("show", key, "--json", *officer) == 0
    shown = json.loads(capsysbinary.readouterr().out)["answers"]
    assert [row["result"] for row in shown] == ["partly", None]
    assert run("export", key, *officer) == 0
    assert world.hospital.name.encode() in capsysbinary.readouterr().out
    for member in ("authority", "officer_elsewhere", "stranger"):
        assert run("show", key, "--as", world.people[member].email) == 2
        assert capsysbinary.readouterr().out == b""
