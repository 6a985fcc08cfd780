"""Requirement sets in the JSON API: the same reads as the pages."""

from ninja import Router

from samvern.apps.frameworks.api import comparing, reading

router = Router(tags=["frameworks"])
router.add_router("", reading.router)
router.add_router("", comparing.router)

__all__ = ["router"]
