"""Loading the shipped register of the sector.

Real authorities, trusts and municipalities; for the demo also clinics and suppliers that do
not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from samvern.apps.actors import catalogue
from samvern.apps.actors.catalogue import Listed
from samvern.apps.actors.models import Actor, Succession, SuccessionKind
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
    new: list[Actor] = []
    while waiting:
        names = {listed.name for listed in waiting}
        new += _add([listed for listed in waiting if listed.parent not in names])
        waiting = [listed for listed in waiting if listed.parent in names]
    loaded = SectorLoaded(Counter(str(actor.kind) for actor in new), _follow(by=by, at=at))
    if new:
        top = min(new, key=lambda actor: actor.pk)
        changes = {"actors": loaded.count, **loaded.actors}
        audit.record(by, "sector.loaded", top, at=at, path=WHOLE_SECTOR, changes=changes)
    return loaded


def _add(listed: Sequence[Listed]) -> list[Actor]:
    """Save those that are not there, each with its path, in a handful of statements."""
    known = set(map(_identity, Actor.objects.all()))
    parents = {actor.name: actor for actor in Actor.objects.filter(name__in=_parents(listed))}
    new = [_actor(one, parents) for one in listed]
    new = Actor.objects.bulk_create([actor for actor in new if _identity(actor) not in known])
    for parent in {actor.parent for actor in new}:
        path = parent.path if parent else WHOLE_SECTOR
        added = Actor.objects.filter(pk__in=[one.pk for one in new if one.parent == parent])
        own = Concat(Value(path), Cast(F("pk"), CharField()), Value("/"), output_field=CharField())
        added.update(path=own)
    return new


def _actor(listed: Listed, parents: Mapping[str, Actor]) -> Actor:
    actor = Actor(
        name=listed.name,
        kind=listed.kind,
        org_number=listed.org_number,
        source=listed.source,
        parent=parents[listed.parent] if listed.parent else None,
        region=listed.region,
        municipality_number=listed.municipality_number,
        size=listed.size,
        language_form=listed.language_form,
        also_known_as=list(listed.also_known_as),
    )
    actor.set_keys()
    return actor


def _identity(actor: Actor) -> tuple[str, str]:
    if actor.org_number:
        return (actor.org_number, "")
    return (actor.name, actor.municipality_number)


def _parents(listed: Iterable[Listed]) -> set[str]:
    return {actor.parent for actor in listed if actor.parent}


def _follow(*, by: Viewer, at: datetime) -> int:
    """Record the listed successions that are not yet recorded; how many are new."""
    count = 0
    for listed in catalogue.successions():
        predecessor = Actor.objects.get(name=listed.predecessor)
        successor = Actor.objects.get(name=listed.successor)
        known = Succession.objects.filter(predecessor=predecessor, successor=successor)
        if known.exists():
            continue
        record_succession(
            by=by,
            at=at,
            predecessor_id=predecessor.pk,
            successor_id=successor.pk,
            on=listed.on,
            kind=SuccessionKind(listed.kind),
        )
        count += 1
    return count
