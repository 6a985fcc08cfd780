"""Effects in the API."""

from __future__ import annotations

from ninja import Router

from samvern.apps.effects.api.publications import router as publications
from samvern.apps.effects.api.studies import router as studies

router = Router(tags=["effects"])
router.add_router("", studies)
router.add_router("", publications)

__all__ = ["router"]
