"""Panels in the JSON API and on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from samvern.apps.panels.models import Panel
from samvern.apps.programmes.models import Programme
from samvern.cli.main import main
from tests.factories import panels as make
from tests.worlds import CAST, World

Ask = Callable[..., Any]
INVITED = ("officer", "owner", "colleague")


@pytest.fixture
def panel(world: World, programme: Programme) -> Panel:
    """An open panel of three."""
    return make.opened(programme, *(world.people[name] for name in INVITED))


def test_from_plan_to_scenario(world: World, programme: Programme, ask_values: Ask) -> None:
    plan = {
        "title": "By machine",
        "level": "focus-area",
        "rule": "logarithmic",
        "names": "authority",
        "answer_by": "2026-12-24",
        "alternatives": ["1"],
        "criteria": ["contribution.R1"],
        "judges": [{"email": world.people[name].email} for name in INVITED],
    }
    status, planned = ask_values("authority", "post", "/programmes/P-RANKED/panels", plan)
    assert status == 201
    root = f"/panels/{planned['id']}"
    assert ask_values("authority", "post", f"{root}/open", {})[0] == 200
    for name in INVITED:
        ((question,),) = (ask_values(name, "get", f"{root}/questions")[1],)
        assert (question["alternative"], question["criterion"]) == ("1", "contribution.R1")
        said = {"cell": question["cell"], "levels": {"none": 0.5, "possible": 0.5}, "why": "So."}
        assert ask_values(name, "put", f"{root}/opinions", {"opinions": [said]}) == (
            200,
            {"answered": 1},
        )
    assert ask_values("authority", "get", f"{root}/result")[0] == 409
    assert ask_values("authority", "post", f"{root}/close", {})[1]["closed_at"]
    (cell,) = ask_values("authority", "get", f"{root}/result")[1]["cells"]
    assert cell["combined"] == pytest.approx({"none": 0.5, "possible": 0.5})
    assert {each["by"] for each in cell["opinions"]} == {"Officer", "Owner", "Colleague"}
    (cell,) = ask_values("officer", "get", f"{root}/result")[1]["cells"]
    assert {each["by"] for each in cell["opinions"]} == {""}
    made = ask_values("authority", "post", f"{root}/scenario", {"title": "T", "reason": "R"})
    assert made[0] == 201
    assert ask_values("authority", "post", f"{root}/record", {}) == (200, {"judgements": 1})


@pytest.mark.parametrize("member", CAST)
def test_the_api_opens_no_door_that_the_pages_keep_shut(
    panel: Panel, ask_values: Ask, member: str
) -> None:
    root = f"/panels/{panel.pk}"
    seen, away = member in (*INVITED, "authority"), 401 if member == "anonymous" else 404
    assert ask_values(member, "get", root)[0] == (200 if seen else away)
    listed = ask_values(member, "get", "/programmes/P-RANKED/panels")
    assert listed[0] == {"anonymous": 401, "stranger": 403}.get(member, 200)
    if listed[0] == 200:
        assert len(listed[1]["items"]) == int(seen)
    expected = {"authority": 403}.get(member, 200 if seen else away)
    assert ask_values(member, "get", f"{root}/questions")[0] == expected
    given = {"opinions": [{"cell": make.cell(panel).pk, "levels": {"some": 1.0}}]}
    # A log-in without a token needs the CSRF token too, which a stranger here has not.
    refused = 403 if member == "stranger" else away
    assert ask_values(member, "put", f"{root}/opinions", given)[0] in {expected, refused}
    assert ask_values(member, "get", f"{root}/result")[0] == (409 if seen else away)
    closed = ask_values(member, "post", f"{root}/close", {})[0]
    assert (closed == 200) == (member == "authority")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def test_the_command_line_lists_and_exports(
    panel: Panel, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("panel", "list", "P-RANKED") == 0
    assert capsys.readouterr().out.split("\t")[:2] == [str(panel.pk), "open"]
    assert run("panel", "list", "P-RANKED", "--json", "--as", world.people["supervisor"].email) == 0
    assert json.loads(capsys.readouterr().out) == {"panels": []}
    assert run("panel", "export", str(panel.pk)) == 2
    assert "not closed yet" in capsys.readouterr().err
    make.closed(panel)
    assert run("panel", "export", str(panel.pk)) == 0
    assert json.loads(capsys.readouterr().out)["panel"]["title"] == panel.title


@pytest.mark.parametrize("names", ["nobody", "all"])
def test_a_result_follows_its_published_schema(
    world: World,
    programme: Programme,
    ask_values: Ask,
    names: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    judges = [world.people[name] for name in INVITED]
    panel = make.opened(programme, *judges, names=names)
    make.says(panel, judges[0], {"none": 1.0}, why="Seen")
    make.says(panel, judges[1], {"some": 0.5, "substantial": 0.5})
    every = dict.fromkeys(("none", "possible", "some", "substantial"), 0.25)
    make.says(panel, judges[2], every, is_unknown=True)
    make.says(panel, judges[2], {"none": 1.0}, code="2")
    make.closed(panel)
    status, told = ask_values("supervisor", "get", f"/panels/{panel.pk}/result")
    assert status == 200
    assert run("programme", "schema", "panel") == 0
    schema = Draft202012Validator(json.loads(capsys.readouterr().out))
    schema.validate(told)
    assert [cell["is_shown"] for cell in told["cells"]] == [True, names == "all"]
    assert not schema.is_valid({**told, "panel": {**told["panel"], "rule": "vote"}})
