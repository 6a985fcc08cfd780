"""Effects on the command line, with and without a database, and the examples of the demo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from samvern.apps.effects import demo, queries
from samvern.apps.effects.models import EffectStudy, StudyPublication
from samvern.apps.programmes.models import Programme
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.engine.effects import Grounds
from tests.factories import actors, users
from tests.factories import effects as make
from tests.factories import programmes as programme_factory
from tests.worlds import World


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def table(*, is_long: bool) -> str:
    rows = [
        (f"o{place}", period, value, "2025-H1" if start else "")
        for place, start in enumerate([True] * 5 + [False] * 5)
        for period, value in zip(
            make.PERIODS, make.values_of(place, make.STARTS[0] if start else None), strict=True
        )
    ]
    if is_long:
        lines = [";".join(map(str, row)).replace(".", ",") for row in rows]
        return "\n".join(["organisation;period;value;start", *lines])
    wide = ["organisation,start," + ",".join(make.PERIODS)]
    for at in range(0, len(rows), len(make.PERIODS)):
        here = rows[at : at + len(make.PERIODS)]
        wide.append(",".join([here[0][0], here[0][3], *(str(row[2]) for row in here)]))
    return "\n".join(wide)


def test_from_a_table_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for is_long in (True, False):
        file = tmp_path / f"{is_long}.csv"
        file.write_text(table(is_long=is_long), encoding="utf-8")
        assert run("effect", "estimate", str(file), "--better", "higher", "--json") == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert found[0]["level"] == "comparison"
    assert run("effect", "estimate", str(file), "--better", "lower", "--unit", "days") == 0
    said = capsys.readouterr().out
    assert said.startswith("Those that started did worse than they would have")
    assert "is not taken out" in said
    few = "\n".join(table(is_long=False).splitlines()[:4])
    file.write_text(few, encoding="utf-8")
    assert run("effect", "estimate", str(file), "--better", "higher") == 1
    assert "That is a description, not an effect." in capsys.readouterr().out
    file.write_text(few.replace("o0,2025-H1,", "o0,2025-H1,many", 1), "utf-8")
    assert run("effect", "estimate", str(file), "--better", "higher") == 2
    assert "is not a number" in capsys.readouterr().err
    for wrong, said in (
        ("organisation,period,value\na,1,2\n", "The column “start” is missing."),
        (
            "organisation,period,value,start\na,2024,1,5,2024\n",
            "has more cells than there are headings",
        ),
    ):
        file.write_text(wrong, encoding="utf-8")
        assert run("effect", "estimate", str(file), "--better", "higher") == 2
        assert said in capsys.readouterr().err


@pytest.mark.django_db
def test_studies_in_the_database(
    programme: Programme, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    study = make.study(programme, make.measured(programme), is_computed=False)
    assert run("effect", "show", "P-RANKED", str(study.pk)) == 2
    assert run("effect", "compute", "P-RANKED", str(study.pk)) == 0
    assert "Those that started did better" in capsys.readouterr().out
    assert run("--lang", "nn", "effect", "list", "P-RANKED") == 0
    assert "Dei som byrja" in capsys.readouterr().out, "the language of the command"
    assert run("effect", "list", "P-RANKED", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)["studies"]
    assert (row["grounds"], row["published"]) == ("comparison", None)
    assert run("effect", "evidence", "P-RANKED") == 0
    assert capsys.readouterr().out.startswith("For 1 of 3 measures it has been tested")
    officer = world.people["officer"].email
    assert run("effect", "show", "P-RANKED", str(study.pk), "--as", officer) == 2
    assert run("effect", "compute", "P-RANKED", str(study.pk), "--as", officer) == 2
    supervisor = world.people["supervisor"].email
    assert run("effect", "show", "P-RANKED", str(study.pk), "--as", supervisor) == 0
    assert run("effect", "compute", "P-RANKED", str(study.pk), "--as", supervisor) == 3


@pytest.mark.django_db
def test_the_examples_are_loaded_once_and_marked_wherever_they_are_shown() -> None:
    assert demo.load_examples(at=make.AT) == 0, "without demo people there is no example"
    author = users.user("Demo Aud", email="authority@demo.samvern.example", is_demo=True)
    actors.grant(author, Role.SECTOR_AUTHORITY, None)
    programme_factory.programme(programme_factory.shipped("IE-1125"))
    for number in range(24):
        actors.actor(f"Clinic {number:02}", kind="gp_office", made_up=True)
    assert [demo.load_examples(at=make.AT) for _ in range(2)] == [2, 0]
    rows = {
        row.measure: row.grounds
        for row in queries.evidence_page(SYSTEM, "IE-1125").rows
        if row.study
    }
    assert rows == {"4.2b": Grounds.COMPARISON, "5.3": Grounds.NO_CLAIM}
    assert StudyPublication.objects.get().study.measure.code == "4.2b"
    client = Client()
    client.cookies["samvern_language"] = "en"
    client.force_login(author)
    home = "/programmes/IE-1125/effects/"
    for page in (home, *(f"{home}{study.pk}/" for study in EffectStudy.objects.all())):
        assert "Nobody has measured this." in client.get(page).content.decode(), page
    for measure in ("4.2b", "5.3"):
        shown = client.get(f"/programmes/IE-1125/measures/{measure}/").content.decode()
        assert "Example, made up" in shown
