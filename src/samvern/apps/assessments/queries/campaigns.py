"""Campaigns, for those who follow them."""

from __future__ import annotations

from samvern.apps.assessments.models import Campaign, CampaignQuerySet, CampaignState
from samvern.apps.assessments.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound, NotReady


def campaigns(viewer: Viewer) -> CampaignQuerySet:
    """Every campaign, newest first. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_CAMPAIGNS)
    return Campaign.objects.visible_to(viewer).select_related(
        "requirement_set", "population__population"
    )


def campaign_for(viewer: Viewer, campaign_id: int, *, lock: bool = False) -> Campaign:
    """A campaign as the viewer sees it. Raises ``NotFound``."""
    found = Campaign.objects.visible_to(viewer).select_related(
        "requirement_set", "population__population"
    )
    if lock:
        found = found.select_for_update(of=("self",))
    campaign = found.filter(pk=campaign_id).first()
    if campaign is None:
        raise NotFound("campaign.unknown")
    return campaign


def running_campaign(viewer: Viewer, campaign_id: int) -> Campaign:
    """One that is open, held for whoever runs it.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``campaign.not_open``).
    """
    campaign = campaign_for(viewer, campaign_id, lock=True)
    viewer.require(Permission.RUN_CAMPAIGN)
    if campaign.state != CampaignState.OPEN:
        raise NotReady("campaign.not_open", about=campaign)
    return campaign
