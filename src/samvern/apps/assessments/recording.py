"""What the audit trail tells of an assessment, and to whom.

The trail of the sector is read by the authority and supervisors. They may know that an organisation
has handed in, and of what is reported what became of it; whatever it does before that, what it shows as
evidence, whom of its own it asks and what it asks its suppliers are its own, in every assessment.
What authorities remark is read in the trail by them and the supervisors; the organisation reads the
remarks themselves when the verdict is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import models

from samvern.apps.assessments.models import Assessment
from samvern.base import audit
from samvern.base.viewer import WHOLE_SECTOR, Viewer
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
#: What is the reviewers' own until the verdict: that something is remarked tells of the verdict too.
_OF_REVIEWERS: Final = frozenset({"assessment.remarked"})


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
        path=_place(action, assessment),
        changes=changes,
        is_private=not _is_known(action, assessment, changes or {}),
    )


def _place(action: str, assessment: Assessment) -> str:
    """Where it stands on the actor tree: with the assessment, or over all where it is not for those who
    handed it in.
    """
    if action in _OF_REVIEWERS and assessment.confidentiality == Confidentiality.REPORTED:
        return WHOLE_SECTOR
    return assessment.path


def _is_known(action: str, assessment: Assessment, changes: Mapping[str, Any]) -> bool:
    """Whether the authority and supervisors know of it anyhow.

    What is for improvement is handed in to nobody: that it was, they know, and a second time would
    tell that the first was taken back or sent back within the organisation.
    """
    if assessment.confidentiality == Confidentiality.REPORTED:
        return action in _OF_REPORTED
    is_first = changes.get("number") == 1
    return assessment.campaign_id is not None and action in _OF_A_CAMPAIGN and is_first
