"""Who is to be written to about an assessment: those who answer for security there, or above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q

from samvern.apps.actors.models import Grant
from samvern.apps.assessments.models import (
    WRITABLE,
    Assessment,
    AssessmentQuerySet,
    Campaign,
    CampaignState,
)
from samvern.base.permissions import Role


class Officers:
    """The security officers of the sector on a day, by where on the actor tree they stand."""

    def __init__(self, by_path: Mapping[str, Collection[int]]) -> None:
        self._by_path = by_path
        self.paths: Mapping[int, Sequence[str]] = _turned(by_path)

    @classmethod
    def on(cls, day: date) -> Officers:
        """Those whose role holds on a day: one query."""
        found: dict[str, set[int]] = defaultdict(set)
        grants = Grant.objects.in_force(day).filter(
            role=Role.SECURITY_OFFICER, actor__isnull=False, user__is_active=True
        )
        for path, user_id in grants.order_by().values_list("path", "user_id"):
            found[path].add(user_id)
        return cls(found)

    def of(self, path: str) -> Collection[int]:
        """The officers of an actor, or of the nearest above it that has any; their keys."""
        while len(path) > 1:
            if path in self._by_path:
                return self._by_path[path]
            path = path[: path.rindex("/", 0, -1) + 1]
        return ()


def not_handed_in() -> AssessmentQuerySet:
    """What is asked of somebody in an open campaign and not handed in."""
    return Assessment.objects.filter(state__in=WRITABLE, campaign__state=CampaignState.OPEN)


def nobody_to_write_to(campaign: Campaign, officers: Officers) -> list[int]:
    """Assessments of a campaign that nobody can be reminded of; their keys."""
    waiting = not_handed_in().filter(campaign=campaign).order_by()
    found = waiting.values_list("pk", "actor__path").iterator(chunk_size=10_000)
    return [pk for pk, path in found if not officers.of(path)]


def waiting_for(user_ids: Collection[int], officers: Officers) -> Mapping[int, list[Assessment]]:
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


def _turned(by_path: Mapping[str, Collection[int]]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for path, users in by_path.items():
        for user in users:
            found[user].append(path)
    return found
