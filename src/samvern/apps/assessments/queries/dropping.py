"""Whether an assessment that an organisation started by itself can be dropped, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from samvern.apps.actions.models import Finding
from samvern.apps.assessments.models import (
    Answer,
    AnswerState,
    Assessment,
    Delegation,
    QuestionState,
    SupplierQuestion,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.findings import FINDING_SOURCE
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotReady


@dataclass(frozen=True)
class Dropping:
    """What goes with an assessment that is dropped: so many of each."""

    answers: int
    delegations: int
    questions: int


def may_drop(viewer: Viewer, assessment: Assessment) -> bool:
    """Whether it is offered: an own one, to those who start them, before it was ever handed in."""
    return (
        assessment.campaign_id is None
        and assessment.submitted_at is None
        and viewer.may(Permission.START_ASSESSMENT, on=assessment.actor)
    )


def require_droppable(assessment: Assessment) -> None:
    """Refuse to drop what somebody asked for or what something else rests on.

    Raises ``NotReady``: ``assessment.asked_for``, ``assessment.was_handed_in``,
    ``assessment.carried_on``, ``assessment.has_findings``.
    """
    if assessment.campaign_id is not None:
        raise NotReady("assessment.asked_for", about=assessment)
    if assessment.submissions.exists():
        raise NotReady("assessment.was_handed_in", about=assessment)
    others = Q(carried_from=assessment) | Q(
        pk__in=AnswerState.objects.filter(
            source__assessment=assessment.pk, answer__assessment__actor=assessment.actor_id
        ).values("answer__assessment")
    )
    if Assessment.objects.filter(others).exclude(pk=assessment.pk).exists():
        raise NotReady("assessment.carried_on", about=assessment)
    raised = Finding.objects.filter(source_type=FINDING_SOURCE, source_id=str(assessment.pk))
    if raised.exists():
        raise NotReady("assessment.has_findings", about=assessment)


def dropping(assessment: Assessment) -> Dropping:
    """What goes with it: three queries."""
    waiting = SupplierQuestion.objects.exclude(state=QuestionState.WITHDRAWN)
    return Dropping(
        answers=Answer.objects.filter(assessment=assessment).count(),
        delegations=Delegation.objects.filter(
            assessment=assessment, revoked_at__isnull=True
        ).count(),
        questions=waiting.filter(assessment=assessment).count(),
    )
