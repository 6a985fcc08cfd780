"""``samvern assessment`` on the database."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, WorkbookDraft
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


def test_the_workbook_goes_out_and_is_taken_in_or_nothing_is(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    officer, email = world.viewer("officer"), ("--as", world.people["officer"].email)
    found = make.started(world.hospital, by=officer)
    make.says(found, {"1.1": AnswerValues(result=Result.PARTLY, comment="Begun")}, by=officer)
    key, file = str(found.pk), tmp_path / "answers.xlsx"
    assert run("workbook", key, "--out", str(tmp_path / "answers.pdf"), *email) == 2
    assert run("workbook", key, "--out", str(file), "--as", world.people["authority"].email) == 2
    assert not file.exists()
    assert run("workbook", key, "--out", str(file), *email) == 0
    book = load_workbook(file)
    cells = (cell for row in book.worksheets[0].iter_rows() for cell in row)
    next(cell for cell in cells if cell.value == "Begun").value = "Done in May"
    book.save(file)
    capsys.readouterr()
    assert run("take-in", key, str(file), "--dry-run", *email) == 0
    assert capsys.readouterr().out == "1.1\tchanged\tcomment\n"
    assert Answer.objects.get().values.comment == "Begun"

    said = AnswerValues(result=Result.PARTLY, comment="Meanwhile")
    operations.save_answer(
        by=officer, assessment_id=found.pk, code="1.1", values=said, version=1, at=make.LATER
    )
    assert run("take-in", key, str(file), "--json", *email) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["changes"][0]["fate"], told["is_taken_in"]) == ("clashing", False)
    assert WorkbookDraft.objects.get().pk == told["waiting"]
    operations.save_answer(
        by=officer,
        assessment_id=found.pk,
        code="1.1",
        values=replace(said, comment="Begun"),
        version=2,
        at=make.LATER,
    )
    assert run("take-in", key, str(file), *email) == 0
    assert Answer.objects.get().values.comment == "Done in May"
    (tmp_path / "other.xlsx").write_bytes(b"no workbook")
    for wrong in ("other.xlsx", "gone.xlsx"):
        assert run("take-in", key, str(tmp_path / wrong), *email) == 2
