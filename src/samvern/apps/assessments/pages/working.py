"""The page of an assessment: every requirement in one table, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import asking_others, queries
from samvern.apps.assessments.models import Answer, Assessment, AssessmentState
from samvern.apps.assessments.pages import papers, workbooks
from samvern.apps.assessments.pages.answering import chapter_name, saved_words
from samvern.apps.assessments.pages.campaign_figures import shared_figures_url
from samvern.apps.assessments.pages.conflict import value_words
from samvern.apps.assessments.pages.dropping import drop_url
from samvern.apps.assessments.pages.frame import (
    RESULT_COLOURS,
    answer_url,
    assessment_url,
    frame,
    kept_query,
    left_sentence,
    left_words,
)
from samvern.apps.assessments.pages.on_behalf import on_behalf_words
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import AnswerRow, Working, asked_of, is_carried
from samvern.apps.frameworks.pages.rows import line
from samvern.base import registry
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality, Result
from samvern.engine.frameworks import Framework
from samvern.formats.tables import Cell
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.tables import Column, TableChoices
from samvern.ui.wording import assessments as wording

#: Where others say something of an assessment as a whole; they are given the :class:`Working`.
PLACE = "assessments:assessment"


@dataclass(frozen=True)
class TableRow:
    """A requirement in the table, as plain words; ``result`` is as a form sends it."""

    code: str
    name: str
    language: str
    url: str
    version: int
    result: str
    result_name: str
    colour: str
    progress: str
    maturity: str
    confidence: str
    done_by: str
    responsible: str
    due_on: date | None
    is_late: bool
    still_true: bool
    is_not_applicable: bool


@dataclass(frozen=True)
class TableChapter:
    """Rows under the same heading."""

    name: str
    left: str
    rows: tuple[TableRow, ...]


def working_page(viewer: Viewer, working: Working, query: QueryDict, *, on: date) -> dict[str, Any]:
    """Everything on the page of an assessment, its form left aside."""
    assessment = working.assessment
    framework = asked_of(assessment).framework
    kept = kept_query(working.filters, has_keys=True)
    sections = registry.sections_at(PLACE, viewer, working)
    following = working.next_open()
    newest = queries.newest_submission(viewer, assessment)
    exports = [answer_export(working, framework)]
    exports += [one for each in sections for one in each.exports]
    around = frame(assessment)
    return {
        **around,
        "question": _("What is left for you?") if not working.owns else _question(working),
        "answer": left_sentence(working, on),
        "working": working,
        "verdict": queries.verdict_on(viewer, newest) if newest else None,
        "figures_url": shared_figures_url(assessment) if working.owns else "",
        "handed_in_url": reverse("assessments:submission", args=[newest.pk]) if newest else "",
        "on_behalf": on_behalf_words(viewer, assessment),
        "hand_back_url": reverse("assessments:hand-back", args=[assessment.pk]),
        "choices": TableChoices.read(query, _columns(), default_sort=""),
        "chapters": list(_chapters(working, framework, kept, on)),
        "results": [(each.value, wording.result_name(each, gettext)) for each in Result],
        "labels": {name: wording.field_name(name, gettext) for name in _FIELDS},
        "still_true": _("Still true?"),
        "overdue": _("overdue"),
        "not_answered": wording.result_name(None, gettext),
        "next_url": answer_url(assessment, following.requirement.id) if following else "",
        "is_begun": bool(working.answered),
        "submit_url": reverse("assessments:submit", args=[assessment.pk])
        if working.may_submit and assessment.is_writable
        else "",
        "recall_url": _recall_url(working),
        "next_one_url": _next_one_url(viewer, assessment),
        "drop_url": drop_url(viewer, assessment),
        "clear_url": assessment_url(assessment),
        "kept_parameters": [
            (name, value)
            for name, values in query.lists()
            if name in {"dense", "column"}
            for value in values
        ],
        "shown_words": _("%(shown)d of %(total)d requirements")
        % {"shown": len(working.shown), "total": len(working.rows)},
        "sections": sections,
        "buttons": [
            *asking_others.buttons(viewer, working),
            *workbooks.buttons(working),
            *papers.buttons(working),
        ],
        "exports": Exports(
            f"{assessment.actor.name}-{assessment.period}",
            exports,
            facts=_facts(working, around["state_name"]),
        ),
    }


def saved_rows(working: Working, answers: Mapping[str, Answer], *, on: date) -> dict[str, Any]:
    """What changes on the page when the result of some rows was saved."""
    return {
        "saved": saved_words(next(iter(answers.values()), None)),
        "answers": answers,
        "answer": left_sentence(working, on),
    }


def answer_export(working: Working, framework: Framework) -> Export[AnswerRow]:
    """Everything that is said of the requirements that are shown."""
    return Export(
        "answers",
        _("Answers"),
        [
            ExportColumn(_("Number"), lambda row: row.requirement.id, 10),
            ExportColumn(_("Requirement"), lambda row: line(framework, row.requirement).title, 60),
            ExportColumn(_("Text"), lambda row: in_language(row.requirement.text), 60),
            ExportColumn(
                _("How sure the wording is"),
                lambda row: line(framework, row.requirement).status,
                24,
            ),
            *(_column(name) for name in _FIELDS),
            ExportColumn(_("Still true?"), lambda row: _("Yes") if is_carried(row) else ""),
            ExportColumn(
                _("Last saved"), lambda row: row.answer.changed_at if row.answer else None
            ),
        ],
        working.shown,
        notes=[
            wording.confidentiality_line(
                Confidentiality(working.assessment.confidentiality), gettext
            )
        ],
    )


_FIELDS = (
    *("result", "reason", "progress", "maturity", "confidence", "done_by", "supplier", "comment"),
    *("responsible", "due_on"),
)


def _column(name: str) -> ExportColumn[AnswerRow]:
    wide = 60 if name in {"comment", "reason"} else 20
    return ExportColumn(wording.field_name(name, gettext), lambda row: _cell(row, name), wide)


def _cell(row: AnswerRow, name: str) -> Cell:
    """A value as a file holds it: nothing for what is not said, days and levels as such."""
    value = getattr(row.values, name)
    if name in {"maturity", "due_on"}:
        return value  # type: ignore[no-any-return]
    is_said = value is not None and value != ""
    return value_words(row.values, name) if is_said or name == "result" else None


def _question(working: Working) -> str:
    if not working.assessment.is_writable:
        return _("What have you answered?")
    return _("What is left for you?")


def _recall_url(working: Working) -> str:
    assessment = working.assessment
    if assessment.state != "submitted" or not working.may_submit:
        return ""
    if assessment.is_over and not queries.was_returned(assessment):
        return ""
    return reverse("assessments:recall", args=[assessment.pk])


def _next_one_url(viewer: Viewer, assessment: Assessment) -> str:
    """Where the next one is started, of one that is done and that nobody asked for."""
    is_done = assessment.state in {AssessmentState.SUBMITTED, AssessmentState.ACCEPTED}
    if not (is_done and queries.is_own(assessment)):
        return ""
    if not viewer.may(Permission.START_ASSESSMENT, on=assessment.actor):
        return ""
    return f"{reverse('assessments:start')}?actor={assessment.actor_id}"


def _columns() -> list[Column]:
    fixed = [("requirement", _("Requirement")), ("result", wording.field_name("result", gettext))]
    names = ("progress", "maturity", "confidence", "done_by", "responsible", "due_on")
    return [
        *(Column(key, title, is_sortable=False, is_optional=False) for key, title in fixed),
        *(
            Column(
                name,
                wording.field_name(name, gettext),
                is_sortable=False,
                is_shown=name in {"progress", "responsible", "due_on"},
            )
            for name in names
        ),
    ]


def _chapters(
    working: Working, framework: Framework, kept: str, on: date
) -> Iterator[TableChapter]:
    for chapter in working.chapters:
        rows = tuple(_row(working, framework, row, kept, on) for row in chapter.rows)
        above = [line(framework, each).name for each in chapter.above]
        yield TableChapter(
            name=" › ".join([*above, chapter_name(framework, chapter)]),
            left=left_words(chapter.answered, len(chapter.rows)),
            rows=rows,
        )


def _row(working: Working, framework: Framework, row: AnswerRow, kept: str, on: date) -> TableRow:
    values, shown = row.values, line(framework, row.requirement)
    return TableRow(
        code=row.requirement.id,
        name=shown.name,
        language=shown.language,
        url=answer_url(working.assessment, row.requirement.id, kept),
        version=row.version,
        result=values.result or "",
        result_name=wording.result_name(values.result, gettext),
        colour=RESULT_COLOURS[values.result],
        progress=wording.progress_name(values.progress, gettext),
        maturity="" if values.maturity is None else wording.maturity_name(values.maturity, gettext),
        confidence=wording.confidence_name(values.confidence, gettext) if values.confidence else "",
        done_by=wording.done_by_words(values, gettext),
        responsible=values.responsible,
        due_on=values.due_on,
        is_late=values.due_on is not None
        and values.due_on < on
        and (values.is_gap or not values.is_answered),
        still_true=is_carried(row),
        is_not_applicable=values.result is Result.NOT_APPLICABLE,
    )


def _facts(working: Working, state: str) -> list[tuple[str, str]]:
    assessment = working.assessment
    return [
        (_("Organisation"), assessment.actor.name),
        (_("Assessment"), str(assessment)),
        (
            _("Requirement set"),
            f"{assessment.requirement_set.title_in_words} {assessment.requirement_set.version}",
        ),
        (_("State"), state),
    ]
