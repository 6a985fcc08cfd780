"""Roadmaps in the JSON API."""

from ninja import Router

from samvern.apps.roadmaps.api.plans import router as plans
from samvern.apps.roadmaps.api.published import router as published
from samvern.apps.roadmaps.api.scenarios import router as scenarios

router = Router(tags=["roadmaps"])
router.add_router("", plans)
router.add_router("", scenarios)
router.add_router("", published)

__all__ = ["router"]
