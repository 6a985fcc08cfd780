"""Rounds of reporting, reports with their states, what was handed in, and letters."""

from samvern.apps.reporting.models.letters import INVITATION, ReportingLetter
from samvern.apps.reporting.models.reports import (
    MAX_ON_BEHALF,
    WRITABLE,
    Report,
    ReportEvidence,
    ReportOwner,
    ReportQuerySet,
    ReportStage,
    ReportState,
)
from samvern.apps.reporting.models.rounds import MAX_PURPOSE, Round, RoundQuerySet, RoundState
from samvern.apps.reporting.models.submissions import (
    DimensionStatus,
    ReportRemark,
    ReportSubmission,
    ReportSubmissionQuerySet,
    ReportVerdict,
    SubmittedEvidence,
    reviewed_by,
)

__all__ = [
    "INVITATION",
    "MAX_ON_BEHALF",
    "MAX_PURPOSE",
    "WRITABLE",
    "DimensionStatus",
    "Report",
    "ReportEvidence",
    "ReportOwner",
    "ReportQuerySet",
    "ReportRemark",
    "ReportStage",
    "ReportState",
    "ReportSubmission",
    "ReportSubmissionQuerySet",
    "ReportVerdict",
    "ReportingLetter",
    "Round",
    "RoundQuerySet",
    "RoundState",
    "SubmittedEvidence",
    "reviewed_by",
]
