"""Snapshots and papers in the JSON API: the same reads and operations as the pages."""

from ninja import Router

from samvern.apps.papers.api import papers, snapshots, writing

router = Router(tags=["papers"])
router.add_router("", snapshots.router)
router.add_router("", papers.router)
router.add_router("", writing.router)

__all__ = ["router"]
