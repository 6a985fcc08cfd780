"""An assessment that an organisation started by itself, and by mistake, is dropped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.assessments import queries
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.recording import record
from samvern.base.viewer import Viewer


@transaction.atomic
def drop_assessment(*, by: Viewer, assessment_id: int, at: datetime) -> None:
    """Remove an assessment that nobody asked for and that was never handed in.

    Its answers go with it, what was delegated, what suppliers were asked and workbooks that wait;
    evidence stays with the organisation. What others rest on is not removed: not even by mistake
    does a finding or an answer lose what it came from.

    Raises
    ------
    NotFound, NotAllowed
        ``assessment.unknown``; without ``START_ASSESSMENT`` on the actor.
    NotReady
        As :func:`queries.require_droppable`.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    by.require(Permission.START_ASSESSMENT, on=assessment.actor)
    queries.require_droppable(assessment)
    record(by, "assessment.dropped", assessment, at=at)
    assessment.delete()
