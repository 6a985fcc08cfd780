"""Rounds and reports in the JSON API, tasks, and the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from samvern.base.jobs.worker import Worker
from samvern.cli.main import main
from tests.factories import reporting as make
from tests.worlds import CAST, World

Ask = Callable[..., Any]
DIMENSIONS = ("progress", "time", "money", "quality", "risk", "benefit")
GREEN = {each: {"light": "green", "reason": ""} for each in DIMENSIONS}


def test_from_plan_to_accepted(world: World, ask_values: Ask) -> None:
    make.programme()
    due_on = (timezone.localdate() + timedelta(days=30)).isoformat()
    plan = {
        "period": "2026-H2",
        "due_on": due_on,
        "questions": [{"code": "next", "text": "What comes next?", "is_required": True}],
        "tolerances": {"green_days_late": 7, "criteria": {"risk": {"red": "Out of hand"}}},
    }
    status, planned = ask_values("authority", "post", "/programmes/P-REPORTED/rounds", plan)
    assert (status, planned["state"], planned["tolerances"]["green_days_late"]) == (
        201,
        "planned",
        7,
    )
    root = f"/rounds/{planned['id']}"
    changed = ask_values("authority", "put", root, {**plan, "version": 1, "purpose": "To know"})
    assert (changed[0], changed[1]["purpose"]) == (200, "To know")
    assert ask_values("authority", "put", root, {**plan, "version": 1})[0] == 409
    assert ask_values("authority", "post", f"{root}/open", {})[1]["state"] == "opening"
    Worker().run_until_idle()
    _status, tasks = ask_values("owner", "get", "/tasks")
    assert [each["due_on"] for each in tasks] == [due_on, due_on]
    (row,) = [
        each
        for each in ask_values("owner", "get", f"{root}/reports")[1]["items"]
        if each["measure"] == "1.1"
    ]
    report = f"/reports/{row['id']}"
    first = ask_values("owner", "get", report)[1]
    assert (first["version"], len(first["missing"])) == (0, 7)
    values = {"said": GREEN, "spent_nok_ore": 100_000_00, "answers": {"next": "A tender"}}
    saved = ask_values("owner", "put", report, {"version": 0, "values": values})[1]
    assert (saved["version"], saved["missing"]) == (1, [])
    clash = {**values, "spent_nok_ore": 1}
    status, problem = ask_values("owner", "put", report, {"version": 0, "values": clash})
    assert (status, problem["code"]) == (409, "report.changed")
    assert ask_values("authority", "get", report)[0] == 404
    status, submission = ask_values("owner", "post", f"{report}/submit", {})
    assert status == 201
    seen = f"/reports/submissions/{submission['id']}"
    remark = {"part": "time", "text": "When?"}
    assert ask_values("authority", "post", f"{seen}/remarks", remark)[1]["remarks"] == {
        "time": "When?"
    }
    assert ask_values("owner", "get", seen)[1]["remarks"] == {}
    back = {"verdict": "return", "message": "See the remark", "due_again_on": due_on}
    assert ask_values("authority", "post", f"{seen}/verdict", back)[1]["verdict"] == "returned"
    assert ask_values("owner", "get", seen)[1]["remarks"] == {"time": "When?"}
    _status, second = ask_values("owner", "post", f"{report}/submit", {})
    accept = {"verdict": "accept"}
    seen = f"/reports/submissions/{second['id']}"
    assert ask_values("authority", "post", f"{seen}/verdict", accept)[1]["verdict"] == "accepted"
    (told,) = ask_values("supervisor", "get", f"{root}/reports?stage=accepted")[1]["items"]
    assert told["lights"] == dict.fromkeys(DIMENSIONS, "green")
    closed = ask_values("authority", "post", f"{root}/close", {})[1]
    assert (closed["state"], closed["asked"], closed["handed_in"]) == ("closed", 3, 1)


@pytest.mark.parametrize("member", CAST)
def test_each_endpoint_is_for_those_who_may(world: World, ask_values: Ask, member: str) -> None:
    found = make.opened(make.programme())
    submission = make.submitted(make.of(found), by=world.viewer("owner"))
    answers = [
        ask_values(member, "get", path)[0]
        for path in (
            f"/rounds/{found.pk}",
            f"/reports/{submission.report_id}",
            f"/reports/submissions/{submission.pk}",
        )
    ]
    expected = {
        "authority": [200, 404, 200],
        "supervisor": [200, 404, 200],
        "owner": [200, 200, 200],
        "anonymous": [401, 401, 401],
    }.get(member, [404, 404, 404])
    assert answers == expected


def test_tasks_as_a_calendar_say_nothing_of_what_they_are(world: World, ask: Ask) -> None:
    make.opened(make.programme())
    content = ask("owner", "get", "/tasks.ics").content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 2
    assert b"Measure" not in content


def test_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    make.programme()
    saved = make.planned(make.programme("P-SECOND"), due_on=timezone.localdate() + timedelta(9))
    key = str(saved.pk)
    authority = ["--as", world.people["authority"].email]

    def run(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["round", *words, *authority])
        return int(ended.value.code or 0), capsys.readouterr().out

    assert run("open", key, "--json")[0] == 0
    Worker().run_until_idle()
    code, told = run("list", "--json")
    assert (code, json.loads(told)["rounds"][0]["asked"]) == (0, 3)
    code, told = run("show", key)
    assert (code, told.count("\n")) == (0, 4)
    assert len(json.loads(run("show", key, "--json")[1])["reports"]) == 3
    assert run("remind", key)[0] == 0
    assert run("close", key)[0] == 0
    assert run("close", key)[0] == 2
