"""Rounds and reports in the JSON API: the same reads and operations as the pages."""

from ninja import Router

from samvern.apps.reporting.api import reports, rounds

router = Router(tags=["reporting"])
router.add_router("", rounds.router)
router.add_router("", reports.router)

__all__ = ["router"]
