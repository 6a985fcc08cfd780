"""Programmes in the JSON API: the same reads and operations as the pages.

Whatever a programme is shared with may read it, the public included; changes need a log-in.
"""

from ninja import Router

from samvern.apps.programmes.api import (
    explanation,
    measures,
    programmes,
    ranking,
    sensitivity,
    ties,
)

router = Router(tags=["programmes"])
router.add_router("", programmes.router)
router.add_router("", measures.router)
router.add_router("", ranking.router)
router.add_router("", sensitivity.router)
router.add_router("", explanation.router)
router.add_router("", ties.router)

__all__ = ["router"]
