"""Texts of papers and the check of them, in the JSON API."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from ninja import Router

from samvern.apps.papers import operations, queries
from samvern.apps.papers.api.shapes import (
    Key,
    Language,
    PaperAnswerIn,
    PaperCheckOut,
    PaperFinding,
    PaperTextIn,
    PaperTextOut,
    Section,
    text_out,
)
from samvern.base.endpoints import PROBLEMS, idempotent, viewer_of
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording import snapshots as wording

router = Router()


@router.get("/papers/{paper_id}/texts", response={200: list[PaperTextOut], **PROBLEMS})
def list_texts(request: HttpRequest, paper_id: Key) -> list[PaperTextOut]:
    """What is written in a paper by now, by section and language."""
    paper = queries.draft_for(viewer_of(request), paper_id)
    return [text_out(each) for each in paper.texts.all()]


@router.put(
    "/papers/{paper_id}/texts/{section}/{language}", response={200: PaperTextOut, **PROBLEMS}
)
@idempotent
def save_text(
    request: HttpRequest, paper_id: Key, section: Section, language: Language, asked: PaperTextIn
) -> PaperTextOut:
    """Save what stands in a section, in a language; what it said before is kept."""
    saved = operations.save_text(
        by=viewer_of(request),
        paper_id=paper_id,
        section=section,
        language=language,
        text=asked.text,
        version=asked.version,
        at=timezone.now(),
    )
    return text_out(saved)


@router.get("/papers/{paper_id}/check", response={200: PaperCheckOut, **PROBLEMS})
def check_paper(request: HttpRequest, paper_id: Key) -> PaperCheckOut:
    """What must be solved or explained before a paper is approved."""
    return _checked(viewer_of(request), paper_id)


@router.post("/papers/{paper_id}/answers", response={200: PaperCheckOut, **PROBLEMS})
@idempotent
def answer_findings(request: HttpRequest, paper_id: Key, asked: PaperAnswerIn) -> PaperCheckOut:
    """Say why something that the check found is so; it is printed in the paper."""
    viewer = viewer_of(request)
    operations.answer_findings(
        by=viewer, paper_id=paper_id, keys=asked.keys, reason=asked.reason, at=timezone.now()
    )
    return _checked(viewer, paper_id)


def _checked(viewer: Viewer, paper_id: int) -> PaperCheckOut:
    paper = queries.draft_for(viewer, paper_id)
    known = queries.checked(paper)
    language = get_language() or LANGUAGES[0]
    findings = []
    for each in known.findings:
        said = wording.checked_words(each.finding, language, gettext)
        findings.append(
            PaperFinding(
                key=each.key,
                code=each.finding.code,
                severity=each.finding.severity.value,
                sentence=said.said.sentence,
                advice=said.advice,
                reason=known.reasons.get(each.key, ""),
            )
        )
    findings += [
        PaperFinding(
            key=number.key,
            code="text.number_unknown",
            severity="remark",
            sentence=number.around,
            advice=gettext("Correct the text, or say where the number is from."),
            reason=known.reasons.get(number.key, ""),
        )
        for number in known.numbers
    ]
    return PaperCheckOut(
        is_passed=known.is_passed, findings=findings, missing_texts=list(known.missing_texts)
    )
