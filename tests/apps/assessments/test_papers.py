"""Papers of an assessment: whoever sees all of it has them, in their language, and nobody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from openpyxl import load_workbook

from samvern.apps.assessments import operations, queries
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from samvern.engine.frameworks import Requirement, WordingSource, WordingStatus
from tests.factories import assessments as make
from tests.factories import frameworks
from tests.formats.programme_book.reading import read_book
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
NAMES = ("", "statement.pdf", "statement.xlsx", "gaps.pdf", "gaps.xlsx")
SAID = {
    "1.1": AnswerValues(result=Result.NOT_FULFILLED, comment="Not begun"),
    "1.2": AnswerValues(result=Result.PARTLY),
}


def _handed_in(world):
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer, confidentiality=Confidentiality.REPORTED)
    make.says(found, SAID, by=officer)
    submission = operations.submit_assessment(by=officer, assessment_id=found.pk, at=make.LATER)
    return found, submission


def test_who_has_which_papers(world: World, log_in: LogIn):
    assessment, submission = _handed_in(world)
    make.delegated(assessment, world.people["colleague"], "1.1")
    drafts, handed = {"officer": 200, "colleague": 403}, {"officer", "authority", "supervisor"}
    for member in CAST:
        client, nothing = log_in(member), 302 if member == "anonymous" else 404
        for name in ("", "gaps.xlsx"):
            answer = client.get(f"/assessments/{assessment.pk}/papers/{name}")
            assert answer.status_code == drafts.get(member, nothing), member
            answer = client.get(f"/submissions/{submission.pk}/papers/{name}")
            assert answer.status_code == (200 if member in handed else nothing), member


@pytest.mark.parametrize(
    ("language", "told"),
    [("nb", "Ikke oppfylt"), ("nn", "Ikkje oppfylt"), ("en", "Not fulfilled")],
)
def test_a_paper_speaks_the_language_that_is_asked_for(
    world: World, log_in: LogIn, language: str, told: str
):
    assessment, submission = _handed_in(world)
    officer = log_in("officer")
    for root in (f"/assessments/{assessment.pk}", f"/submissions/{submission.pk}"):
        answer = officer.get(f"{root}/papers/statement.pdf?language={language}")
        assert answer.content.startswith(b"%PDF")
        assert (answer["Content-Type"], answer["Cache-Control"]) == (
            "application/pdf",
            "private, no-store",
        )
        name = f"fjordheim-hospital-2026-statement-{language}.pdf"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        book = read_book(answer.content)
        assert book.language == language
        assert world.hospital.name in book.text
        assert told.casefold() in book.text.casefold()


def test_what_was_handed_in_is_printed_as_it_was(world: World, log_in: LogIn):
    assessment, submission = _handed_in(world)
    officer = world.viewer("officer")
    operations.recall_submission(by=officer, submission_id=submission.pk, at=make.LATER)
    operations.save_answer(
        by=officer,
        assessment_id=assessment.pk,
        code="1.1",
        values=AnswerValues(result=Result.FULFILLED, comment="Since today"),
        version=1,
        at=make.LATER,
    )

    def said(root: str) -> str:
        answer = log_in("officer").get(f"{root}/papers/statement.xlsx?language=en")
        sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
        return str([cell.value for row in sheet.iter_rows() for cell in row])

    assert "Not begun" in said(f"/submissions/{submission.pk}")
    assert "Since today" in said(f"/assessments/{assessment.pk}")


def test_the_pages_lead_to_every_paper(world: World, log_in: LogIn):
    assessment, submission = _handed_in(world)
    officer = log_in("officer")
    for root in (f"/assessments/{assessment.pk}/", f"/submissions/{submission.pk}/"):
        assert f"{root}papers/" in officer.get(root).content.decode()
        shown = officer.get(f"{root}papers/").content.decode()
        for name in filter(None, NAMES):
            assert f"{root}papers/{name}?language=nn" in shown
        for unknown in ("statement", "statement.docx", "other.pdf"):
            assert officer.get(f"{root}papers/{unknown}").status_code == 404


def test_what_has_no_wording_at_all_is_not_as_published(world: World):
    asked = frameworks.framework(
        requirements=(
            Requirement("1", {"en": "List devices"}),
            Requirement("2", sources={"title": {"en": "GAP"}}),
        ),
        wording_sources=(WordingSource("GAP", WordingStatus.MISSING),),
    )
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer, of=frameworks.requirement_set(asked))
    document = queries.document_at(officer, found, at=make.AT)
    assert [row.is_as_published for row in document.rows] == [True, False]
