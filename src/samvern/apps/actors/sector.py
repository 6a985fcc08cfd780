"""Loading the shipped register of the sector.

Real authorities, trusts and municipalities; for the demo also clinics and suppliers that do
not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from samvern.apps.actors import catalogue
from samvern.apps.actors.catalogue import Listed
from samvern.apps.actors.models import Actor, SuccessionKind
from samvern.apps.actors.operations import record_succession
from samvern.apps.actors.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.errors import NotReady


@dataclass(frozen=True)
class SectorLoaded:
    """What a load brought: new actors by kind, and successions; nothing when all was there."""

    actors: Mapping[str, int]
    successions: int

    @property
    def count(self) -> int:
        """How many actors are new."""
        return sum(self.actors.values())


@transaction.atomic
def load_sector(*, by: Viewer, at: datetime, with_made_up: bool) -> SectorLoaded:
    """Take the shipped sector into the register; what is there already stays as it is.

    An actor counts as there when its organisation number is, or, without a number, its name
    in its municipality. One entry in the trail tells of the whole load.

    Raises
    ------
    NotAllowed
        Unless the viewer may edit the whole sector and record successions.
    NotReady
        ``demo.mode_off`` when made-up actors are asked for outside demo mode.
    """
    by.require(Permission.EDIT_ACTOR)
    by.require(Permission.RECORD_SUCCESSION)
    if with_made_up and not settings.IS_DEMO:
        raise NotReady("demo.mode_off")
    waiting = [
        *catalogue.authorities(),
        *catalogue.regional_authorities(),
        *catalogue.trusts(),
        *catalogue.municipalities(),
        *(catalogue.made_up() if with_made_up else ()),
    ]
    known = {_identity(actor): actor for actor in Actor.objects.all()}
    found = {
        listed.name: known[_identity(listed)] for listed in waiting if _identity(listed) in known
    }
    waiting = [listed for listed in waiting if listed.name not in found]
    new: list[Actor] = []
    while waiting:
        names = {listed.name for listed in waiting}
        added = _add([listed for listed in waiting if listed.parent not in names], found)
        waiting = [listed for listed in waiting if listed.parent in names]
        found |= {actor.name: actor for actor in added}
        new += added
    followed = _follow(found, {actor.name for actor in new}, by=by, at=at)
    loaded = SectorLoaded(Counter(str(actor.kind) for actor in new), followed)
    if new:
        changes = {"actors": loaded.count, **loaded.actors}
        audit.record(by, "sector.loaded", new[0], at=at, path=WHOLE_SECTOR, changes=changes)
    return loaded


def _add(listed: Iterable[Listed], found: Mapping[str, Actor]) -> list[Actor]:
    """Save actors whose parents are found, each with its path, in a handful of statements."""
    new = Actor.objects.bulk_create([_actor(one, found) for one in listed])
    for parent in {actor.parent for actor in new}:
        children = [actor for actor in new if actor.parent == parent]
        path = parent.path if parent else WHOLE_SECTOR
        own = Concat(Value(path), Cast(F("pk"), CharField()), Value("/"), output_field=CharField())
        Actor.objects.filter(pk__in=[actor.pk for actor in children]).update(path=own)
        for actor in children:
            actor.path = f"{path}{actor.pk}/"
    return new


def _actor(listed: Listed, found: Mapping[str, Actor]) -> Actor:
    actor = Actor(
        name=listed.name,
        kind=listed.kind,
        org_number=listed.org_number,
        source=listed.source,
        parent=found[listed.parent] if listed.parent else None,
        region=listed.region,
        municipality_number=listed.municipality_number,
        size=listed.size,
        language_form=listed.language_form,
        also_known_as=list(listed.also_known_as),
    )
    actor.set_keys()
    return actor


def _identity(actor: Actor | Listed) -> tuple[str, str]:
    return (actor.org_number, "") if actor.org_number else (actor.name, actor.municipality_number)


def _follow(found: Mapping[str, Actor], new: set[str], *, by: Viewer, at: datetime) -> int:
    """Record the listed successions in which an actor is new; how many."""
    fresh = [one for one in catalogue.successions() if {one.predecessor, one.successor} & new]
    for listed in fresh:
        record_succession(
            by=by,
            at=at,
            predecessor_id=found[listed.predecessor].pk,
            successor_id=found[listed.successor].pk,
            on=listed.on,
            kind=SuccessionKind(listed.kind),
        )
    return len(fresh)
