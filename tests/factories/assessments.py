"""Campaigns and assessments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from samvern.apps.actors import operations as actor_operations
from samvern.apps.actors.models import Actor, PopulationVersion
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import (
    IN_FORCE_FOR,
    Assessment,
    Campaign,
    DelegatedRequirement,
    Delegation,
    Submission,
    WorkbookDraft,
)
from samvern.apps.assessments.operations import AnswerEntry
from samvern.apps.assessments.queries import asked_of
from samvern.apps.assessments.rules import CampaignPlan
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.jobs.worker import Worker
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.assessments import AnswerValues, Confidentiality, Result, ReturnedAnswer
from tests.factories import frameworks

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 12, tzinfo=UTC)
DUE = date(2026, 12, 31)


def population(*kinds: str, name: str = "Hospitals") -> PopulationVersion:
    """Everybody of these kinds, drawn now."""
    return actor_operations.create_population(
        by=SYSTEM, at=AT, name=name, criteria={"kinds": list(kinds or ("hospital_trust",))}
    )


def plan(
    drawn: PopulationVersion, *, of: RequirementSet | None = None, **fields: Any
) -> CampaignPlan:
    """What a campaign says up front: reported, by the end of the year."""
    asked = of or frameworks.requirement_set()
    said: dict[str, Any] = {
        "title": "Yearly assessment",
        "set_code": asked.code,
        "set_version": asked.version,
        "population": drawn.pk,
        "period": "2026",
        "confidentiality": Confidentiality.REPORTED,
        "due_on": DUE,
    }
    return CampaignPlan(**{**said, **fields})


def planned(
    drawn: PopulationVersion | None = None, *, by: Viewer = SYSTEM, **fields: Any
) -> Campaign:
    """A campaign that nobody has been asked by yet."""
    return operations.plan_campaign(by=by, plan=plan(drawn or population(), **fields), at=AT)


def opened(
    drawn: PopulationVersion | None = None, *, by: Viewer = SYSTEM, **fields: Any
) -> Campaign:
    """A campaign whose assessments are there."""
    campaign = planned(drawn, by=by, **fields)
    operations.open_campaign(by=by, campaign_id=campaign.pk, at=AT)
    Worker(clock=lambda: AT).run_until_idle()
    campaign.refresh_from_db()
    return campaign


def of(campaign: Campaign, actor: Actor) -> Assessment:
    """The assessment of an actor in a campaign."""
    return campaign.assessments.select_related("actor", "requirement_set").get(actor=actor)


def started(
    actor: Actor,
    *,
    by: Viewer = SYSTEM,
    of: RequirementSet | None = None,
    is_told: bool = True,
    **fields: Any,
) -> Assessment:
    """An assessment that an organisation started by itself, ready to be answered."""
    asked = of or frameworks.requirement_set()
    said: dict[str, Any] = {"title": "Our own", "period": "2026"}
    assessment = operations.start_assessment(
        by=by,
        actor_id=actor.pk,
        set_code=asked.code,
        set_version=asked.version,
        at=AT,
        **{**said, **fields},
    )
    if is_told:
        operations.acknowledge(by=by, assessment_id=assessment.pk, at=AT)
        assessment.refresh_from_db()
    return assessment


def says(
    assessment: Assessment,
    answers: Mapping[str, AnswerValues | Result],
    *,
    by: Viewer = SYSTEM,
    **more: Any,
) -> operations.Saved:
    """Somebody answers some requirements for the first time."""
    operations.acknowledge(by=by, assessment_id=assessment.pk, at=AT)
    entries = [
        AnswerEntry(code, said if isinstance(said, AnswerValues) else AnswerValues(result=said))
        for code, said in answers.items()
    ]
    return operations.save_answers(
        by=by, assessment_id=assessment.pk, entries=entries, at=AT, **more
    )


def answered(assessment: Assessment, *, by: Viewer = SYSTEM, **more: Any) -> Assessment:
    """The assessment with every requirement fulfilled."""
    said = AnswerValues(result=Result.FULFILLED, **more)
    says(assessment, {each.id: said for each in asked_of(assessment).assessable}, by=by)
    assessment.refresh_from_db()
    return assessment


def submitted(assessment: Assessment, *, by: Viewer = SYSTEM, **more: Any) -> Submission:
    """A complete assessment, handed in."""
    answered(assessment, by=by, **more)
    return operations.submit_assessment(by=by, assessment_id=assessment.pk, at=LATER)


def delegated(assessment: Assessment, user: User, *codes: str) -> Delegation:
    """Some requirements in the hands of a colleague who has accepted, now."""
    found = Delegation.objects.create(
        assessment=assessment,
        email=user.email,
        digest=f"{user.pk}-{assessment.pk}",
        created_at=AT,
        expires_at=timezone.now() + IN_FORCE_FOR,
        accepted_by=user,
        accepted_at=AT,
    )
    keys = asked_of(assessment).keys
    DelegatedRequirement.objects.bulk_create(
        DelegatedRequirement(delegation=found, requirement_id=keys[code]) for code in codes
    )
    return found


def workbook(assessment: Assessment, user: User, *changed: ReturnedAnswer) -> WorkbookDraft:
    """A workbook of somebody's that waits since now."""
    draft = WorkbookDraft(
        user=user,
        assessment=assessment,
        file_name="answers.xlsx",
        unchanged_count=0,
        created_at=timezone.now(),
    )
    draft.keep(changed)
    draft.save()
    return draft
