"""The day that an open campaign asks for answers by is moved."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from samvern.apps.assessments import queries, reminding
from samvern.apps.assessments.models import Assessment, Campaign
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.deadlines import moved_problems
from samvern.engine.errors import Conflict, InvalidInput


@transaction.atomic
def move_due_date(
    *, by: Viewer, campaign_id: int, version: int, due_on: date, at: datetime
) -> Campaign:
    """Ask for answers by another day; every assessment moves with it but those with a later day.

    Reminders are about the new day from now on: what was sent stays sent, and what was to go out
    about the old day does not.

    Raises
    ------
    NotFound, NotAllowed
        ``campaign.unknown``; without ``RUN_CAMPAIGN``.
    NotReady
        ``campaign.not_open``.
    Conflict
        ``campaign.changed``: somebody else has changed it since that version.
    InvalidInput
        ``campaign.due_invalid``: not a day ahead, too far ahead, or the day that it is.
    """
    campaign = queries.running_campaign(by, campaign_id)
    if campaign.version != version:
        raise Conflict("campaign.changed", about=campaign)
    before = campaign.due_on
    problems = list(moved_problems(due_on, "due_on", before=before, today=localtime(at).date()))
    if problems:
        raise InvalidInput("campaign.due_invalid", problems=problems)
    campaign.due_on = due_on
    campaign.version += 1
    campaign.save(update_fields=["due_on", "version"])
    moved = Assessment.objects.filter(
        Q(due_on=before) | Q(due_on__gt=before, due_on__lt=due_on), campaign=campaign
    ).update(due_on=due_on)
    reminding.forget_old_day(campaign)
    changes = {"due_on": [before.isoformat(), due_on.isoformat()], "assessments": moved}
    audit.record(by, "campaign.due_moved", campaign, at=at, changes=changes)
    return campaign
