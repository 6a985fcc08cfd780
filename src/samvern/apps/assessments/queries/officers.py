"""Who is to be written to about an assessment: those who answer for security there, or above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from samvern.apps.actors.queries import RoleHolders
from samvern.apps.assessments.models import (
    WRITABLE,
    Assessment,
    AssessmentQuerySet,
    Campaign,
    CampaignState,
)
from samvern.base.permissions import Role


def officers_on(on: date) -> RoleHolders:
    """The security officers of the sector on a day: one query."""
    return RoleHolders.on(on, Role.SECURITY_OFFICER)


def not_handed_in() -> AssessmentQuerySet:
    """What is asked of somebody in an open campaign and not handed in."""
    return Assessment.objects.filter(state__in=WRITABLE, campaign__state=CampaignState.OPEN)


def nobody_to_write_to(campaign: Campaign, officers: RoleHolders) -> list[int]:
    """Assessments of a campaign that nobody can be reminded of; their keys."""
    waiting = not_handed_in().filter(campaign=campaign).order_by()
    found = waiting.values_list("pk", "actor__path").iterator(chunk_size=10_000)
    return [pk for pk, path in found if not officers.of(path)]


def waiting_for(user_ids: Collection[int], officers: RoleHolders) -> Mapping[int, list[Assessment]]:
    """What waits for each of these officers over all open campaigns, first due first: one query."""
    places = sorted({path for user in user_ids for path in officers.paths.get(user, ())})
    if not places:
        return {}
    below = Q()
    for path in places:
        below |= Q(actor__path__startswith=path)
    found: dict[int, list[Assessment]] = defaultdict(list)
    for each in (
        not_handed_in()
        .filter(below)
        .select_related("actor", "campaign")
        .order_by("due_on", "title", "actor__sort_name", "pk")
    ):
        for user in officers.of(each.actor.path):
            if user in user_ids:
                found[user].append(each)
    return found
