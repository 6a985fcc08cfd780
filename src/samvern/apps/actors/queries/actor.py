"""One actor: with those above, below, before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q

from samvern.apps.actors import catalogue
from samvern.apps.actors.models import Actor, ActorKind, Grant
from samvern.apps.actors.queries.imports import RegisterView, register_view
from samvern.apps.actors.queries.names import actors_by_name
from samvern.apps.actors.queries.people import PersonRow, people_at
from samvern.apps.actors.queries.register import ActorRow, register_rows
from samvern.apps.actors.queries.successions import SuccessionRow, holder_on, successions_of
from samvern.base.models import AuditEntry
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotFound
from samvern.engine.org_number import is_org_number

#: So many children are named on an actor's page; the register shows the rest.
CHILDREN_SHOWN = 20
#: What the trail calls changes of fields by people.
_BY_HAND: Final = ("actor.edited", "actor.moved")


@dataclass(frozen=True)
class Neighbour:
    """Another actor, as far as a link needs to know it."""

    id: int
    name: str


@dataclass(frozen=True)
class HandEdit:
    """What somebody changed of an actor by hand: field to ``[before, after]``."""

    at: datetime
    by_name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class ActorPage:
    """An actor with everything that its page tells.

    ``ancestors`` run from the top of the tree down. ``holder`` is who holds today what the
    actor held; the actor itself while nobody followed. ``people`` is None for those who may
    not see who holds which role. ``edits`` are for those who may read the trail of the actor.
    """

    row: ActorRow
    also_known_as: tuple[str, ...]
    is_region_derived: bool
    ancestors: tuple[Neighbour, ...]
    children: tuple[ActorRow, ...]
    children_count: int
    successions: tuple[SuccessionRow, ...]
    holder: Neighbour
    people: tuple[PersonRow, ...] | None
    register: RegisterView
    edits: tuple[HandEdit, ...]


def actor_for(viewer: Viewer, actor_id: int, *, lock: bool = False) -> Actor:
    """An actor as the viewer sees it, with its parent. Raises ``NotFound``.

    ``lock`` keeps others from changing it until the transaction ends.
    """
    actors = Actor.objects.visible_to(viewer).select_related("parent")
    if lock:
        actors = actors.select_for_update(of=("self",))
    actor = actors.filter(pk=actor_id).first()
    if actor is None:
        raise NotFound("actor.unknown")
    return actor


def actor_page(viewer: Viewer, actor: Actor, *, on: date) -> ActorPage:
    """Everything that the page of an actor tells this viewer on a date."""
    children = Actor.objects.visible_to(viewer).filter(parent=actor).in_force(on)
    holder = holder_on(actor.pk, on)
    return ActorPage(
        row=register_rows([actor], on=on)[0],
        also_known_as=tuple(actor.also_known_as),
        is_region_derived=_is_region_derived(actor),
        ancestors=_ancestors(viewer, actor),
        children=tuple(register_rows(children.select_related("parent")[:CHILDREN_SHOWN], on=on)),
        children_count=children.count(),
        successions=tuple(successions_of(viewer, actor)),
        holder=Neighbour(holder.pk, holder.name),
        people=people_at(viewer, actor, on=on),
        register=register_view(viewer, actor),
        edits=hand_edits(viewer, actor),
    )


def hand_edits(viewer: Viewer, actor: Actor) -> tuple[HandEdit, ...]:
    """What people have changed of an actor, newest first, for those who may read its trail."""
    trail = AuditEntry.objects.visible_to(viewer).filter(
        subject_type=Actor._meta.label_lower, subject_id=str(actor.pk), action__in=_BY_HAND
    )
    edits = []
    for entry in trail.order_by("-pk"):
        told = {k: v for k, v in entry.changes.items() if k != "source" and isinstance(v, list)}
        if told:
            edits.append(HandEdit(entry.at, entry.by_name, told))
    return tuple(edits)


def own_actors(viewer: Viewer, *, on: date) -> list[Neighbour]:
    """The actors in force at which the viewer themself holds a role, by name."""
    if viewer.user_id is None:
        return []
    held = Grant.objects.filter(user_id=viewer.user_id).in_force(on).values("actor")
    own = Actor.objects.visible_to(viewer).in_force(on).filter(pk__in=held)
    return [Neighbour(pk, name) for pk, name in own.values_list("pk", "name")]


def find_actor(viewer: Viewer, text: str) -> Actor:
    """The one actor that somebody means who wrote its organisation number or a name of it.

    Raises
    ------
    InvalidInput
        ``actor.not_found`` when nobody has that number or name, ``actor.several_found`` when
        more than one has the name: then only the number will do.
    """
    number = "".join(text.split())
    if is_org_number(number):
        meant = Q(org_number=number)
    else:
        meant = Q(pk__in=[actor.pk for actor in actors_by_name([text])[text]])
    found = list(Actor.objects.visible_to(viewer).filter(meant)[:2])
    if len(found) != 1:
        raise InvalidInput("actor.several_found" if found else "actor.not_found", text=text[:200])
    return found[0]


def _ancestors(viewer: Viewer, actor: Actor) -> tuple[Neighbour, ...]:
    names = dict(
        Actor.objects.visible_to(viewer).filter(pk__in=actor.ancestor_ids).values_list("pk", "name")
    )
    return tuple(Neighbour(pk, names[pk]) for pk in actor.ancestor_ids if pk in names)


def _is_region_derived(actor: Actor) -> bool:
    """Whether the region says no more than which county the actor lies in."""
    if not actor.region or actor.kind in {ActorKind.REGIONAL_AUTHORITY, ActorKind.HOSPITAL_TRUST}:
        return False
    return actor.region == catalogue.region_of(actor.municipality_number)
