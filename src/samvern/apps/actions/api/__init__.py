"""Findings and actions in the JSON API."""

from ninja import Router

from samvern.apps.actions.api.actions import router as actions
from samvern.apps.actions.api.findings import router as findings
from samvern.apps.actions.api.shapes import action_out, finding_in_full

router = Router()
router.add_router("", findings)
router.add_router("", actions)

__all__ = ["action_out", "finding_in_full", "router"]
