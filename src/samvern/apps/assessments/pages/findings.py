"""What must be better, as an assessment shows it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actions.models import SEVERITY_NAMES, STATE_NAMES
from samvern.apps.actions.permissions import Permission as ActionPermission
from samvern.apps.actions.queries import FindingLine
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.pages.frame import (
    RESULT_COLOURS,
    answer_url,
    assessment_url,
    frame,
)
from samvern.apps.assessments.queries import AnswerPage, Gap, asked_of, findings_of, severity_of
from samvern.apps.frameworks.pages.rows import line
from samvern.base.registry import Section
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording


@dataclass(frozen=True)
class GapLine:
    """A requirement that leaves something to do, in words; ``finding`` where one was raised."""

    code: str
    name: str
    language: str
    url: str
    result: str
    colour: str
    severity: str
    finding: FindingLine | None
    state: str


def gaps_page(assessment: Assessment, gaps: Sequence[Gap]) -> dict[str, Any]:
    """Everything that leaves something to do."""
    framework, by_code = asked_of(assessment).framework, asked_of(assessment).by_code
    lines = []
    for gap in gaps:
        if requirement := by_code.get(gap.row.code):
            shown = line(framework, requirement)
            lines.append(_line(assessment, gap, shown.name, shown.language))
    open_ones = [each for each in lines if each.finding is None]
    return {
        **frame(assessment, Link(_("Findings"), "")),
        "question": _("What must be better?"),
        "answer": _answer(lines),
        "lines": lines,
        "may_raise": bool(open_ones),
        "seen_by": seen_by(assessment),
        "back_url": assessment_url(assessment),
        "exports": Exports(
            f"{assessment.actor.name}-{assessment.period}",
            [Export("gaps", _("What must be better"), _COLUMNS, lines)],
        ),
    }


_COLUMNS: Sequence[ExportColumn[GapLine]] = (
    ExportColumn(gettext_lazy("Requirement"), lambda each: each.name, 60),
    ExportColumn(gettext_lazy("Result"), lambda each: each.result),
    ExportColumn(gettext_lazy("How serious"), lambda each: each.severity),
    ExportColumn(gettext_lazy("Finding"), lambda each: each.state, 30),
)


def _line(assessment: Assessment, gap: Gap, name: str, language: str) -> GapLine:
    severity = gap.finding.severity if gap.finding else severity_of(gap.row)
    return GapLine(
        code=gap.row.code,
        name=name,
        language=language,
        url=answer_url(assessment, gap.row.code),
        result=wording.result_name(gap.row.result, gettext),
        colour=RESULT_COLOURS[gap.row.result],
        severity=str(SEVERITY_NAMES[severity]),
        finding=gap.finding,
        state=str(STATE_NAMES[gap.finding.state]) if gap.finding else "",
    )


def _answer(lines: Iterable[GapLine]) -> str:
    every = list(lines)
    raised = sum(each.finding is not None for each in every)
    if not every:
        return _("Nothing: no requirement leaves anything to do.")
    said = ngettext(
        "%(count)d requirement leaves something to do.",
        "%(count)d requirements leave something to do.",
        len(every),
    ) % {"count": len(every)}
    if not raised:
        none_yet = _("No finding is raised yet.")
        return f"{said} {none_yet}"
    told = ngettext(
        "A finding is raised of %(count)d of them.",
        "Findings are raised of %(count)d of them.",
        raised,
    )
    return f"{said} {told % {'count': raised}}"


def seen_by(assessment: Assessment) -> str:
    """Who will see a finding of an assessment."""
    if assessment.confidentiality == Confidentiality.REPORTED:
        return _(
            "The sector authority and supervisors see these findings, as they see what you hand in."
        )
    return _(
        "Only those who answer for security with you, and with whoever owns you, see these findings."
    )


def finding_section(viewer: Viewer, page: AnswerPage) -> Section | None:
    """Below an answer: the finding that was raised of it, or the way to raise one."""
    if not page.working.owns:
        return None
    assessment, code = page.assessment, page.row.requirement.id
    finding = findings_of(viewer, assessment, on=timezone.localdate()).get(code)
    is_gap = page.row.values.is_gap and may_raise(viewer, assessment)
    is_draft = assessment.confidentiality == Confidentiality.REPORTED and (
        assessment.submitted_at is None
    )
    if finding is None and not is_gap:
        return None
    content: Mapping[str, Any] = {
        "finding": finding,
        "state": str(STATE_NAMES[finding.state]) if finding else "",
        "severity": str(SEVERITY_NAMES[finding.severity]) if finding else "",
        "code": code,
        "raise_url": ""
        if finding or is_draft
        else reverse("assessments:findings", args=[assessment.pk]),
        "is_draft": is_draft,
    }
    return Section(_("Follow-up"), "assessments/_findings.html", content, order=40)


def may_raise(viewer: Viewer, assessment: Assessment) -> bool:
    """Whether the viewer may raise findings of an assessment."""
    is_reported = assessment.confidentiality == Confidentiality.REPORTED
    permission = ActionPermission.RAISE_REPORTED if is_reported else ActionPermission.RAISE_FINDINGS
    return viewer.may(permission, on=assessment.actor)
