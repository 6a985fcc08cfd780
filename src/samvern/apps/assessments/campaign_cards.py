"""What campaigns and reviews say on pages that they share with others: first page, trail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import CampaignState
from samvern.apps.assessments.permissions import Permission
from samvern.base.registry import StartCard, Task
from samvern.base.viewer import Viewer
from samvern.ui.numbers import percent
from samvern.ui.wording.campaigns import days_left_words, handed_in_sentence

#: So many campaigns stand on the first page at most.
_MOST = 3


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """How open campaigns stand, for those who follow them."""
    if viewer.may(Permission.READ_CAMPAIGNS):
        yield from _campaigns(viewer)


def tasks(viewer: Viewer, _on: date) -> Iterator[Task]:
    """What waits for the viewer's review."""
    count = queries.to_review(viewer).count() if queries.is_reviewer(viewer) else 0
    if count:
        yield Task(
            key="assessments.reviews",
            title=ngettext(
                "A self-assessment is handed in and waits for your review",
                "Self-assessments are handed in and wait for your review",
                count,
            ),
            why=_("You review what is handed in."),
            url=reverse("assessments:reviews"),
            action=_("Review what waits"),
            module=_("Self-assessment"),
            neutral=_("something is to be reviewed"),
            figure=str(count),
        )


def campaign_link(subject_id: str) -> str:
    """Where the trail finds a campaign."""
    return reverse("assessments:campaign", args=[subject_id])


def submission_link(subject_id: str) -> str:
    """Where the trail finds a submission; only those who may see it get in."""
    return reverse("assessments:submission", args=[subject_id])


def _campaigns(viewer: Viewer) -> Iterator[StartCard]:
    on, language = timezone.localdate(), get_language() or "nb"
    found = queries.campaigns(viewer).filter(state=CampaignState.OPEN).order_by("due_on", "pk")
    running = list(found[:_MOST])
    responses = queries.responses(running)
    for campaign in running:
        response = responses[campaign.pk]
        said = handed_in_sentence(response.handed_in, response.asked, language, gettext)
        yield StartCard(
            title=campaign.title,
            text=f"{said} {days_left_words((campaign.due_on - on).days, gettext, ngettext)}",
            url=reverse("assessments:campaign", args=[campaign.pk]),
            action=_("See who has not handed in"),
            order=14,
            figure=percent(response.share or 0.0, language=language),
        )
