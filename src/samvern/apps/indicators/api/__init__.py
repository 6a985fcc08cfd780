"""Indicators, values and starts in the JSON API: the same reads and operations as the pages."""

from ninja import Router

from samvern.apps.indicators.api import indicators, starts, values

router = Router(tags=["indicators"])
router.add_router("", indicators.router)
router.add_router("", values.router)
router.add_router("", starts.router)

__all__ = ["router"]
