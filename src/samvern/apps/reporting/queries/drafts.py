"""A report as those who write it see it: the draft, the period before, what was said of it, its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samvern.apps.evidence.models import Evidence
from samvern.apps.reporting.models import (
    WRITABLE,
    Report,
    ReportEvidence,
    ReportRemark,
    ReportState,
    ReportSubmission,
    ReportVerdict,
    SubmittedEvidence,
)
from samvern.apps.reporting.queries.lookup import (
    may_hand_over,
    may_report,
    report_for,
    reports,
    reports_on_behalf,
)
from samvern.base.viewer import Viewer
from samvern.engine.errors import Problem
from samvern.engine.merging import MergedValues, merge_values
from samvern.engine.reporting import (
    Question,
    ReportValues,
    Tolerances,
    find_gaps,
)

#: So many states of a draft are shown; the rest is in the file.
STATES_SHOWN = 100


@dataclass(frozen=True)
class Working:
    """A report with all that its page shows. ``before`` is the report of the period before it."""

    report: Report
    values: ReportValues
    questions: tuple[Question, ...]
    tolerances: Tolerances
    before: ReportSubmission | None
    latest: ReportSubmission | None
    remarks: Mapping[str, ReportRemark]
    evidence: tuple[Evidence, ...]
    gaps: tuple[Problem, ...]
    may_report: bool
    may_hand_over: bool
    on_behalf: bool


@dataclass(frozen=True)
class Differing:
    """What two people made of a draft, with what both began from."""

    base: Mapping[str, Any]
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    found: MergedValues
    version: int
    by_name: str


def working(viewer: Viewer, report_id: int) -> Working:
    """A report that the viewer writes. Raises ``NotFound`` (``report.unknown``)."""
    report = report_for(viewer, report_id)
    questions, tolerances = report.reporting_round.asked, report.reporting_round.published
    seen = ReportSubmission.objects.visible_to(viewer)
    latest = seen.filter(report=report).order_by("-number").first()
    remarks = ReportRemark.objects.visible_to(viewer).filter(submission=latest) if latest else ()
    writes = may_report(viewer, report) and report.is_writable
    values = report.said
    return Working(
        report=report,
        values=values,
        questions=questions,
        tolerances=tolerances,
        before=before_of(viewer, report),
        latest=latest,
        remarks={each.part: each for each in remarks},
        evidence=tuple(evidence_of(viewer, report)),
        gaps=tuple(find_gaps(values, tolerances, questions)),
        may_report=writes,
        may_hand_over=may_hand_over(viewer, report),
        on_behalf=reports_on_behalf(viewer, report),
    )


def before_of(viewer: Viewer, report: Report) -> ReportSubmission | None:
    """What was handed in of the same measure in the round before, as far as the viewer sees it."""
    seen = ReportSubmission.objects.visible_to(viewer).filter(
        report__measure=report.measure_id,
        report__reporting_round__planned_at__lt=report.reporting_round.planned_at,
    )
    kept = seen.exclude(verdict=ReportVerdict.RECALLED).select_related("report__reporting_round")
    return kept.order_by("-report__reporting_round__opened_at", "-number").first()


def evidence_of(viewer: Viewer, report: Report) -> list[Evidence]:
    """What a draft rests on: one query."""
    rows = ReportEvidence.objects.visible_to(viewer).filter(report=report)
    return [each.evidence for each in rows.select_related("evidence__file").order_by("pk")]


def submitted_evidence(viewer: Viewer, submission: ReportSubmission) -> list[Evidence]:
    """What was handed in with a report: one query."""
    rows = SubmittedEvidence.objects.visible_to(viewer).filter(submission=submission)
    return [each.evidence for each in rows.select_related("evidence__file").order_by("pk")]


def flat_at(report: Report, version: int) -> Mapping[str, Any] | None:
    """What a draft said at a version, every name there; None for one that never was."""
    if version == report.version:
        return report.flat
    questions = report.reporting_round.asked
    if version == 0:
        return ReportValues().to_flat(questions)
    state = ReportState.objects.filter(report=report, number=version).first()
    return ReportValues.from_flat(state.values).to_flat(questions) if state else None


def differing(report: Report, mine: Mapping[str, Any], version: int) -> Differing | None:
    """Both sides of a conflict; None when there is none any more."""
    base = flat_at(report, version)
    if base is None:
        return None
    theirs = report.flat
    found = merge_values(base, mine, theirs)
    name = report.changed_by.name if report.changed_by else ""
    return Differing(base, mine, theirs, found, report.version, name) if found.clashes else None


def history_of(viewer: Viewer, report: Report) -> Sequence[ReportState]:
    """Every state of a draft, newest first."""
    return list(ReportState.objects.visible_to(viewer).filter(report=report).order_by("-number"))


def submissions_of(viewer: Viewer, report: Report) -> list[ReportSubmission]:
    """Everything that was handed in of a report, newest first."""
    seen = ReportSubmission.objects.visible_to(viewer).filter(report=report)
    return list(seen.order_by("-number"))


def to_report(viewer: Viewer) -> list[Report]:
    """What waits for the viewer's report, the first due first: two queries."""
    found = reports(viewer).filter(stage__in=WRITABLE).order_by("reporting_round__due_on", "pk")
    return [each for each in found if each.is_writable and may_report(viewer, each)]
