"""What the audit trail tells of a report, and to whom.

The trail of the sector is read by the authority and supervisors. They may know that a report was handed
in and what became of it; what owners do with a draft before that is their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import models

from samvern.apps.reporting.models import Report
from samvern.base import audit
from samvern.base.viewer import Viewer

_OF_OWNERS: Final = frozenset(
    {"report.saved", "report.handed_over", "report.evidence_attached", "report.evidence_detached"}
)
#: What is the reviewers' own until the verdict stands with the programme, not with the owners.
_OF_REVIEWERS: Final = frozenset({"report.remarked"})


def record(
    by: Viewer,
    action: str,
    report: Report,
    *,
    at: datetime,
    subject: models.Model | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Tell the trail that something happened to a report, or to a ``subject`` that belongs to it."""
    owner = report.owners.all()[:1]
    is_reviewers = action in _OF_REVIEWERS or not owner
    audit.record(
        by,
        action,
        subject or report,
        at=at,
        path=report.reporting_round.path if is_reviewers else owner[0].actor.path,
        changes=changes,
        is_private=action in _OF_OWNERS,
    )
