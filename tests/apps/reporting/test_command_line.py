"""Rounds and tasks on the command line, as those who have a shell on the server type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from samvern.apps.reporting.models import Round
from samvern.base.models import User
from samvern.cli.main import main
from tests.factories import reporting as make
from tests.worlds import World

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *map(str, arguments)])
    return int(ended.value.code or 0)


@pytest.fixture
def found(world: World) -> Round:
    User.objects.update(language="en")
    return make.opened(make.programme())


def test_a_round_is_followed_and_closed_by_those_who_may(
    world: World, found: Round, capsys: pytest.CaptureFixture[str]
) -> None:
    make.submitted(make.of(found), by=world.viewer("owner"))
    assert run("round", "list", "--programme", "P-REPORTED") == 0
    assert f"{found.pk}\topen\t2026-12-31\t1/3" in capsys.readouterr().out
    assert run("round", "show", found.pk, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["measure"] for row in told["reports"]] == ["1.1", "1.2", "1.3"]
    owner, officer = (world.people[each].email for each in ("owner", "officer"))
    assert run("round", "show", found.pk, "--as", officer) == 2
    assert run("round", "close", found.pk, "--as", owner) == 3
    assert run("round", "remind", found.pk) == 0
    assert run("round", "close", found.pk) == 0
    assert run("round", "close", found.pk) == 2, "it is closed"
    assert "not open" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("round", "show", "x"), "is not a valid"),
        (("round", "show", "999"), "round"),
        (("round", "open", "0"), "range"),
        (("round", "list", "--as", "nobody@example.org"), "nobody@example.org"),
        (("task", "list"), "--as"),
        (("task", "list", "--as", "nobody@example.org"), "nobody@example.org"),
        (
            ("task", "calendar", "--as", "owner@example.org", "-o", "/no/such/folder/a.ics"),
            "folder",
        ),
    ],
)
def test_what_is_typed_wrong_is_told_in_a_sentence(
    found: Round, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    User.objects.filter(name="Owner").update(email="owner@example.org")
    assert run(*words) == 2
    caught = capsys.readouterr()
    assert said in caught.err
    assert caught.out == ""


def test_tasks_are_a_persons_own_and_the_calendar_does_not_tell_what(
    world: World, found: Round, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = world.people["owner"].email
    assert run("task", "list", "--as", owner, "--json") == 0
    told = json.loads(capsys.readouterr().out)["tasks"]
    assert [(each["title"], each["due_on"]) for each in told] == [
        ("Report: 1.1 Measure 1.1", "2026-12-31"),
        ("Report: 1.2 Measure 1.2", "2026-12-31"),
    ]
    assert run("task", "list", "--as", owner) == 0
    caught = capsys.readouterr()
    assert "2 things wait for you" in caught.err
    assert len(caught.out.splitlines()) == 2
    file = tmp_path / "tasks.ics"
    assert run("task", "calendar", "--as", owner, "-o", file) == 0
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(each["summary"]) for each in events] == 2 * ["Samvern: a report is to be handed in"]
    assert b"Measure" not in file.read_bytes()
    assert run("task", "list", "--as", world.people["colleague"].email) == 0
    assert capsys.readouterr().out == ""
