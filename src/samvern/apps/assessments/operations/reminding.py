"""Those who have not handed in are reminded because somebody asks for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from samvern.apps.assessments import queries, reminding
from samvern.apps.assessments.models import Campaign
from samvern.apps.assessments.reminding import Occasion
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, Problem


@transaction.atomic
def remind(
    *,
    by: Viewer,
    campaign_id: int,
    at: datetime,
    assessment_ids: Collection[int] | None = None,
) -> Campaign:
    """Have a letter sent to those who have not handed in, or to those chosen.

    The security officers of each are written to, or those above where there are none. Nobody gets
    more than one such letter a day about a campaign.

    Raises
    ------
    NotFound, NotAllowed
        ``campaign.unknown``; without ``RUN_CAMPAIGN``.
    NotReady
        ``campaign.not_open``.
    InvalidInput
        ``reminder.invalid``: nobody is chosen, or somebody who is not in the campaign.
    """
    campaign = queries.running_campaign(by, campaign_id)
    if assessment_ids is not None:
        wanted = set(assessment_ids)
        if not wanted or campaign.assessments.filter(pk__in=wanted).count() < len(wanted):
            problem = Problem.of("reminder.nobody", where="assessments")
            raise InvalidInput("reminder.invalid", problems=[problem])
    reminding.ask_for_letters(
        by=by,
        occasions=[Occasion(campaign.pk, f"asked/{localdate(at).isoformat()}")],
        key=f"{campaign.pk}/asked/{at.isoformat()}",
        label=campaign.title,
        chosen=sorted(wanted) if assessment_ids is not None else None,
        at=at,
    )
    changes = {"chosen": len(wanted)} if assessment_ids is not None else {}
    audit.record(by, "campaign.reminded", campaign, at=at, changes=changes)
    return campaign
