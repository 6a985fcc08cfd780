"""The assessments that wait for somebody, and how one's own is started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import AssessmentState
from samvern.apps.assessments.pages.frame import (
    STATE_COLOURS,
    assessment_url,
    due_line,
    due_words,
    left_words,
    state_name,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import AssessmentRow, Starting
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment as the list shows it."""

    title: str
    url: str
    actor: str
    requirement_set: str
    state: str
    colour: str
    due: str
    days: str
    is_late: bool
    answered: int
    total: int
    left: str
    who_sees: str
    is_delegated: bool


def list_page(viewer: Viewer, found: Sequence[AssessmentRow], *, on: date) -> dict[str, Any]:
    """What is left for those whom the viewer answers for."""
    lines = lines_of(found, on=on)
    open_rows = [row for row in found if row.assessment.is_writable]
    return {
        "question": _("What is left for you?"),
        "answer": _answer(open_rows) if found else "",
        "lines": lines,
        "several_actors": len({line.actor for line in lines}) > 1,
        "may_start": viewer.may_somewhere(Permission.START_ASSESSMENT),
        "exports": Exports(
            _("self-assessment"), [Export("assessments", _("Assessments"), _columns(), lines)]
        ),
    }


def lines_of(rows: Sequence[AssessmentRow], *, on: date) -> list[AssessmentLine]:
    """Assessments as a list shows them: two queries at most."""
    waiting = queries.awaiting_review([row.assessment for row in rows], on=on)
    return [_line_of(row, on=on, waits=row.assessment.pk in waiting) for row in rows]


def _line_of(row: AssessmentRow, *, on: date, waits: bool) -> AssessmentLine:
    assessment = row.assessment
    is_open, asked_by = assessment.is_writable, assessment.asked_by_on
    return AssessmentLine(
        title=str(assessment),
        url=assessment_url(assessment),
        actor=assessment.actor.name,
        requirement_set=assessment.requirement_set.title_in_words,
        state=state_name(assessment, waits=waits),
        colour=STATE_COLOURS[AssessmentState(assessment.state)],
        due=due_line(assessment),
        days=due_words(asked_by, on) if is_open else "",
        is_late=is_open and asked_by is not None and asked_by < on,
        answered=row.answered,
        total=row.total,
        left=left_words(row.answered, row.total),
        who_sees=wording.confidentiality_name(Confidentiality(assessment.confidentiality), gettext),
        is_delegated=row.is_delegated,
    )


def _answer(rows: Sequence[AssessmentRow]) -> str:
    left = sum(row.left for row in rows)
    if not rows:
        return _("Nothing waits for you now.")
    if not left:
        return ngettext(
            "%(count)d assessment is open, and every requirement is answered.",
            "%(count)d assessments are open, and every requirement is answered.",
            len(rows),
        ) % {"count": len(rows)}
    requirements = ngettext(
        "%(count)d requirement is not answered", "%(count)d requirements are not answered", left
    ) % {"count": left}
    return ngettext(
        "%(requirements)s in %(count)d open assessment.",
        "%(requirements)s in %(count)d open assessments.",
        len(rows),
    ) % {"requirements": requirements, "count": len(rows)}


def _columns() -> list[ExportColumn[AssessmentLine]]:
    return [
        ExportColumn(_("Assessment"), lambda line: line.title, 40),
        ExportColumn(_("Organisation"), lambda line: line.actor, 40),
        ExportColumn(_("Requirement set"), lambda line: line.requirement_set, 40),
        ExportColumn(_("State"), lambda line: line.state),
        ExportColumn(_("Answers are asked for by"), lambda line: line.due),
        ExportColumn(_("Answered"), lambda line: line.answered),
        ExportColumn(_("Requirements"), lambda line: line.total),
        ExportColumn(_("Who sees the answers"), lambda line: line.who_sees, 30),
    ]


def start_page() -> dict[str, Any]:
    """The form with which an organisation starts by itself."""
    back = reverse("assessments:assessments")
    question = _("What do you want to hold yourselves against?")
    return {
        "breadcrumbs": [Link(_("Self-assessment"), back), Link(_("Start an assessment"), "")],
        "question": question,
        "back_url": back,
    }


def start_state(found: Starting) -> dict[str, Any]:
    """What the form begins with."""
    return {"actor": found.actors[0].pk} if found.actors else {}
