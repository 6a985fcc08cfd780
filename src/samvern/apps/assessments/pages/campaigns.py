"""A campaign: who has answered, who has not, and what is said up front."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors.models import ActorKind, HealthRegion
from samvern.apps.assessments import creation, queries
from samvern.apps.assessments.models import (
    Assessment,
    AssessmentQuerySet,
    AssessmentState,
    Campaign,
    CampaignState,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import (
    FollowedRow,
    FollowFilters,
    GroupResponse,
    officers_on,
)
from samvern.base.jobs import queries as jobs
from samvern.base.jobs.letters import LetterState
from samvern.base.permissions import BasePermission
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.response import Response
from samvern.ui import numbers
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.tables import Column, TableChoices
from samvern.ui.wording.assessments import confidentiality_name, who_sees
from samvern.ui.wording.campaigns import (
    days_left_words,
    handed_in_sentence,
    reminders_sentence,
)

ROWS_SHOWN = 50

#: What the list of those asked can be put in order by, and how the database knows it.
_ORDERS = {
    "name": ("actor__sort_name",),
    "kind": ("actor__kind", "actor__sort_name"),
    "region": ("actor__region", "actor__sort_name"),
    "submitted": ("submitted_at", "actor__sort_name"),
}
_COLUMNS = (
    Column("name", gettext_lazy("Organisation"), is_optional=False),
    Column("kind", gettext_lazy("Kind")),
    Column("region", gettext_lazy("Health region")),
    Column("state", gettext_lazy("State"), is_optional=False, is_sortable=False),
    Column("submitted", gettext_lazy("Handed in at")),
)


@dataclass(frozen=True)
class KindRow:
    """The response of a kind of organisation: over all, and in each region."""

    kind: str
    total: str
    cells: Sequence[tuple[str, str]]


def language() -> str:
    """The reader's language."""
    return get_language() or "nb"


def campaign_page(
    viewer: Viewer, campaign: Campaign, query: QueryDict, *, on: date
) -> dict[str, Any]:
    """One campaign: who has answered, who has not, and what can be done about it."""
    filters = FollowFilters.from_query(query)
    choices = TableChoices.read(query, _COLUMNS, default_sort="name")
    found = queries.followed(viewer, campaign, filters).order_by(*_order(choices), "pk")
    alone = (
        set(queries.nobody_to_write_to(campaign, officers_on(on)))
        if campaign.state == CampaignState.OPEN
        else set()
    )
    is_of_those = filters.state == queries.NOBODY
    page, rows = _followed(viewer, campaign, found, query, alone if is_of_those else None)
    every_row = (
        row
        for row in queries.followed_one_by_one(viewer, campaign, found)
        if not is_of_those or row.id in alone
    )
    groups = queries.group_responses(campaign)
    response = _sum(each.response for each in groups)
    may_run = viewer.may(Permission.RUN_CAMPAIGN)
    is_open = campaign.state == CampaignState.OPEN
    is_reported = campaign.confidentiality == Confidentiality.REPORTED
    return {
        "campaign": campaign,
        "answer": campaign_answer(campaign, response, on=on),
        "stated": stated(campaign),
        "who_sees": who_sees(Confidentiality(campaign.confidentiality), gettext, is_asked=True),
        "job": _job(viewer, campaign),
        "kinds": _kind_rows(groups),
        "regions": [name for _key, name in _regions()],
        "page": page,
        "rows": [(row, state_name(row), _colour(row), row.id in alone) for row in rows],
        "choices": choices,
        "shown": _shown(page.paginator.count),
        "letters": _letters(viewer, campaign) if is_open else [],
        "late": late_sentences(viewer, campaign),
        "is_open": is_open,
        "is_reported": is_reported,
        "may_run": may_run,
        "may_remind": may_run and is_open and filters.state != queries.HANDED_IN,
        "may_take_on": is_open and is_reported and viewer.may(Permission.ANSWER_ON_BEHALF),
        "alone": _alone(len(alone)),
        "exports": _exports(campaign, groups, every_row),
        "breadcrumbs": crumbs(Link(campaign.title, "")),
        "print_source": campaign.title,
    }


def stated(campaign: Campaign) -> list[Definition]:
    """What was said up front."""
    found, version = campaign.requirement_set, campaign.population
    size = ngettext("%(count)s organisation", "%(count)s organisations", version.size) % {
        "count": numbers.number(version.size, language=language())
    }
    return [
        Definition(_("What is asked"), found.name_in_words),
        Definition(_("Who is asked"), f"{version.population.name}: {size}"),
        Definition(_("Period"), campaign.period),
        Definition(_("Answers are asked for by"), numbers.day(campaign.due_on, language())),
        Definition(_("Reminders"), reminders_sentence(campaign.reminders, gettext, ngettext)),
        Definition(
            _("Who sees the answers"),
            confidentiality_name(Confidentiality(campaign.confidentiality), gettext),
        ),
    ]


def campaign_answer(campaign: Campaign, response: Response, *, on: date) -> str:
    """How many have handed in, and how long is left."""
    if campaign.state == CampaignState.PLANNED:
        return _("Nobody is asked yet.")
    if campaign.state == CampaignState.CREATING:
        return _("The assessments are being made. You can leave this page; it goes on.")
    said = handed_in_sentence(response.handed_in, response.asked, language(), gettext)
    if campaign.state == CampaignState.CLOSED:
        closed = _("The campaign is closed.")
        return f"{said} {closed}"
    left = days_left_words((campaign.due_on - on).days, gettext, ngettext)
    return f"{said} {left}"


def late_sentences(viewer: Viewer, campaign: Campaign) -> list[tuple[str, str]]:
    """What still waits for a verdict, or was sent back, when a campaign closes and after; each with
    the state that shows who they are. Nothing of one for improvement, where nobody else is told.
    """
    if (
        campaign.state not in (CampaignState.OPEN, CampaignState.CLOSED)
        or campaign.confidentiality != Confidentiality.REPORTED
    ):
        return []
    counts = queries.state_counts(campaign)
    waiting = counts.get(AssessmentState.SUBMITTED, 0)
    returned = counts.get(AssessmentState.RETURNED, 0)
    found = []
    if waiting:
        found.append((_waiting(viewer, waiting), AssessmentState.SUBMITTED.value))
    if returned:
        said = ngettext(
            "%(count)s was sent back and is not handed in again; that can be done after the "
            "campaign is closed, too.",
            "%(count)s were sent back and are not handed in again; that can be done after the "
            "campaign is closed, too.",
            returned,
        ) % {"count": numbers.number(returned, language=language())}
        found.append((said, AssessmentState.RETURNED.value))
    return found


def _waiting(viewer: Viewer, count: int) -> str:
    """How many wait for a verdict; whoever only reads is not told to give it."""
    theirs = ngettext(
        "%(count)s submission waits for your verdict.",
        "%(count)s submissions wait for your verdict.",
        count,
    )
    others = ngettext(
        "%(count)s submission waits for a verdict.",
        "%(count)s submissions wait for a verdict.",
        count,
    )
    said = theirs if viewer.may_somewhere(Permission.REVIEW_REPORTED) else others
    return said % {"count": numbers.number(count, language=language())}


def close_page(viewer: Viewer, campaign: Campaign) -> dict[str, Any]:
    """What closing a campaign does."""
    response = queries.responses([campaign])[campaign.pk]
    return {
        "campaign": campaign,
        "answer": handed_in_sentence(response.handed_in, response.asked, language(), gettext),
        "is_reported": campaign.confidentiality == Confidentiality.REPORTED,
        "late": [sentence for sentence, _state in late_sentences(viewer, campaign)],
        "back_url": reverse("assessments:campaign", args=[campaign.pk]),
        "breadcrumbs": crumbs(_campaign_crumb(campaign), Link(_("Close"), "")),
    }


def delete_page(campaign: Campaign) -> dict[str, Any]:
    """What deleting a planned campaign does."""
    return {
        "campaign": campaign,
        "answer": _("Nobody is asked yet."),
        "stated": stated(campaign),
        "back_url": reverse("assessments:campaign", args=[campaign.pk]),
        "breadcrumbs": crumbs(_campaign_crumb(campaign), Link(_("Delete"), "")),
    }


def move_page(campaign: Campaign) -> dict[str, Any]:
    """What moving the day of a campaign does."""
    by = numbers.day(campaign.due_on, language())
    return {
        "campaign": campaign,
        "answer": _("Now it is %(day)s.") % {"day": by},
        "reminders": reminders_sentence(campaign.reminders, gettext, ngettext),
        "back_url": reverse("assessments:campaign", args=[campaign.pk]),
        "breadcrumbs": crumbs(_campaign_crumb(campaign), Link(_("Move the day"), "")),
    }


def take_on_page(assessment: Assessment, campaign: Campaign) -> dict[str, Any]:
    """What answering on behalf of somebody does."""
    return {
        "actor": assessment.actor,
        "campaign": campaign,
        "back_url": reverse("assessments:campaign", args=[campaign.pk]),
        "breadcrumbs": crumbs(_campaign_crumb(campaign), Link(assessment.actor.name, "")),
    }


def crumbs(*below: Link) -> list[Link]:
    """The way down to a page about a campaign."""
    return [Link(_("Campaigns"), reverse("assessments:campaigns")), *below]


def _campaign_crumb(campaign: Campaign) -> Link:
    return Link(campaign.title, reverse("assessments:campaign", args=[campaign.pk]))


def _followed(
    viewer: Viewer,
    campaign: Campaign,
    found: AssessmentQuerySet,
    query: QueryDict,
    among: Collection[int] | None,
) -> tuple[Page[int], list[FollowedRow]]:
    """A page of those asked; with ``among``, of those whose keys are in it."""
    keys = found.values_list("pk", flat=True)
    chosen = keys if among is None else [pk for pk in keys if pk in among]
    page: Page[int] = Paginator(chosen, ROWS_SHOWN).get_page(query.get("page"))
    shown = found.filter(pk__in=list(page.object_list))
    return page, queries.followed_rows(viewer, campaign, shown)


def _order(choices: TableChoices) -> list[str]:
    minus = "-" if choices.is_descending else ""
    first, *rest = _ORDERS[choices.sort]
    return [f"{minus}{first}", *rest]


def _shown(count: int) -> str:
    return ngettext("%(count)s organisation", "%(count)s organisations", count) % {
        "count": numbers.number(count, language=language())
    }


def _alone(count: int) -> str:
    """How many who have not handed in nobody can be written to for."""
    if not count:
        return ""
    return ngettext(
        "%(count)s has nobody to write to.", "%(count)s have nobody to write to.", count
    ) % {"count": numbers.number(count, language=language())}


def _job(viewer: Viewer, campaign: Campaign) -> Any:
    """How far the making of assessments has come, for those who see background work."""
    if campaign.state != CampaignState.CREATING or not viewer.may(BasePermission.READ_JOBS):
        return None
    return jobs.jobs_for(viewer).filter(kind=creation.KIND, key=str(campaign.pk)).first()


def _kind_rows(groups: Iterable[GroupResponse]) -> list[KindRow]:
    """Kinds by regions, the most asked first."""
    by_kind: dict[ActorKind, dict[str, Response]] = {}
    for each in groups:
        by_kind.setdefault(each.kind, {})[each.region] = each.response
    totals = {kind: _sum(found.values()) for kind, found in by_kind.items()}
    places = _regions()
    return [
        KindRow(
            kind=str(kind.label),
            total=response_words(totals[kind]),
            cells=[(name, response_words(by_kind[kind].get(key))) for key, name in places],
        )
        for kind in sorted(by_kind, key=lambda each: -totals[each].asked)
    ]


def _regions() -> list[tuple[str, str]]:
    return [*((each.value, str(each.label)) for each in HealthRegion), ("", _("No region"))]


def _sum(responses: Iterable[Response]) -> Response:
    found = list(responses)
    return Response(sum(each.asked for each in found), sum(each.handed_in for each in found))


def response_words(response: Response | None) -> str:
    """A share with the numbers that it comes from."""
    if response is None or response.share is None:
        return "–"
    return _("%(share)s (%(handed_in)s of %(asked)s)") % {
        "share": numbers.percent(response.share, language=language()),
        "handed_in": numbers.number(response.handed_in, language=language()),
        "asked": numbers.number(response.asked, language=language()),
    }


def _letters(viewer: Viewer, campaign: Campaign) -> list[Definition]:
    """How many letters stand how; those that need no attention are left out when there are none."""
    counts = queries.letter_counts(viewer, campaign)
    return [
        Definition(str(state.label), numbers.number(counts[state], language=language()))
        for state in LetterState
        if counts.get(state)
    ]


def state_name(row: FollowedRow) -> str:
    """How it stands with what was handed in, as it may be told."""
    if row.state in (AssessmentState.SUBMITTED, AssessmentState.ACCEPTED, AssessmentState.RETURNED):
        return {
            AssessmentState.SUBMITTED: _("Waits for review"),
            AssessmentState.ACCEPTED: _("Accepted"),
            AssessmentState.RETURNED: _("Returned"),
        }[AssessmentState(row.state)]
    return _("Handed in") if row.is_handed_in else _("Not handed in")


def _colour(row: FollowedRow) -> str:
    """The colour that repeats a state."""
    if row.state == AssessmentState.RETURNED:
        return "warning"
    return "success" if row.is_handed_in else "neutral"


def _exports(
    campaign: Campaign, groups: Sequence[GroupResponse], rows: Iterable[FollowedRow]
) -> Exports:
    by_group = [
        ExportColumn[GroupResponse](_("Kind"), lambda row: str(row.kind.label), 30),
        ExportColumn(_("Health region"), lambda row: row.region_name),
        ExportColumn(_("Asked"), lambda row: row.response.asked),
        ExportColumn(_("Handed in"), lambda row: row.response.handed_in),
        ExportColumn(_("Share handed in"), lambda row: row.response.share, number_format=SHARE),
    ]
    one_by_one = [
        ExportColumn[FollowedRow](_("Organisation"), lambda row: row.name, 40),
        ExportColumn(_("Organisation number"), lambda row: row.org_number),
        ExportColumn(_("Kind"), lambda row: str(row.kind.label), 30),
        ExportColumn(_("Health region"), lambda row: row.region_name),
        ExportColumn(_("State"), state_name),
        ExportColumn(
            _("Handed in at"),
            lambda row: localtime(row.submitted_at) if row.submitted_at else None,
            20,
        ),
    ]
    return Exports(
        f"campaign-{campaign.pk}",
        [
            Export("response", _("Response by kind and region"), by_group, groups),
            Export("asked", _("Those who are asked"), one_by_one, rows),
        ],
        facts=[(_("Campaign"), campaign.title), (_("Period"), campaign.period)],
    )
