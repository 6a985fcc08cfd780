"""What may be told of the answers in a campaign, counted once when it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from samvern.apps.assessments.models import (
    WRITABLE,
    Answer,
    Assessment,
    Campaign,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks import queries as frameworks
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality, Result, SafeFigures, safe_figures
from samvern.engine.errors import NotReady
from samvern.engine.frameworks import Requirement


@dataclass(frozen=True)
class CampaignFigures:
    """The figures of a closed campaign. ``exact`` holds the counts as they are where the viewer sees
    every submission anyway; otherwise it is empty.
    """

    campaign: Campaign
    safe: SafeFigures
    exact: Mapping[str, Mapping[Result, int]]
    requirements: Mapping[str, Requirement]


def counted_figures(campaign: Campaign) -> dict[str, Any]:
    """What may be told of all that was handed in, as plain values: two queries.

    What is handed in is locked, so its answers are those of the submission. The counts as they are
    are kept only where everybody was told that the authority sees each of them.
    """
    handed_in = Assessment.objects.filter(campaign=campaign).exclude(state__in=WRITABLE)
    counts = _counts(campaign)
    kept: dict[str, Any] = {"safe": safe_figures(handed_in.count(), counts).to_json()}
    if campaign.confidentiality == Confidentiality.REPORTED:
        kept["exact"] = {code: dict(found) for code, found in counts.items()}
    return kept


def figures_of(viewer: Viewer, campaign: Campaign) -> CampaignFigures:
    """The figures, for those who follow the campaign. Raises ``NotReady`` (``campaign.no_figures``)."""
    if campaign.figures is None:
        raise NotReady("campaign.no_figures")
    exact: Mapping[str, Mapping[str, int]] = {}
    if (
        viewer.may(Permission.READ_REPORTED)
        and campaign.confidentiality == Confidentiality.REPORTED
    ):
        exact = campaign.figures.get("exact", {})
    document = frameworks.document_of(campaign.requirement_set)
    return CampaignFigures(
        campaign=campaign,
        safe=SafeFigures.from_json(campaign.figures["safe"]),
        exact={
            code: {Result(result): count for result, count in found.items()}
            for code, found in exact.items()
        },
        requirements={each.id: each for each in document.requirements},
    )


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
