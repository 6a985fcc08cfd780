"""The assessments of a campaign, made behind the pages, some hundred at a time."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from samvern.apps.actors.models import Actor, PopulationMember
from samvern.apps.assessments import reminding
from samvern.apps.assessments.models import INVITATION, Assessment, Campaign, CampaignState
from samvern.apps.assessments.queries import asked_of_kind
from samvern.apps.assessments.reminding import Occasion
from samvern.base import audit
from samvern.base.jobs import Progress, Work

KIND: Final = "assessments.create"
#: So many at a time keep others who write waiting for some tens of milliseconds.
BATCH: Final = 500


def advance(work: Work) -> Progress:
    """Create the next assessments of a campaign; one that is there already is left as it is.

    The cursor is the key of the last member of the population that was looked at. A step is a
    transaction together with its progress, and an actor is once in a campaign by a constraint, so
    that killing a worker in the middle loses nothing and doubles nothing.
    """
    campaign = Campaign.objects.select_related("requirement_set").get(pk=work.content["campaign"])
    members = list(
        PopulationMember.objects.filter(
            version_id=campaign.population_id, pk__gt=work.cursor or 0
        ).order_by("pk")[:BATCH]
    )
    if not members:
        _finish(campaign, work)
        return Progress(work.cursor, work.done, work.total, is_finished=True)
    kinds = dict(
        Actor.objects.filter(pk__in=[each.actor_id for each in members]).values_list("pk", "kind")
    )
    counts = {
        kind: len(asked_of_kind(campaign.requirement_set, kind).assessable)
        for kind, _same in groupby(sorted(kinds.values()))
    }
    Assessment.objects.bulk_create(
        (
            Assessment(
                actor_id=each.actor_id,
                campaign=campaign,
                requirement_set=campaign.requirement_set,
                title=campaign.title,
                period=campaign.period,
                confidentiality=campaign.confidentiality,
                due_on=campaign.due_on,
                created_at=work.at,
                total_count=counts[kinds[each.actor_id]],
            )
            for each in members
        ),
        ignore_conflicts=True,
    )
    return Progress(members[-1].pk, work.done + len(members), work.total)


def _finish(campaign: Campaign, work: Work) -> None:
    if campaign.state != CampaignState.CREATING:
        return
    campaign.state, campaign.version = CampaignState.OPEN, campaign.version + 1
    campaign.reminded_until = work.at
    campaign.save(update_fields=["state", "version", "reminded_until"])
    reminding.ask_for_letters(
        by=work.viewer,
        occasions=[Occasion(campaign.pk, INVITATION)],
        key=f"{campaign.pk}/{INVITATION}",
        label=campaign.title,
        at=work.at,
    )
    changes = {"assessments": work.done}
    audit.record(work.viewer, "campaign.created", campaign, at=work.at, changes=changes)
