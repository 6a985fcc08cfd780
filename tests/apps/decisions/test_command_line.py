"""Scenarios and decisions on the command line, and what ``verify`` finds."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from samvern.apps.decisions.models import Decision
from samvern.apps.programmes.models import Programme
from samvern.cli.main import main
from tests.factories import decisions as make
from tests.worlds import World


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def test_scenarios_and_decisions_are_listed_and_exported(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = make.scenario(programme, sharing="sector")
    decision = make.decision(programme, scenario_id=scenario.pk)
    assert run("scenario", "list", "P-RANKED", "--json") == 0
    assert json.loads(capsys.readouterr().out)["scenarios"][0]["title"] == "Cheap first"
    assert run("scenario", "export", str(scenario.pk)) == 0
    assert json.loads(capsys.readouterr().out)["ranking"]["samples"] == 10_000
    assert run("decision", "list", "P-RANKED") == 0
    assert "in force" in capsys.readouterr().out
    assert run("decision", "export", str(decision.pk)) == 0
    assert capsys.readouterr().out == decision.record


def test_a_person_sees_no_more_than_on_the_pages(
    world: World, programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = make.scenario(programme, by=world.viewer("owner"))
    officer = world.people["officer"].email
    assert run("scenario", "export", str(scenario.pk), "--as", officer) == 2
    assert run("scenario", "list", "P-RANKED", "--as", world.people["stranger"].email) == 3
    assert capsys.readouterr().out == ""


def test_untouched_decisions_agree(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    make.decision(programme)
    make.decision(programme, level="measure", tiers=[["1.1"], ["2.1", "3.1"]])
    assert run("decision", "verify", "--ranking") == 0
    assert "All 2 decisions agree" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"title": "Another title"}, ["row.title"]),
        ({"tiers": '[["1"]]'}, ["row.tiers"]),
        ({"sha256": "0" * 64}, ["record.hash", "trail.hash"]),
        ({"record": "{}"}, ["record.hash"]),
        ({"record": "no JSON"}, ["record.hash", "record.unreadable"]),
    ],
)
def test_what_was_changed_behind_it_is_found(
    programme: Programme,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, str],
    codes: list[str],
) -> None:
    taken = make.decision(programme)
    _change_behind(taken, **changes)
    assert run("decision", "verify", str(taken.pk), "--json") == 1
    found = json.loads(capsys.readouterr().out)["decisions"][0]["disagreements"]
    assert found[: len(codes)] == codes


def test_figures_that_do_not_follow_from_their_model_are_found(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    from samvern.engine.canonical import canonical_json, sha256_of

    taken = make.decision(programme)
    content = taken.content
    content["figures"]["ranking"]["alternatives"][0]["expected_rank"] += 0.5
    record = canonical_json(content)
    _change_behind(taken, record=record, sha256=sha256_of(record))
    assert run("decision", "verify", "--ranking", "--json") == 1
    found = json.loads(capsys.readouterr().out)["decisions"][0]["disagreements"]
    assert found == ["trail.hash", "figures.alternatives"]


def _change_behind(decision: Decision, **columns: str) -> None:
    """Write to the table as nothing in Samvern can."""
    names = ", ".join(f"{name} = %s" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE decisions_decision SET {names} WHERE id = %s",
            [*columns.values(), decision.pk],
        )
