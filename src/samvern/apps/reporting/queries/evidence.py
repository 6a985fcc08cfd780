"""Evidence that reports rest on, as the module of evidence asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.actors.models import Actor
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.uses import Use
from samvern.apps.reporting.models import (
    WRITABLE,
    Report,
    ReportEvidence,
    ReportSubmission,
    SubmittedEvidence,
)
from samvern.base.viewer import Viewer


def readable(viewer: Viewer) -> Q:
    """Evidence that a viewer follows with the drafts that rest on it."""
    return Q(pk__in=ReportEvidence.objects.visible_to(viewer).order_by().values("evidence"))


def readable_as_handed_in(viewer: Viewer) -> Q:
    """Evidence that a viewer sees as it was, because it was handed in with a report."""
    return Q(pk__in=SubmittedEvidence.objects.visible_to(viewer).order_by().values("evidence"))


def uses_in_reports(viewer: Viewer, piece: Evidence) -> Iterator[Use]:
    """The reports that rest on a piece, and those it was handed in with, as far as the viewer sees."""
    drafts = Report.objects.visible_to(viewer).filter(
        pk__in=ReportEvidence.objects.filter(evidence=piece).order_by().values("report")
    )
    for report in drafts.select_related("reporting_round__programme"):
        yield Use(_named(report), reverse("reporting:report", args=[report.pk]))
    handed_in = ReportSubmission.objects.visible_to(viewer).filter(
        pk__in=SubmittedEvidence.objects.filter(evidence=piece).order_by().values("submission")
    )
    for each in handed_in.select_related("report__reporting_round__programme"):
        yield Use(
            _("%(report)s, as it was handed in") % {"report": _named(each.report)},
            reverse("reporting:submission", args=[each.pk]),
        )


def may_add(viewer: Viewer, actor: Actor) -> bool:
    """Whether the viewer writes a report there that is still open."""
    found = Report.objects.visible_to(viewer).filter(stage__in=WRITABLE, owners__actor=actor)
    return found.exists()


def _named(report: Report) -> str:
    return f"{report.reporting_round.name_in_words} {report.measure_code}"
