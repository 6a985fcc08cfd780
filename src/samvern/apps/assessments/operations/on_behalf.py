"""Somebody at the authority answers for an organisation that asked for it, until it goes on itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.assessments import queries, rules
from samvern.apps.assessments.models import MAX_ON_BEHALF, Assessment
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import officers_on
from samvern.apps.assessments.recording import record
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady


@transaction.atomic
def take_on(*, by: Viewer, assessment_id: int, reason: str, at: datetime) -> Assessment:
    """Answer on behalf of an organisation that asked for it and has not begun; only in a reported
    assessment, since whoever answers sees the answers.

    Raises
    ------
    NotFound
        ``assessment.unknown``: none of a campaign that the viewer follows.
    NotAllowed
        Without ``ANSWER_ON_BEHALF``; ``assessment.for_improvement``.
    NotReady
        ``assessment.answers_itself``: somebody is in charge of security there, or has begun, or it is
        handed in or taken on already. One answer for all, or it would tell who has begun.
    InvalidInput
        ``assessment.invalid``: without a reason.
    """
    found = Assessment.objects.followed_by(by).select_related(
        "actor", "requirement_set", "campaign"
    )
    assessment = found.select_for_update(of=("self",)).filter(pk=assessment_id).first()
    if assessment is None:
        raise NotFound("assessment.unknown")
    by.require(Permission.ANSWER_ON_BEHALF, on=assessment.actor)
    if assessment.confidentiality != Confidentiality.REPORTED:
        raise NotAllowed("assessment.for_improvement")
    if problems := list(rules.line_problems(reason, "reason", most=MAX_ON_BEHALF)):
        raise InvalidInput("assessment.invalid", problems=problems)
    if (
        assessment.told_at is not None
        or assessment.on_behalf_by_id is not None
        or not assessment.is_writable
        or officers_on(localtime(at).date()).of(assessment.actor.path)
    ):
        raise NotReady("assessment.answers_itself", about=assessment.campaign)
    assessment.on_behalf_by_id, assessment.on_behalf_reason = by.user_id, reason.strip()
    assessment.on_behalf_at = at
    assessment.version += 1
    assessment.save(update_fields=["on_behalf_by", "on_behalf_reason", "on_behalf_at", "version"])
    record(by, "assessment.taken_on", assessment, at=at)
    return assessment


@transaction.atomic
def hand_back(*, by: Viewer, assessment_id: int, at: datetime) -> Assessment:
    """Let the organisation go on by itself: said by its security officer or by who answers for it.

    Raises
    ------
    NotFound, NotAllowed
        ``assessment.unknown``; without ``ANSWER`` on the actor.
    NotReady
        ``assessment.not_on_behalf``.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    if not queries.answers_on_behalf(by, assessment):
        by.require(Permission.ANSWER, on=assessment.actor)
    if assessment.on_behalf_by_id is None:
        raise NotReady("assessment.not_on_behalf", about=assessment)
    assessment.on_behalf_by, assessment.on_behalf_reason = None, ""
    assessment.version += 1
    assessment.save(update_fields=["on_behalf_by", "on_behalf_reason", "version"])
    record(by, "assessment.handed_back", assessment, at=at)
    return assessment
