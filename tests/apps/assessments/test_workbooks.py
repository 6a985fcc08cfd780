"""The workbook that is filled in offline: out, changed, in again, and nothing of others is lost."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Answer, AnswerState, Assessment, WorkbookDraft
from samvern.base.models import AuditEntry
from samvern.engine.assessments import AnswerValues, Result
from tests.factories import assessments as make
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's, with one answer."""
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer)
    make.says(found, {"1.1": AnswerValues(result=Result.PARTLY, comment="Begun")}, by=officer)
    return found


def _page(assessment: Assessment) -> str:
    return f"/assessments/{assessment.pk}/workbook/"


def _taken_out(client: Client, assessment: Assessment) -> bytes:
    answer = client.get(f"{_page(assessment)}file?language=en")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return answer.content


def _filled_in(content: bytes, cells: Mapping[tuple[str, str], str]) -> bytes:
    """The workbook with other words in some cells, each by requirement and heading."""
    book = load_workbook(io.BytesIO(content))
    sheet, columns, rows = book.worksheets[0], {}, {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                columns.setdefault(cell.value, cell.column)
        rows[str(row[0].value)] = row[0].row
    for (code, heading), value in cells.items():
        sheet.cell(rows[code], columns[heading], value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sent(client: Client, assessment: Assessment, content: bytes, name: str = "book.xlsx"):
    return client.post(_page(assessment), {"file": SimpleUploadedFile(name, content)})


def _said_meanwhile(world: World, assessment: Assessment, **said: object) -> None:
    operations.save_answer(
        by=world.viewer("officer"),
        assessment_id=assessment.pk,
        code="1.1",
        values=AnswerValues(**{"result": Result.PARTLY, "comment": "Begun", **said}),
        version=1,
        at=make.LATER,
    )


def _values(assessment: Assessment, code: str) -> AnswerValues:
    return Answer.objects.get(assessment=assessment, requirement__code=code).values


CELLS = {("1.1", "Comment"): "Done in May", ("1.2", "Result"): "Fulfilled"}


def test_two_cells_are_shown_and_taken_in(world: World, log_in: LogIn, assessment: Assessment):
    officer = log_in("officer")
    content = _filled_in(_taken_out(officer, assessment), CELLS)
    told = _sent(officer, assessment, content)
    assert told.status_code == 302, told.content.decode()
    page = told["Location"]
    shown = officer.get(page)
    first, second = shown.context["changes"]
    assert [(each.label, each.before, each.after) for each in first.fields] == [
        ("Comment", "Begun", "Done in May")
    ]
    assert (first.code, second.code) == ("1.1", "1.2")
    assert _values(assessment, "1.1").comment == "Begun"
    before = AuditEntry.objects.count()
    assert officer.post(page)["Location"] == f"/assessments/{assessment.pk}/"
    assert _values(assessment, "1.1").comment == "Done in May"
    assert _values(assessment, "1.2").result is Result.FULFILLED
    states = AnswerState.objects.filter(origin="imported")
    assert sorted(states.values_list("number", flat=True)) == [1, 2]
    assert not WorkbookDraft.objects.exists()
    [entry] = AuditEntry.objects.order_by("-pk")[: AuditEntry.objects.count() - before]
    assert entry.changes == {"answers": 2, "origin": "imported"}
    assert officer.get(page).status_code == 404


def test_what_others_changed_meanwhile_is_kept(world: World, log_in: LogIn, assessment: Assessment):
    officer = log_in("officer")
    content = _filled_in(_taken_out(officer, assessment), CELLS)
    _said_meanwhile(world, assessment, responsible="Kari")
    page = _sent(officer, assessment, content)["Location"]
    first = officer.get(page).context["changes"][0]
    assert (first.fate, first.clashes) == ("Put together with what others changed", ())
    assert officer.post(page).status_code == 302
    found = _values(assessment, "1.1")
    assert (found.comment, found.responsible) == ("Done in May", "Kari")


@pytest.mark.parametrize(("side", "holds"), [("mine", "Done in May"), ("theirs", "Dropped")])
def test_a_clash_waits_for_a_choice(
    world: World, log_in: LogIn, assessment: Assessment, side: str, holds: str
):
    officer = log_in("officer")
    content = _filled_in(_taken_out(officer, assessment), CELLS)
    page = _sent(officer, assessment, content)["Location"]
    _said_meanwhile(world, assessment, comment="Dropped")
    shown = officer.get(page)
    [clash] = shown.context["changes"][0].clashes
    assert (clash.before, clash.after, clash.chosen) == ("Dropped", "Done in May", "")
    sent = {"version-1.1": "2"}
    assert officer.post(page, sent).status_code == 422
    assert officer.post(page, {"version-1.1": "1", clash.name: side}).status_code == 409
    assert not Answer.objects.filter(requirement__code="1.2").exists()
    assert officer.post(page, {**sent, clash.name: side}).status_code == 302
    assert _values(assessment, "1.1").comment == holds
    assert _values(assessment, "1.2").result is Result.FULFILLED


def test_a_colleague_answers_what_is_delegated_and_nothing_else(
    world: World, log_in: LogIn, assessment: Assessment
):
    make.delegated(assessment, world.people["colleague"], "1.2")
    colleague = log_in("colleague")
    mine = _taken_out(colleague, assessment)
    assert b"Begun" not in b"".join(
        str(cell).encode()
        for sheet in load_workbook(io.BytesIO(mine)).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )
    everything = _filled_in(_taken_out(log_in("officer"), assessment), CELLS)
    page = _sent(colleague, assessment, everything)["Location"]
    shown = colleague.get(page)
    assert [each.code for each in shown.context["changes"]] == ["1.2"]
    assert shown.context["refused"] == "1.1"
    assert colleague.post(page).status_code == 302
    assert _values(assessment, "1.1").comment == "Begun"
    assert _values(assessment, "1.2").result is Result.FULFILLED


def test_whatever_is_no_workbook_of_this_assessment_is_refused(
    world: World, log_in: LogIn, assessment: Assessment
):
    officer = log_in("officer")
    other = make.started(world.hospital, by=world.viewer("officer"), title="Another")
    wrong = _filled_in(_taken_out(officer, assessment), {("1.2", "Result"): "Perhaps"})
    refused = _sent(officer, assessment, wrong)
    assert refused.status_code == 422
    [line] = refused.context["wrong"]
    assert line.where[-1].isdecimal()
    assert "Perhaps" in line.text
    for content in (b"", b"PK\x03\x04 no book", b"<html>", _taken_out(officer, other)):
        assert _sent(officer, assessment, content).status_code == 422
    assert not WorkbookDraft.objects.exists()


def test_a_locked_assessment_is_neither_taken_out_nor_in(
    world: World, log_in: LogIn, assessment: Assessment
):
    officer = log_in("officer")
    content = _filled_in(_taken_out(officer, assessment), CELLS)
    page = _sent(officer, assessment, content)["Location"]
    make.says(assessment, {"1.2": Result.PARTLY}, by=world.viewer("officer"))
    operations.submit_assessment(
        by=world.viewer("officer"), assessment_id=assessment.pk, at=make.LATER
    )
    assert officer.get(f"{_page(assessment)}file").status_code == 409
    assert _sent(officer, assessment, content).status_code == 409
    assert officer.get(page).status_code == 200
    assert officer.post(page).status_code == 409
    assert _values(assessment, "1.1").comment == "Begun"


def test_who_reaches_the_workbook_and_a_draft_of_it(
    world: World, log_in: LogIn, assessment: Assessment
):
    officer = log_in("officer")
    content = _filled_in(_taken_out(officer, assessment), CELLS)
    draft = _sent(officer, assessment, content)["Location"]
    for member in CAST:
        client, nothing = log_in(member), 302 if member == "anonymous" else 404
        expected = 200 if member == "officer" else nothing
        for address in (_page(assessment), f"{_page(assessment)}file", draft):
            assert client.get(address).status_code == expected, (member, address)
        if member != "officer":
            assert _sent(client, assessment, content).status_code == nothing
            assert client.post(draft).status_code == nothing
            assert client.post(f"{draft}discard/").status_code == nothing
    assert officer.post(f"{draft}discard/")["Location"] == _page(assessment)
    assert not WorkbookDraft.objects.exists()


def test_a_draft_is_gone_after_a_day(world: World, log_in: LogIn, assessment: Assessment):
    officer = log_in("officer")
    content = _filled_in(_taken_out(officer, assessment), CELLS)
    page = _sent(officer, assessment, content)["Location"]
    draft = WorkbookDraft.objects.get()
    draft.created_at -= timedelta(days=1)
    draft.save()
    assert officer.get(page).status_code == 404
    assert queries.workbooks_of(world.viewer("officer"), assessment) == []
    _sent(officer, assessment, content)
    assert not WorkbookDraft.objects.filter(pk=draft.pk).exists()


def test_the_page_of_changes_asks_as_much_for_many(log_in: LogIn, assessment: Assessment):
    officer = log_in("officer")
    counts = []
    for cells in ({("1.1", "Comment"): "One"}, CELLS):
        content = _filled_in(_taken_out(officer, assessment), cells)
        page = _sent(officer, assessment, content)["Location"]
        officer.get(page)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            officer.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
