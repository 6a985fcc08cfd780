"""Indicators by the API and on the command line, and the examples of the demo."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samvern.apps.indicators import demo, queries
from samvern.apps.indicators.models import Indicator, IndicatorValue, MeasureStart
from samvern.apps.programmes.models import Programme
from samvern.base.models import IdempotencyRecord
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from tests.factories import actors, users
from tests.factories import indicators as make
from tests.factories import programmes as programme_of
from tests.worlds import World

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def programme(world: World) -> Programme:
    return make.programme()


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def test_values_by_the_api_are_tried_first_and_shown_no_further(
    world: World, programme: Programme, ask_values: Ask
) -> None:
    said = {
        "code": "I1",
        "title": {"en": "Exercised"},
        "definition": {"en": "The share"},
        "direction": "up",
        "frequency": "half_year",
        "goals": ["M1"],
        "owner": world.hospital.pk,
        "targets": [{"on": "2026-12-31", "value": 50}],
    }
    assert ask_values("owner", "post", "/programmes/P-MEASURED/indicators", said)[0] == 403
    status, made = ask_values("authority", "post", "/programmes/P-MEASURED/indicators", said)
    assert (status, made["standing"], made["newest"]) == (201, "no_value", None)
    assert (
        ask_values("anonymous", "get", "/programmes/P-MEASURED/goals-without-indicators")[1] == []
    )
    one = f"/indicators/{made['id']}"
    values = [
        {"period": "2026-H1", "value": 37.25, "actor": world.hospital.pk},
        {"period": "2026-H1", "value": 1, "actor": world.other_hospital.pk},
    ]
    status, tried = ask_values("officer", "post", f"{one}/values/dry-run", {"values": values})
    assert (status, tried["rows"]) == (200, [])
    assert [each["where"] for each in tried["problems"]] == ["2.organisation"]
    assert ask_values("officer", "post", f"{one}/values", {"values": values})[0] == 422
    tried = ask_values("officer", "post", f"{one}/values/dry-run", {"values": values[:1]})[1]
    give = {"values": values[:1], "seen": tried["seen"]}
    key = {"Idempotency-Key": "one"}
    for _twice in range(2):
        given = ask_values("officer", "post", f"{one}/values", give, **key)
        assert given == (200, {"new": 1, "revised": 0, "same": 0})
    assert "37.25" not in IdempotencyRecord.objects.get().body
    assert ask_values("officer", "post", f"{one}/values", give)[0] == 409
    shown = ask_values("officer", "get", f"{one}/organisations")[1]["items"]
    assert [each["value"] for each in shown] == [37.25]
    for member in ("authority", "supervisor", "owner", "officer_elsewhere"):
        for address in ("organisations", "revisions"):
            assert ask_values(member, "get", f"{one}/{address}")[1]["items"] == []
    value = shown[0]["id"]
    assert (
        ask_values("authority", "post", f"/indicators/values/{value}/withdraw", {"reason": "x"})[0]
        == 404
    )
    assert (
        ask_values("officer", "post", f"/indicators/values/{value}/withdraw", {"reason": "x"})[0]
        == 200
    )
    groups = [
        {"period": "2026-H1", "value": 40, "count": 41},
        {"period": "2026-H1", "value": 20, "count": 7, "group": "small"},
    ]
    assert ask_values("owner", "post", f"{one}/values", {"values": groups})[0] == 200
    told = ask_values("anonymous", "get", f"{one}/values")[1]
    assert [(each["value"], each["count"], each["withheld"]) for each in told] == [
        *((40.0, 40, ""), (None, None, "few")),
    ]
    listed = ask_values("anonymous", "get", "/programmes/P-MEASURED/indicators")[1]["items"]
    assert [(each["standing"], each["aim"]) for each in listed] == [("behind", 50.0)]


def test_starts_and_the_catalogue_by_the_api(
    world: World, programme: Programme, ask_values: Ask
) -> None:
    base = "/programmes/P-MEASURED/measures/1.1"
    assert ask_values("officer", "get", f"{base}/starts")[0] == 404
    opened = ask_values("authority", "post", f"{base}/start-register", {"is_reported": True})
    assert (opened[0], opened[1]["version"]) == (201, 1)
    starts = {"starts": [{"actor": world.hospital.pk, "began_on": "2026-03-01"}]}
    tried = ask_values("officer", "post", f"{base}/starts/dry-run", starts)[1]
    assert tried["rows"] == [{"row": 1, "change": "new"}]
    assert ask_values("officer", "post", f"{base}/starts", starts)[1]["new"] == 1
    assert ask_values("supervisor", "get", f"{base}/starts")[1]["items"] == [
        {"actor": world.hospital.pk, "began_on": "2026-03-01", "revision": 1, "reason": ""}
    ]
    assert ask_values("officer_elsewhere", "get", f"{base}/starts")[1]["items"] == []
    catalogue = "/programmes/P-MEASURED/indicator-catalogue"
    assert len(ask_values("anonymous", "get", catalogue)[1]) == 13
    take = {"catalogue": "ie-1125-start", "code": "TV1"}
    status, taken = ask_values("authority", "post", catalogue, take)
    assert (status, taken["goals"], taken["is_reported"]) == (201, [], False)
    assert ask_values("authority", "post", catalogue, take)[0] == 409
    change = {**{key: taken[key] for key in ("code", "title", "definition")}, "version": 1}
    change |= {"direction": "down", "frequency": "year"}
    changed = ask_values("authority", "put", f"/indicators/{taken['id']}", change)[1]
    assert (changed["version"], changed["direction"]) == (2, "down")


def test_files_on_the_command_line(
    world: World, programme: Programme, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("indicator", "schema") == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("Samvern indicator file")
    assert run("indicator", "gaps", "P-MEASURED") == 0
    assert "Goal 1" in capsys.readouterr().out
    found = make.indicator(programme, is_reported=True)
    file = tmp_path / "values.csv"
    file.write_text("Organisation;Period;Value\nFjordheim hospital;2026-H1;40\n")
    take = ("indicator", "import", str(found.pk), str(file))
    supervisor = world.people["supervisor"].email
    assert run(*take, "--as", supervisor) == 3
    capsys.readouterr()
    assert run(*take, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"new": 1, "revised": 0, "same": 0}
    assert not IndicatorValue.objects.exists()
    assert run(*take) == 0
    file.write_text("Organisation;Period;Value\nNobody;2026-H1;x\n")
    assert run(*take) == 2
    assert "is not a number" in capsys.readouterr().err
    many = [f"Group {of};{year}-H1;10" for of in range(300) for year in range(2005, 2025)]
    file.write_text("\n".join(("Group;Period;Value", *many)))
    assert run(*take, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["new"] == 6_000
    assert run("indicator", "list", "P-MEASURED") == 0
    assert "Behind" in capsys.readouterr().out
    make.register(programme)
    file.write_text("Organisation,Began on\nFjordheim hospital,2026-03-01\n")
    officer = world.people["officer"].email
    assert run("indicator", "starts", "P-MEASURED", "1.1", str(file), "--as", officer) == 0
    assert MeasureStart.objects.count() == 1
    assert run("indicator", "take", "P-MEASURED", "PØ3") == 0


@pytest.mark.django_db
def test_the_examples_are_of_made_up_organisations_and_loaded_once() -> None:
    assert demo.load_examples(at=make.AT) == 0
    author = users.user("Demo Aud", email="authority@demo.samvern.example", is_demo=True)
    actors.grant(author, Role.SECTOR_AUTHORITY, None)
    owner = actors.actor("Fiktive Fjordheim sykehus HF", made_up=True)
    for _each in range(11):
        actors.actor(made_up=True)
    programme_of.programme(
        programme_of.document(
            "EKSEMPEL", measures=(programme_of.measure("1.3"), programme_of.measure("2.2"))
        )
    )
    assert [demo.load_examples(at=make.AT) for _ in range(2)] == [3, 0]
    given = IndicatorValue.objects.exclude(actor=None)
    assert given.exists()
    assert not given.exclude(actor__source="F").exists()
    exercised = Indicator.objects.get(code="Ø1")
    assert len(queries.panel_of(SYSTEM, exercised)) == 120
    assert exercised.owner == owner
