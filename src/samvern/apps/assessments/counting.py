"""The figures of a closed campaign, counted again behind the pages when something comes in late."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Campaign, CampaignState, Submission
from samvern.base import jobs
from samvern.base.jobs import Progress, Work
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality

KIND: Final = "assessments.count"


def ask_for_count(*, by: Viewer, submission: Submission, at: datetime) -> None:
    """Have the figures counted again with what came in after the campaign was closed.

    Only where the authority sees each submission anyway: of assessments for improvement, two counts
    that differ by one organisation would tell what that one answered.
    """
    campaign = submission.assessment.campaign
    if (
        campaign is None
        or campaign.state != CampaignState.CLOSED
        or campaign.confidentiality != Confidentiality.REPORTED
    ):
        return
    jobs.enqueue(
        by=by,
        kind=KIND,
        key=str(submission.pk),
        label=campaign.title,
        content={"campaign": campaign.pk},
        total=1,
        at=at,
    )


def advance(work: Work) -> Progress:
    """Count what is handed in to a closed campaign now."""
    campaign = Campaign.objects.select_for_update().get(pk=work.content["campaign"])
    campaign.figures = queries.counted_again(campaign, at=work.at)
    campaign.version += 1
    campaign.save(update_fields=["figures", "version"])
    return Progress(None, 1, 1, is_finished=True)
