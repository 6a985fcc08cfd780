"""Who of a campaign has handed in; never what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.http import QueryDict

from samvern.apps.actors.models import ActorKind, FactSource, HealthRegion
from samvern.apps.assessments.models import (
    WRITABLE,
    Assessment,
    AssessmentQuerySet,
    AssessmentState,
    Campaign,
    Reminder,
    Submission,
    Verdict,
)
from samvern.apps.assessments.queries.assessments import answers_on_behalf
from samvern.base.jobs import letters
from samvern.base.jobs.letters import LetterState
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import NotFound
from samvern.engine.response import Response

#: What may be asked for of those in a campaign, besides one of the states.
NOT_HANDED_IN, HANDED_IN, NOBODY, EVERYBODY = "", "in", "nobody", "all"


@dataclass(frozen=True)
class GroupResponse:
    """The response of those of a kind in a region."""

    kind: ActorKind
    region: str
    response: Response

    @property
    def region_name(self) -> str:
        """The region in words; empty for none."""
        return str(HealthRegion(self.region).label) if self.region else ""


@dataclass(frozen=True)
class FollowFilters:
    """Which of those in a campaign to show; what makes no sense is left out."""

    state: str = NOT_HANDED_IN
    kind: str = ""
    region: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> FollowFilters:
        """The filters of an address."""
        state, kind, region = (query.get(name, "") for name in ("state", "kind", "region"))
        return cls(
            state=state if state in {HANDED_IN, NOBODY, EVERYBODY, *_JUDGED} else NOT_HANDED_IN,
            kind=kind if kind in ActorKind.values else "",
            region=region if region in HealthRegion.values else "",
            words=query.get("q", "").replace("\0", "")[:100],
        )


@dataclass(frozen=True)
class FollowedRow:
    """Somebody who is asked. ``state`` is how it stands with what was handed in, never with a draft;
    ``submission_id`` leads to the newest submission that the viewer sees.
    """

    id: int
    actor_id: int
    name: str
    org_number: str
    kind: ActorKind
    region: str
    is_made_up: bool
    is_handed_in: bool
    state: str
    submitted_at: datetime | None
    submission_id: int | None = None
    #: Whether the viewer answers it for the organisation.
    is_answered_by_viewer: bool = False

    @property
    def region_name(self) -> str:
        """The region in words; empty for none."""
        return str(HealthRegion(self.region).label) if self.region else ""


#: States that say something of what was handed in; told of reported assessments only.
_JUDGED = (AssessmentState.SUBMITTED, AssessmentState.RETURNED, AssessmentState.ACCEPTED)

#: What a row is made of; the rest of an organisation is long.
_READ = (
    "state",
    "submitted_at",
    "confidentiality",
    "on_behalf_by",
    "actor__name",
    "actor__org_number",
    "actor__kind",
    "actor__region",
    "actor__source",
)


def responses(campaigns: Collection[Campaign]) -> Mapping[int, Response]:
    """The response to each campaign: one query, read from an index."""
    found: dict[int, list[int]] = {each.pk: [0, 0] for each in campaigns}
    counted = (
        Assessment.objects.filter(campaign__in=[each.pk for each in campaigns])
        .order_by()
        .values_list("campaign", "state")
        .annotate(count=Count("pk"))
    )
    for campaign, state, count in counted:
        found[campaign][0] += count
        found[campaign][1] += count if state not in WRITABLE else 0
    return {pk: Response(asked, handed_in) for pk, (asked, handed_in) in found.items()}


def state_counts(campaign: Campaign) -> Mapping[str, int]:
    """How many assessments of a campaign stand how: one query, read from an index."""
    found = Assessment.objects.filter(campaign=campaign).order_by().values_list("state")
    return dict(found.annotate(count=Count("pk")))


def group_responses(campaign: Campaign) -> list[GroupResponse]:
    """The response by kind and region, largest groups first: one query."""
    counted = (
        Assessment.objects.filter(campaign=campaign)
        .order_by()
        .values_list("actor__kind", "actor__region")
        .annotate(asked=Count("pk"), handed_in=Count("pk", filter=~Q(state__in=WRITABLE)))
    )
    found = [
        GroupResponse(ActorKind(kind), region, Response(asked, handed_in))
        for kind, region, asked, handed_in in counted
    ]
    return sorted(found, key=lambda each: (-each.response.asked, each.kind, each.region))


def followed(viewer: Viewer, campaign: Campaign, filters: FollowFilters) -> AssessmentQuerySet:
    """Those of a campaign who fit, by name; but for :data:`NOBODY`, which takes officers to know."""
    found = Assessment.objects.followed_by(viewer).filter(campaign=campaign)
    if filters.state in (NOT_HANDED_IN, NOBODY):
        found = found.filter(state__in=WRITABLE)
    elif filters.state == HANDED_IN:
        found = found.exclude(state__in=WRITABLE)
    elif filters.state in _JUDGED and campaign.confidentiality == Confidentiality.REPORTED:
        found = found.filter(state=filters.state)
    if filters.kind:
        found = found.filter(actor__kind=filters.kind)
    if filters.region:
        found = found.filter(actor__region=filters.region)
    for word in search_key(filters.words).split():
        found = found.filter(actor__search_text__contains=word)
    return found


def followed_rows(
    viewer: Viewer, campaign: Campaign, found: AssessmentQuerySet
) -> list[FollowedRow]:
    """Some of those in a campaign, as a page shows them: two queries."""
    read = found.select_related("actor").only(*_READ)
    return rows_of_followed(viewer, campaign, list(read))


def rows_of_followed(
    viewer: Viewer, campaign: Campaign, found: Sequence[Assessment]
) -> list[FollowedRow]:
    """The same of those that are read already, with their actors: one query."""
    newest = _newest_submissions(viewer, campaign, [each.pk for each in found])
    return [_row(viewer, campaign, each, newest.get(each.pk)) for each in found]


def followed_one_by_one(
    viewer: Viewer, campaign: Campaign, found: AssessmentQuerySet
) -> Iterator[FollowedRow]:
    """All who fit, for a file, without keeping them."""
    for each in found.select_related("actor").iterator(chunk_size=2_000):
        yield _row(viewer, campaign, each, None)


def followed_assessment(viewer: Viewer, campaign: Campaign, assessment_id: int) -> Assessment:
    """Somebody's place in a campaign that the viewer follows. Raises ``NotFound``."""
    found = Assessment.objects.followed_by(viewer).filter(campaign=campaign, pk=assessment_id)
    assessment = found.select_related("actor").first()
    if assessment is None:
        raise NotFound("assessment.unknown")
    return assessment


def letter_counts(viewer: Viewer, campaign: Campaign) -> Mapping[LetterState, int]:
    """How many letters about a campaign stand how: one query."""
    return letters.counts(Reminder.objects.visible_to(viewer).filter(campaign=campaign))


def _newest_submissions(
    viewer: Viewer, campaign: Campaign, assessment_ids: Iterable[int]
) -> Mapping[int, int]:
    if campaign.confidentiality != Confidentiality.REPORTED:
        return {}
    found = (
        Submission.objects.visible_to(viewer)
        .filter(assessment__in=assessment_ids)
        .exclude(verdict=Verdict.RECALLED)
        .order_by("number")
    )
    return dict(found.values_list("assessment", "pk"))


def _row(
    viewer: Viewer, campaign: Campaign, each: Assessment, submission_id: int | None
) -> FollowedRow:
    """One who is asked; of one for improvement only whether it is handed in."""
    is_reported = campaign.confidentiality == Confidentiality.REPORTED
    is_handed_in = each.state not in WRITABLE
    return FollowedRow(
        id=each.pk,
        actor_id=each.actor_id,
        name=each.actor.name,
        org_number=each.actor.org_number or "",
        kind=ActorKind(each.actor.kind),
        region=each.actor.region,
        is_made_up=each.actor.source == FactSource.FICTITIOUS,
        is_handed_in=is_handed_in,
        state=each.state if is_reported else "",
        submitted_at=each.submitted_at if is_handed_in else None,
        submission_id=submission_id,
        is_answered_by_viewer=answers_on_behalf(viewer, each),
    )
