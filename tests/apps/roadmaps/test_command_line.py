"""Roadmaps on the command line, with and without a database."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps.models import Plan
from samvern.cli.main import main
from samvern.formats import roadmap_file
from tests.factories import roadmaps as make
from tests.worlds import World

pytestmark = pytest.mark.django_db

ALONE = """
planning: {first: 2027-H1, periods: 3, basis: {en: Assumed}}
budgets: [{id: state, each_period: 4}]
measures:
  - {id: study, duration: 1, value: 1, costs: [{of: D, total: 4}], decision_point: true}
  - {id: train, duration: 1, value: 5, costs: [{of: D, total: 4}], after: [study]}
"""


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def test_from_a_planning_file_to_a_published_version(
    programme: Programme, world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "planning.yaml"
    with file.open("wb") as stream:
        roadmap_file.write(make.planning(), stream)
    assert run("roadmap", "make", "P-RANKED", str(file), "--title", "By hand", "--json") == 0
    plan = json.loads(capsys.readouterr().out)["id"]
    assert run("roadmap", "show", str(plan)) == 0
    assert "3 of 3 measures fit" in capsys.readouterr().out
    assert run("roadmap", "figures", str(plan)) == 0
    again = roadmap_file.read(io.BytesIO(capsys.readouterr().out.encode()), name="a.yaml")
    assert again.measures == make.planning().measures
    officer = world.people["officer"].email
    assert run("roadmap", "show", str(plan), "--as", officer) == 2
    supervisor = world.people["supervisor"].email
    assert run("roadmap", "publish", str(plan), "--as", supervisor) == 3
    assert run("roadmap", "publish", str(plan), "--note", "First") == 0
    capsys.readouterr()
    assert run("roadmap", "export", str(plan), "1", "--as", officer) == 0
    record = capsys.readouterr().out
    assert Plan.objects.get().published.get().record == record
    assert run("roadmap", "list", "P-RANKED") == 0
    assert "version 1\tBy hand" in capsys.readouterr().out
    assert run("roadmap", "withdraw", str(plan), "1", "--why", "Wrong") == 0
    assert run("roadmap", "export", str(plan), "1", "--as", officer) == 2


def test_a_plan_offline_as_table_and_calendar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "alone.yaml"
    file.write_text(ALONE, encoding="utf-8")
    for kind in ("xlsx", "ics"):
        assert run("programme", "plan", str(file), "-o", str(tmp_path / f"out.{kind}")) == 0
    with file.open(encoding="utf-8") as given:
        monkeypatch.setattr("sys.stdin", given)
        assert run("programme", "plan", "-", "-o", str(tmp_path / "out.csv")) == 0
    assert run("programme", "plan", str(file), "-o", str(tmp_path / "out.pdf")) == 2
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [(row["Code"], row["Starts"], row["Decision point"]) for row in rows] == [
        ("study", "2027-H1", "Yes"),
        ("train", "2027-H2", "No"),
    ]
    workbook = load_workbook(tmp_path / "out.xlsx")
    assert "Assumed" in {cell.value for row in workbook.worksheets[1].rows for cell in row}
    calendar = Calendar.from_ical((tmp_path / "out.ics").read_bytes())
    days = {str(event["summary"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert [str(day) for day in days.values()] == ["2027-06-30", "2027-12-31"]
    assert next(iter(days)) == "study: done, and it is to be decided on train"
    assert "The plan is in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--periods", "0"), "range"),
        (("--budget", "nan"), "is not a valid"),
        (("--gap", "nan"), "is not a valid"),
        (("--seconds", "inf"), "is not a valid"),
        (("--budget", "-3"), "range"),
        (("--first", "2027"), "is not a period"),
        (("--pin", "train"), "takes a measure and a period"),
        (("--pin", "train=2035-H1"), "outside the plan"),
        (("--exclude", "nothing"), "not among what is planned"),
        (("--weights", "w.yaml"), "needs a programme"),
        (("--worlds", "5"), "needs a programme"),
        (("-o", "/no/folder/x.csv"), "no folder"),
    ],
)
def test_what_is_typed_wrong_is_told_and_nothing_is_planned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "alone.yaml"
    file.write_text(ALONE, encoding="utf-8")
    assert run("programme", "plan", str(file), *words) == 2
    caught = capsys.readouterr()
    assert said in caught.err
    assert caught.out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "NO-SUCH"), "programme"),
        (("show", "999"), "no such"),
        (("show", "one"), "is not a valid"),
        (("publish", "1", "--as", "nobody@example.org"), "nobody@example.org"),
        (("make", "P-RANKED", "/no/file.yaml", "--title", "A"), "no file"),
        (("withdraw", "1", "1"), "--why"),
    ],
)
def test_a_roadmap_that_is_named_wrong_is_told(
    programme: Programme, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert run("roadmap", *words) == 2
    caught = capsys.readouterr()
    assert said.lower() in caught.err.lower()
    assert caught.out == ""
