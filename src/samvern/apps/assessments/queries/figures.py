"""What may be told of the answers in a campaign, counted once when it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count

from samvern.apps.assessments.models import (
    WRITABLE,
    Answer,
    Assessment,
    AssessmentState,
    Campaign,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.following import state_counts
from samvern.apps.frameworks import queries as frameworks
from samvern.base.viewer import Viewer
from samvern.engine.assessments import MOST_OWN, Confidentiality, Result, SafeFigures, safe_figures
from samvern.engine.errors import NotAllowed, NotReady
from samvern.engine.frameworks import Requirement

#: The key of the figures as they were told to those who were asked, where they are counted again.
AT_CLOSE: Final = "at_close"


@dataclass(frozen=True)
class CampaignFigures:
    """The figures of a closed campaign. ``exact`` holds the counts as they are where the viewer sees
    every submission anyway; otherwise it is empty. ``outstanding`` is how many had not handed in
    when they were counted; ``waiting`` and ``returned`` are None where that is not told.
    """

    campaign: Campaign
    safe: SafeFigures
    exact: Mapping[str, Mapping[Result, int]]
    requirements: Mapping[str, Requirement]
    counted_at: datetime | None
    outstanding: int | None
    waiting: int | None
    returned: int | None


def counted_figures(campaign: Campaign, *, at: datetime) -> dict[str, Any]:
    """What may be told of all that is handed in, as plain values: two queries.

    What is handed in is locked, so its answers are those of the submission. The counts as they are
    are kept only where everybody was told that the authority sees each of them.
    """
    states = state_counts(campaign)
    outstanding = sum(states.get(state, 0) for state in WRITABLE)
    counts = _counts(campaign)
    kept: dict[str, Any] = {
        "safe": safe_figures(sum(states.values()) - outstanding, counts).to_json(),
        "counted_at": at.isoformat(),
        "outstanding": outstanding,
    }
    if campaign.confidentiality == Confidentiality.REPORTED:
        kept["exact"] = {code: dict(found) for code, found in counts.items()}
        kept["waiting"] = states.get(AssessmentState.SUBMITTED, 0)
        kept["returned"] = states.get(AssessmentState.RETURNED, 0)
    return kept


def figures_of(viewer: Viewer, campaign: Campaign) -> CampaignFigures:
    """The figures, for those who follow the campaign. Raises ``NotReady`` (``campaign.no_figures``)."""
    if campaign.figures is None:
        raise NotReady("campaign.no_figures", about=campaign)
    kept = campaign.figures
    exact: Mapping[str, Mapping[str, int]] = {}
    if (
        viewer.may(Permission.READ_REPORTED)
        and campaign.confidentiality == Confidentiality.REPORTED
    ):
        exact = kept.get("exact", {})
    document = frameworks.document_of(campaign.requirement_set)
    return CampaignFigures(
        campaign=campaign,
        safe=SafeFigures.from_json(kept["safe"]),
        exact={
            code: {Result(result): count for result, count in found.items()}
            for code, found in exact.items()
        },
        requirements={each.id: each for each in document.requirements},
        counted_at=datetime.fromisoformat(kept["counted_at"]) if "counted_at" in kept else None,
        outstanding=kept.get("outstanding"),
        waiting=kept.get("waiting"),
        returned=kept.get("returned"),
    )


def shared_figures_of(viewer: Viewer, assessment: Assessment) -> CampaignFigures:
    """The figures for an organisation that was asked: those that may be told, as they were when the
    campaign was closed, and nothing of who had handed in. They are never those that are counted again
    for the authority, since two counts that differ by one organisation would tell what it answered.

    Raises
    ------
    NotReady
        ``campaign.no_figures_yet``: it is not closed, or no campaign asks for the assessment.
    NotAllowed
        ``campaign.sees_several``: whoever sees the answers of several that were asked could work out
        those of others.
    """
    campaign = assessment.campaign
    if campaign is None or campaign.figures is None:
        raise NotReady("campaign.no_figures_yet", about=assessment)
    if Assessment.objects.owned_by(viewer).filter(campaign=campaign).count() > MOST_OWN:
        raise NotAllowed("campaign.sees_several", about=assessment)
    document = frameworks.document_of(campaign.requirement_set)
    return CampaignFigures(
        campaign=campaign,
        safe=SafeFigures.from_json(campaign.figures.get(AT_CLOSE, campaign.figures["safe"])),
        exact={},
        requirements={each.id: each for each in document.requirements},
        counted_at=campaign.closed_at,
        outstanding=None,
        waiting=None,
        returned=None,
    )


def counted_again(campaign: Campaign, *, at: datetime) -> dict[str, Any]:
    """The figures with what came in late; those that were told at the close stay beside them."""
    before = campaign.figures or {}
    told = before.get(AT_CLOSE, before.get("safe"))
    return {**counted_figures(campaign, at=at), **({AT_CLOSE: told} if told else {})}


def _counts(campaign: Campaign) -> Mapping[str, Mapping[Result, int]]:
    """How many gave each result, by requirement in the order of the set."""
    found = (
        Answer.objects.filter(assessment__campaign=campaign)
        .exclude(assessment__state__in=WRITABLE)
        .exclude(result="")
        .order_by()
        .values_list("requirement__position", "requirement__code", "result")
        .annotate(count=Count("pk"))
    )
    counts: dict[str, dict[Result, int]] = {}
    for _position, code, result, count in sorted(found):
        counts.setdefault(code, dict.fromkeys(Result, 0))[Result(result)] = count
    return counts
