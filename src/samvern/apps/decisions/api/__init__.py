"""Scenarios and decisions in the JSON API: the same reads and operations as the pages."""

from ninja import Router

from samvern.apps.decisions.api import decisions, scenarios

router = Router(tags=["decisions"])
router.add_router("", scenarios.router)
router.add_router("", decisions.router)

__all__ = ["router"]
