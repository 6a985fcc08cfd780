"""Actors, successions and roles in the JSON API: the same reads and operations as the pages."""

from ninja import Router

from samvern.apps.actors.api import imports, people, places, populations, register

router = Router(tags=["actors"])
router.add_router("", register.router)
router.add_router("", people.router)
router.add_router("", imports.router)
router.add_router("", populations.router)
router.add_router("", places.router)

__all__ = ["router"]
