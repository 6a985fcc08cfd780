"""A campaign is planned, opened and closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actors.models import PopulationVersion
from samvern.apps.assessments import creation, queries, rules
from samvern.apps.assessments.models import Campaign, CampaignState
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.rules import CampaignPlan
from samvern.apps.frameworks import queries as frameworks
from samvern.base import audit, jobs
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady, Problem


@transaction.atomic
def plan_campaign(*, by: Viewer, plan: CampaignPlan, at: datetime) -> Campaign:
    """Write down who is to be asked what, by when, and who will see the answers.

    Raises
    ------
    NotAllowed
        Without ``RUN_CAMPAIGN``.
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    InvalidInput
        ``campaign.invalid`` with all problems.
    """
    by.require(Permission.RUN_CAMPAIGN)
    campaign = Campaign(planned_by_id=by.user_id, planned_at=at)
    _put(campaign, by, plan, at)
    campaign.save()
    audit.record(by, "campaign.planned", campaign, at=at, changes=_changes(campaign))
    return campaign


@transaction.atomic
def change_campaign(
    *, by: Viewer, campaign_id: int, version: int, plan: CampaignPlan, at: datetime
) -> Campaign:
    """Change a plan that nobody has been asked by yet.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        ``campaign.unknown``, and as :func:`plan_campaign`.
    NotReady
        ``campaign.opened``.
    Conflict
        ``campaign.changed``: somebody else has changed it since that version.
    """
    campaign = queries.campaign_for(by, campaign_id, lock=True)
    by.require(Permission.RUN_CAMPAIGN)
    if campaign.state != CampaignState.PLANNED:
        raise NotReady("campaign.opened", about=campaign)
    if campaign.version != version:
        raise Conflict("campaign.changed", about=campaign)
    _put(campaign, by, plan, at)
    campaign.version += 1
    campaign.save()
    audit.record(by, "campaign.changed", campaign, at=at, changes=_changes(campaign))
    return campaign


@transaction.atomic
def delete_campaign(*, by: Viewer, campaign_id: int, at: datetime) -> None:
    """Give up a campaign that nobody has been asked by.

    Raises
    ------
    NotFound, NotAllowed
        ``campaign.unknown``; without ``RUN_CAMPAIGN``.
    NotReady
        ``campaign.opened``.
    """
    campaign = queries.campaign_for(by, campaign_id, lock=True)
    by.require(Permission.RUN_CAMPAIGN)
    if campaign.state != CampaignState.PLANNED:
        raise NotReady("campaign.opened", about=campaign)
    audit.record(by, "campaign.deleted", campaign, at=at)
    campaign.delete()


@transaction.atomic
def open_campaign(*, by: Viewer, campaign_id: int, at: datetime) -> Campaign:
    """Ask: from now on nothing that was said changes, and a job makes the assessments.

    Asked again, it is the same job.

    Raises
    ------
    NotFound, NotAllowed
        ``campaign.unknown``; without ``RUN_CAMPAIGN``.
    NotReady
        ``campaign.closed``, ``campaign.past_due``.
    """
    campaign = queries.campaign_for(by, campaign_id, lock=True)
    by.require(Permission.RUN_CAMPAIGN)
    if campaign.state == CampaignState.CLOSED:
        raise NotReady("campaign.closed", about=campaign)
    if campaign.state != CampaignState.PLANNED:
        return campaign
    if campaign.due_on < localtime(at).date():
        raise NotReady("campaign.past_due", about=campaign)
    campaign.state, campaign.opened_at = CampaignState.CREATING, at
    campaign.version += 1
    campaign.save(update_fields=["state", "opened_at", "version"])
    jobs.enqueue(
        by=by,
        kind=creation.KIND,
        key=str(campaign.pk),
        label=campaign.title,
        content={"campaign": campaign.pk},
        total=campaign.population.size,
        at=at,
    )
    audit.record(by, "campaign.opened", campaign, at=at)
    return campaign


@transaction.atomic
def close_campaign(*, by: Viewer, campaign_id: int, at: datetime) -> Campaign:
    """Take no more answers, and count what may be told of those that were handed in.

    What organisations have written stays theirs. What waits for review is still reviewed, and what
    was sent back is still taken in.

    Raises
    ------
    NotFound, NotAllowed
        ``campaign.unknown``; without ``RUN_CAMPAIGN``.
    NotReady
        ``campaign.not_open``.
    """
    campaign = queries.running_campaign(by, campaign_id)
    campaign.state, campaign.closed_at = CampaignState.CLOSED, at
    campaign.figures = queries.counted_figures(campaign, at=at)
    campaign.version += 1
    campaign.save(update_fields=["state", "closed_at", "figures", "version"])
    audit.record(by, "campaign.closed", campaign, at=at)
    return campaign


def _put(campaign: Campaign, by: Viewer, plan: CampaignPlan, at: datetime) -> None:
    rules.check_plan(plan, today=localtime(at).date(), due_before=campaign.due_on)
    campaign.requirement_set = frameworks.set_for(by, plan.set_code, plan.set_version)
    population = PopulationVersion.objects.filter(pk=plan.population).first()
    if population is None:
        problem = Problem.of("population.version_unknown", where="population", number="")
        raise InvalidInput("campaign.invalid", problems=[problem])
    campaign.population = population
    campaign.title = " ".join(plan.title.split())
    campaign.period = " ".join(plan.period.split())
    campaign.purpose = plan.purpose.strip()
    campaign.confidentiality = plan.confidentiality
    campaign.due_on = plan.due_on
    campaign.reminders = sorted(plan.reminders)


def _changes(campaign: Campaign) -> dict[str, object]:
    return {
        "requirement_set": str(campaign.requirement_set),
        "population": str(campaign.population),
        "confidentiality": campaign.confidentiality,
        "due_on": campaign.due_on.isoformat(),
    }
