"""Requirement sets in the JSON API: the same reads and operations as the pages."""

from ninja import Router

from samvern.apps.frameworks.api import comparing, imports, reading

router = Router(tags=["frameworks"])
router.add_router("", reading.router)
router.add_router("", comparing.router)
router.add_router("", imports.router)

__all__ = ["router"]
