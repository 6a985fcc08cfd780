"""Assessments in the JSON API: the same reads and operations as the pages."""

from ninja import Router

from samvern.apps.assessments.api import (
    asking_others,
    assessments,
    campaigns,
    checks,
    figures,
    papers,
    resting,
    reviews,
    suppliers,
    workbooks,
)

router = Router(tags=["assessments"])
router.add_router("", assessments.router)
router.add_router("", asking_others.router)
router.add_router("", suppliers.router)
router.add_router("", resting.router)
router.add_router("", reviews.router)
router.add_router("", papers.router)
router.add_router("", workbooks.router)
router.add_router("", checks.router)
router.add_router("", campaigns.router)
router.add_router("", figures.router)

__all__ = ["router"]
