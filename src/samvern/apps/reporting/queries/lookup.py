"""One round, report or submission, as far as the viewer sees it, and what the viewer may do with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet

from samvern.apps.reporting.models import (
    Report,
    ReportOwner,
    ReportQuerySet,
    ReportSubmission,
    ReportVerdict,
    Round,
    RoundQuerySet,
)
from samvern.apps.reporting.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotFound, NotReady

_Row = TypeVar("_Row", bound=Model)

#: A report with all that its rules and its page look at.
_WITH = ("reporting_round__programme__owner_actor", "responsible", "on_behalf_by", "changed_by")
OWNERS: Prefetch[Any, Any, Any] = Prefetch("owners", ReportOwner.objects.select_related("actor"))


def rounds(viewer: Viewer, programme_code: str = "") -> RoundQuerySet:
    """The rounds that the viewer sees, the newest first; perhaps of one programme."""
    found = Round.objects.visible_to(viewer).select_related("programme__owner_actor")
    return found.filter(programme__code=programme_code) if programme_code else found


def require_list(viewer: Viewer) -> None:
    """Refuse whoever has nothing to do with reporting. Raises ``NotAllowed``."""
    if not viewer.may_somewhere(Permission.READ_ROUNDS):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_ROUNDS))


def round_for(viewer: Viewer, round_id: int, *, lock: bool = False) -> Round:
    """A round by its key. Raises ``NotFound`` (``round.unknown``)."""
    return _one(rounds(viewer), round_id, "round.unknown", lock=lock)


def reports(viewer: Viewer) -> ReportQuerySet:
    """The reports that the viewer writes, with their rounds and owners."""
    return Report.objects.visible_to(viewer).select_related(*_WITH).prefetch_related(OWNERS)


def report_for(viewer: Viewer, report_id: int, *, lock: bool = False) -> Report:
    """A report that the viewer writes. Raises ``NotFound`` (``report.unknown``)."""
    return _one(reports(viewer), report_id, "report.unknown", lock=lock)


def followed_report(viewer: Viewer, report_id: int, *, lock: bool = False) -> Report:
    """A report of a round that the viewer follows: that it is there, never its draft. Raises
    ``NotFound`` (``report.unknown``).
    """
    seen = Report.objects.followed_by(viewer).select_related(*_WITH).prefetch_related(OWNERS)
    return _one(seen, report_id, "report.unknown", lock=lock)


def submission_for(viewer: Viewer, submission_id: int, *, lock: bool = False) -> ReportSubmission:
    """A report as it was handed in. Raises ``NotFound`` (``report.unknown``)."""
    seen = ReportSubmission.objects.visible_to(viewer).select_related(
        *(f"report__{each}" for each in _WITH)
    )
    return _one(seen, submission_id, "report.unknown", lock=lock)


def submissions_that_open(viewer: Viewer, ids: Collection[str]) -> list[str]:
    """Of what was handed in, what the viewer reads: whoever follows up what it showed may not."""
    found = ReportSubmission.objects.visible_to(viewer).filter(pk__in=ids)
    return [str(pk) for pk in found.values_list("pk", flat=True)]


def newest_submission(viewer: Viewer, report_id: int) -> ReportSubmission | None:
    """The last that was handed in of a report, as far as the viewer sees it; not what was taken back."""
    seen = ReportSubmission.objects.visible_to(viewer).filter(report=report_id)
    return seen.exclude(verdict=ReportVerdict.RECALLED).order_by("-number").first()


def may_report(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer writes a report, rather than only reading it."""
    if reports_on_behalf(viewer, report):
        return True
    is_mine = viewer.user_id is not None and report.responsible_id == viewer.user_id
    return any(
        viewer.may(Permission.REPORT, on=each.actor)
        or (is_mine and viewer.may(Permission.REPORT_HANDED, on=each.actor))
        for each in report.owners.all()
    )


def reports_on_behalf(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer reports for owners who asked for it."""
    return (
        viewer.user_id is not None
        and report.on_behalf_by_id == viewer.user_id
        and viewer.may(Permission.REPORT_ON_BEHALF, on=report.reporting_round)
    )


def may_hand_over(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer may say who is to report."""
    return report.is_writable and any(
        viewer.may(Permission.HAND_OVER, on=each.actor) for each in report.owners.all()
    )


def may_review(viewer: Viewer, submission: ReportSubmission) -> bool:
    """Whether the viewer is to say something of a submission that waits."""
    return (
        submission.verdict == ReportVerdict.WAITING
        and viewer.user_id is not None
        and viewer.user_id != submission.submitted_by_id
        and viewer.may(Permission.REVIEW, on=submission.report.reporting_round)
    )


def require_reviewer(viewer: Viewer, submission: ReportSubmission) -> None:
    """Refuse whoever is to say nothing of a submission, and say why.

    Raises ``NotAllowed`` (without ``REVIEW``; ``report.own``), ``NotReady`` (``report.not_waiting``).
    """
    viewer.require(Permission.REVIEW, on=submission.report.reporting_round)
    if viewer.user_id is None or viewer.user_id == submission.submitted_by_id:
        raise NotAllowed("report.own")
    if submission.verdict != ReportVerdict.WAITING:
        raise NotReady("report.not_waiting", about=submission.report)


def require_writer(viewer: Viewer, report: Report) -> None:
    """Refuse whoever sees a draft and writes none, such as a token that only reads."""
    if not may_report(viewer, report):
        raise NotAllowed("permission.missing", permission=str(Permission.REPORT))


def require_open(report: Report) -> None:
    """Raise ``NotReady`` (``report.locked``) where nothing can be written."""
    if not report.is_writable:
        raise NotReady("report.locked", about=report)


def _one(seen: QuerySet[_Row], key: int, unknown: str, *, lock: bool) -> _Row:
    if lock:
        seen = seen.select_for_update(of=("self",))
    found = seen.filter(pk=key).first()
    if found is None:
        raise NotFound(unknown)
    return found
