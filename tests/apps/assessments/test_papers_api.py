"""Papers and the workbook in the JSON API: what the pages give, to whom the pages give it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, Assessment, WorkbookDraft
from samvern.base.models import IdempotencyRecord
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from tests.factories import assessments as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]
SECRET = "Nobody has tried the copy"


@pytest.fixture
def own(world: World) -> Assessment:
    """The hospital's, with one answer."""
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer, confidentiality=Confidentiality.REPORTED)
    make.says(found, {"1.1": AnswerValues(result=Result.PARTLY, comment=SECRET)}, by=officer)
    return found


def _filled_in(content: bytes, comment: str) -> SimpleUploadedFile:
    """The workbook with another comment on 1.1."""
    book = load_workbook(io.BytesIO(content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    next(cell for cell in cells if cell.value == SECRET).value = comment
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("book.xlsx", stream.getvalue())


def _send(log_in: Callable[[str], Client], own: Assessment, file: Any, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    address = f"/api/v1/assessments/{own.pk}/workbooks"
    return log_in("officer").post(address, {"file": file}, headers=headers)


def test_who_has_which_papers(
    world: World, own: Assessment, ask: Ask, log_in: Callable[[str], Client]
) -> None:
    officer = world.viewer("officer")
    make.delegated(own, world.people["colleague"], "1.2")
    draft = _send(log_in, own, _filled_in(_taken_out(ask, own), "Other")).json()["id"]
    make.says(own, {"1.2": Result.PARTLY}, by=officer)
    submission = operations.submit_assessment(by=officer, assessment_id=own.pk, at=make.LATER)
    drafts = {"officer": 200, "colleague": 403, "anonymous": 401}
    handed = {**dict.fromkeys(("officer", "authority", "supervisor"), 200), "anonymous": 401}
    for member in CAST:
        found = ask(member, "get", f"/assessments/{own.pk}/papers/gaps.xlsx")
        assert found.status_code == drafts.get(member, 404), member
        found = ask(member, "get", f"/submissions/{submission.pk}/papers/gaps.xlsx")
        assert found.status_code == handed.get(member, 404), member
        for method, end in (("get", ""), ("post", "/take-in"), ("delete", "")):
            if member == "officer":
                continue
            found = ask(member, method, f"/workbooks/{draft}{end}", {} if end else None)
            assert found.status_code == (401 if member == "anonymous" else 404), member
    assert WorkbookDraft.objects.count() == 1


def test_a_paper_is_the_one_of_the_page(
    own: Assessment, ask: Ask, log_in: Callable[[str], Client]
) -> None:
    for language in ("nn", "en"):
        found = ask(
            "officer", "get", f"/assessments/{own.pk}/papers/statement.pdf?language={language}"
        )
        page = log_in("officer").get(
            f"/assessments/{own.pk}/papers/statement.pdf?language={language}"
        )
        assert (found["Content-Type"], found["Cache-Control"]) == (
            "application/pdf",
            "private, no-store",
        )
        assert found["Content-Disposition"] == page["Content-Disposition"]
    spoken = ask(
        "officer", "get", f"/assessments/{own.pk}/papers/gaps.pdf", **{"Accept-Language": "nn"}
    )
    assert "-nn.pdf" in spoken["Content-Disposition"]
    for wrong in ("statement.docx", "other.pdf", "gaps.pdf?language=se"):
        found = ask("officer", "get", f"/assessments/{own.pk}/papers/{wrong}")
        assert found.status_code == 422, wrong


def test_a_workbook_is_looked_at_and_taken_in(
    world: World, own: Assessment, ask: Ask, ask_values: Ask, log_in: Callable[[str], Client]
) -> None:
    book = _filled_in(_taken_out(ask, own), "Tried in May")
    sent = [_send(log_in, own, book, "once")]
    book.seek(0)
    sent.append(_send(log_in, own, book, "once"))
    assert [each.status_code for each in sent] == [201, 201], sent[0].content
    assert sent[0].json() == sent[1].json()
    draft = sent[0].json()["id"]
    assert [each["id"] for each in _waiting(ask_values, own)] == [draft]
    status, said = ask_values("officer", "get", f"/workbooks/{draft}")
    assert (status, said["file"]) == (200, "book.xlsx")
    [change] = said["changes"]
    assert (change["requirement"], change["fate"]) == ("1.1", "changed")
    assert (change["before"], change["after"]) == ({"comment": SECRET}, {"comment": "Tried in May"})

    operations.save_answer(
        by=world.viewer("officer"),
        assessment_id=own.pk,
        code="1.1",
        values=AnswerValues(result=Result.PARTLY, comment="Meanwhile"),
        version=1,
        at=make.LATER,
    )
    [change] = ask_values("officer", "get", f"/workbooks/{draft}")[1]["changes"]
    both = {"mine": "Tried in May", "theirs": "Meanwhile"}
    assert (change["fate"], change["version"]) == ("clashing", 2)
    assert change["clashes"] == {"comment": both}
    take = f"/workbooks/{draft}/take-in"
    status, told = ask_values("officer", "post", take, {})
    assert status == 409, "it was looked at before the answer changed"
    chosen = {"requirement": "1.1", "version": 2, "holds": {}}
    status, told = ask_values("officer", "post", take, {"chosen": [chosen]})
    assert (status, told["problems"][0]["where"]) == (422, "1.1.comment")
    chosen["holds"] = {"comment": "mine"}
    assert ask_values(
        "officer", "post", take, {"chosen": [chosen]}, **{"Idempotency-Key": "in"}
    ) == (
        200,
        {"requirements": ["1.1"]},
    )
    assert Answer.objects.get(requirement__code="1.1").values.comment == "Tried in May"
    assert not WorkbookDraft.objects.exists()
    kept = "".join(IdempotencyRecord.objects.values_list("body", flat=True))
    assert not [each for each in (SECRET, "Tried in May", "Meanwhile") if each in kept]


def test_a_wrong_workbook_changes_nothing_and_one_can_be_thrown_away(
    own: Assessment, ask: Ask, ask_values: Ask, log_in: Callable[[str], Client]
) -> None:
    refused = _send(log_in, own, SimpleUploadedFile("book.xlsx", b"PK no book"))
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    draft = _send(log_in, own, _filled_in(_taken_out(ask, own), "Other")).json()["id"]
    assert ask("officer", "delete", f"/workbooks/{draft}").status_code == 204
    assert _waiting(ask_values, own) == []
    assert ask_values("officer", "get", f"/workbooks/{draft}")[0] == 404


def _taken_out(ask: Ask, own: Assessment) -> bytes:
    found = ask("officer", "get", f"/assessments/{own.pk}/workbook?language=en")
    assert found.status_code == 200
    return bytes(found.content)


def _waiting(ask_values: Ask, own: Assessment) -> list[dict[str, Any]]:
    status, found = ask_values("officer", "get", f"/assessments/{own.pk}/workbooks")
    assert status == 200
    return list(found)
