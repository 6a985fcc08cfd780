"""Evidence is attached to reports, and detached from them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.evidence import operations as kept
from samvern.apps.evidence import queries as evidence
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.rules import Said
from samvern.apps.reporting import queries
from samvern.apps.reporting.models import Report, ReportEvidence
from samvern.apps.reporting.recording import record
from samvern.base.files import Upload
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotFound, NotReady


def attach_evidence(
    *, by: Viewer, report_id: int, evidence_id: int, at: datetime
) -> ReportEvidence:
    """Have a report rest on a piece of evidence; twice is once.

    Raises
    ------
    NotFound
        ``report.unknown``; ``evidence.unknown``, also for what the viewer sees only because it was
        handed in.
    NotAllowed
        For those who may not report; ``evidence.of_another`` for evidence of another than an owner of
        the measure and those above.
    NotReady
        ``report.locked``; ``evidence.not_current``.
    """
    return _attach(by, report_id, evidence.evidence_for(by, evidence_id), at)


def attach_new_evidence(
    *, by: Viewer, report_id: int, said: Said, upload: Upload | None = None, at: datetime
) -> ReportEvidence:
    """Add a piece of evidence to the first owner whom the viewer reports for, and rest on it.

    Raises as :func:`attach_evidence` and ``add_evidence``; ``evidence.no_owner`` where the measure has
    no owner that the register knows.
    """
    report = _writable(by, report_id)
    owners = [each.actor for each in report.owners.all()]
    actor = next((each for each in owners if evidence.may_keep(by, each)), None)
    if actor is None:
        raise NotReady("evidence.no_owner", about=report)
    added = kept.add_evidence(by=by, actor_id=actor.pk, said=said, upload=upload, at=at)
    return _attach(by, report_id, added, at)


@transaction.atomic
def detach_evidence(*, by: Viewer, report_id: int, evidence_id: int, at: datetime) -> int:
    """Have a report no longer rest on a piece; the piece stays, and so does what was handed in.

    Raises as :func:`attach_evidence`.

    Returns
    -------
    int
        1 when it was attached, else 0.
    """
    report = _writable(by, report_id, lock=True)
    rows = ReportEvidence.objects.filter(report=report, evidence=evidence_id)
    gone, _by_table = rows.delete()
    if gone:
        record(by, "report.evidence_detached", report, at=at)
    return gone


@transaction.atomic
def _attach(by: Viewer, report_id: int, found: Evidence, at: datetime) -> ReportEvidence:
    report = _writable(by, report_id, lock=True)
    if not found.is_followed:
        raise NotFound("evidence.unknown")
    if not any(each.actor.path.startswith(found.actor.path) for each in report.owners.all()):
        raise NotAllowed("evidence.of_another")
    if not found.is_current:
        raise NotReady("evidence.not_current")
    row, is_new = ReportEvidence.objects.get_or_create(
        report=report, evidence=found, defaults={"by_user_id": by.user_id, "at": at}
    )
    if is_new:
        record(by, "report.evidence_attached", report, at=at)
    return row


def _writable(by: Viewer, report_id: int, *, lock: bool = False) -> Report:
    report = queries.report_for(by, report_id, lock=lock)
    queries.require_writer(by, report)
    queries.require_open(report)
    return report
