"""What somebody can choose of who starts an assessment by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed


@dataclass(frozen=True)
class Starting:
    """Organisations that the viewer may start one for, and the sets in use."""

    actors: tuple[Actor, ...]
    sets: tuple[RequirementSet, ...]


def starting(viewer: Viewer, *, on: date, actor_id: int | None = None) -> Starting:
    """Who can start an assessment, and of what.

    Organisations where the viewer holds a role themself, and the one that is named.

    Raises
    ------
    NotFound
        ``actor.unknown``.
    NotAllowed
        Without ``START_ASSESSMENT`` there, or anywhere when none is named.
    """
    if not viewer.may_somewhere(Permission.START_ASSESSMENT):
        raise NotAllowed("permission.missing", permission=str(Permission.START_ASSESSMENT))
    named = None
    if actor_id is not None:
        named = actors.actor_for(viewer, actor_id)
        viewer.require(Permission.START_ASSESSMENT, on=named)
    own = Actor.objects.filter(pk__in=[each.id for each in actors.own_actors(viewer, on=on)])
    may = own.filter(viewer.within(Permission.START_ASSESSMENT)).order_by("name", "pk")
    chosen = {each.pk: each for each in (named, *may) if each is not None}
    sets = [row.set for row in frameworks.latest_sets(viewer) if row.requirements]
    return Starting(tuple(chosen.values()), tuple(sets))
