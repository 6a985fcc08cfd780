"""What the audit trail tells of an assessment, and to whom.

The trail of the sector is read by the authority and supervisors. They may know that an organisation
has handed in, and of what is reported what became of it; whatever it does before that, what it shows as
evidence, whom of its own it asks and what it asks its suppliers are its own, in every assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import models

from samvern.apps.assessments.models import Assessment
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality

_OF_A_CAMPAIGN: Final = frozenset({"assessment.submitted"})
_OF_REPORTED: Final = _OF_A_CAMPAIGN | {
    "assessment.recalled",
    "assessment.remarked",
    "assessment.accepted",
    "assessment.returned",
    "assessment.taken_on",
    "assessment.handed_back",
}


def record(
    by: Viewer,
    action: str,
    assessment: Assessment,
    *,
    at: datetime,
    subject: models.Model | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Tell the trail that something happened to an assessment, or to a ``subject`` that belongs to it."""
    audit.record(
        by,
        action,
        subject or assessment,
        at=at,
        path=assessment.path,
        changes=changes,
        is_private=not _is_known(action, assessment),
    )


def _is_known(action: str, assessment: Assessment) -> bool:
    """Whether the authority and supervisors know of it anyhow."""
    if assessment.confidentiality == Confidentiality.REPORTED:
        return action in _OF_REPORTED
    return assessment.campaign_id is not None and action in _OF_A_CAMPAIGN
