"""The workbook that is filled in offline: what goes out, and what one that came back would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from samvern.apps.assessments.models import Answer, AnswerState, Assessment, WorkbookDraft
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.assessments import answer_rows, document_at, require_open
from samvern.apps.assessments.queries.working import may_answer
from samvern.base.viewer import Viewer
from samvern.engine.assessments import (
    AnswerValues,
    AssessmentDocument,
    ReturnedAnswer,
    ReturnedDifference,
    ReturnedFate,
    compare_returned,
)
from samvern.engine.errors import NotAllowed, NotFound, NotReady


@dataclass(frozen=True)
class Outgoing:
    """What goes into a workbook: the rows that the viewer answers, and the version of each answer."""

    document: AssessmentDocument
    versions: Mapping[str, int]


@dataclass(frozen=True)
class TakingIn:
    """What taking a workbook in would do, against the answers of today.

    Attributes
    ----------
    versions
        The version of each answer that it is held against, by number; 0 where there is none.
    refused
        The numbers of what was changed outside and is not the viewer's to answer.
    unknown
        The numbers of answers that never had the version which the workbook names.
    """

    draft: WorkbookDraft
    differences: tuple[ReturnedDifference, ...]
    versions: Mapping[str, int]
    refused: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def changing(self) -> tuple[ReturnedDifference, ...]:
        """Those that say something which is not said already."""
        return tuple(each for each in self.differences if each.fate is not ReturnedFate.UNCHANGED)

    @property
    def unchanged_count(self) -> int:
        """How many answers of the workbook change nothing."""
        return self.draft.unchanged_count + len(self.differences) - len(self.changing)


def outgoing(viewer: Viewer, assessment: Assessment, *, at: datetime) -> Outgoing:
    """What the viewer answers of an assessment, to be filled in elsewhere.

    Raises
    ------
    NotAllowed
        To whoever only reads.
    NotReady
        ``assessment.locked``; ``assessment.not_told``.
    """
    require_writable(viewer, assessment)
    document = document_at(viewer, assessment, at=at)
    rows = answer_rows(viewer, assessment, at=at)
    mine = [row for row in rows if row.requirement.is_assessable and not row.is_hidden]
    shown = {row.requirement.id for row in mine}
    shown.update(above.id for row in mine for above in row.above)
    kept = tuple(row for row in document.rows if row.code in shown)
    versions = {row.requirement.id: row.version for row in mine}
    return Outgoing(replace(document, rows=kept), versions)


def require_writable(viewer: Viewer, assessment: Assessment) -> None:
    """Refuse where the viewer cannot answer now. Raises as :func:`outgoing`."""
    if not may_answer(viewer, assessment):
        raise NotAllowed("permission.missing", permission=Permission.ANSWER)
    if assessment.told_at is None:
        raise NotReady("assessment.not_told")
    require_open(assessment)


def workbook_for(viewer: Viewer, draft_id: int, *, lock: bool = False) -> WorkbookDraft:
    """The viewer's own workbook in waiting. Raises ``NotFound`` (``workbook.unknown``)."""
    rows = WorkbookDraft.objects.visible_to(viewer)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    related = ("assessment__actor", "assessment__requirement_set", "assessment__campaign")
    found = rows.select_related(*related).filter(pk=draft_id).first()
    if found is None:
        raise NotFound("workbook.unknown")
    return found


def workbooks_of(viewer: Viewer, assessment: Assessment) -> list[WorkbookDraft]:
    """The viewer's own workbooks in waiting for an assessment, newest first."""
    rows = WorkbookDraft.objects.visible_to(viewer).filter(assessment=assessment)
    return list(rows.defer("answers"))


def taking_in(viewer: Viewer, draft: WorkbookDraft, *, at: datetime) -> TakingIn:
    """What taking a workbook in would do.

    What an answer said when it was taken out is read from its history, and not from the file.
    """
    rows = {
        row.requirement.id: row
        for row in answer_rows(viewer, draft.assessment, at=at)
        if row.requirement.is_assessable and not row.is_hidden
    }
    within = [each for each in draft.returned if each.code in rows]
    answers = [rows[each.code].answer for each in within]
    then = _said_then([answer for answer in answers if answer])
    known, unknown = [], []
    for each, answer in zip(within, answers, strict=True):
        base = then.get((answer.pk if answer else None, each.base_version))
        if each.base_version == 0:
            base = AnswerValues()
        if base is None:
            unknown.append(each.code)
        else:
            known.append(ReturnedAnswer(each.code, each.base_version, base, each.values))
    return TakingIn(
        draft,
        compare_returned(known, {code: row.values for code, row in rows.items()}),
        {each.code: rows[each.code].version for each in known},
        tuple(each.code for each in draft.returned if each.code not in rows),
        tuple(unknown),
    )


def _said_then(answers: Sequence[Answer]) -> Mapping[tuple[int | None, int], AnswerValues]:
    """What answers said in each of their versions: one query."""
    states = AnswerState.objects.filter(answer__in=answers).order_by()
    return {
        (state.answer_id, state.number): AnswerValues.from_json(state.values) for state in states
    }
