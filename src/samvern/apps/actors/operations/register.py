"""Keeping the register: new actors, changed facts, places on the tree, ends."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Length

from samvern.apps.actors import queries, rules
from samvern.apps.actors.models import Actor
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.tree import carry_along
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.directory import BY_HAND
from samvern.engine.errors import Conflict, InvalidInput, NotFound, NotReady


class ActorFields(TypedDict, total=False):
    """The facts about an actor that people write; what is left out stays as it is."""

    name: str
    org_number: str | None
    kind: str
    region: str
    municipality_number: str
    size: str
    language_form: str
    valid_from: date | None
    also_known_as: list[str]


@transaction.atomic
def register_actor(
    *, by: Viewer, at: datetime, fields: ActorFields, parent_id: int | None = None
) -> Actor:
    """Take a new actor into the register, below another or at the top of the tree.

    Raises
    ------
    NotFound, NotAllowed
        For the parent; at the top only who may edit the whole sector registers.
    InvalidInput
        ``actor.invalid`` with a problem for each field, ``actor.too_deep``.
    Conflict
        ``org_number.taken`` when somebody else was first.
    """
    parent = queries.actor_for(by, parent_id, lock=True) if parent_id is not None else None
    by.require(Permission.EDIT_ACTOR, on=parent)
    rules.check_depth(parent)
    actor = Actor(parent=parent)
    _write(actor, fields)
    with rules.one_of_a_number():
        actor.save()
    audit.record(by, "actor.registered", actor, at=at, path=actor.path, changes=_facts(actor))
    return actor


@transaction.atomic
def edit_actor(
    *, by: Viewer, at: datetime, actor_id: int, version: int, fields: ActorFields
) -> Actor:
    """Change facts about an actor; ``version`` is the one that the change was made to.

    Raises ``NotFound``, ``NotAllowed``, ``InvalidInput`` (``actor.invalid``), ``Conflict``
    (``actor.changed``, ``org_number.taken``).
    """
    actor = queries.actor_for(by, actor_id, lock=True)
    by.require(Permission.EDIT_ACTOR, on=actor)
    before = _facts(actor)
    _write(actor, fields)
    with rules.one_of_a_number():
        actor.save_over(version)
    audit.record(
        by, "actor.edited", actor, at=at, path=actor.path, changes=_changes(before, _facts(actor))
    )
    return actor


@transaction.atomic
def move_actor(
    *, by: Viewer, at: datetime, actor_id: int, version: int, parent_id: int | None
) -> Actor:
    """Put an actor, with all below it, under another parent or at the top of the tree.

    Roles held at an actor of the moved branch go with it. Raises ``NotFound``,
    ``NotAllowed`` (the move needs the permission at both ends), ``InvalidInput``
    (``actor.below_itself``, ``actor.too_deep``), ``Conflict`` (``actor.changed``).
    """
    actor, parent = _both_ends(by, actor_id, parent_id)
    by.require(Permission.EDIT_ACTOR, on=actor)
    by.require(Permission.EDIT_ACTOR, on=parent)
    old, new = actor.path, rules.path_below(parent, actor)
    branch = Actor.objects.filter(path__startswith=old)
    deepest = branch.aggregate(deepest=Max(Length("path")))["deepest"] or 0
    rules.check_depth(parent, deepest - len(old) + len(f"{actor.pk}/"))
    before = actor.parent.name if actor.parent else None
    actor.parent = parent
    actor.mark(BY_HAND, "parent")
    actor.save_over(version)
    if new != old:
        carry_along(old, new)
    actor.path = new
    changes = {"parent": [before, parent.name if parent else None]}
    audit.record(by, "actor.moved", actor, at=at, path=new, changes=changes)
    return actor


@transaction.atomic
def cease_actor(*, by: Viewer, at: datetime, actor_id: int, version: int, on: date) -> Actor:
    """Record that an actor exists no longer from a date on.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``actor.already_ceased``),
    ``InvalidInput`` (``actor.ceases_before_start``), ``Conflict`` (``actor.changed``).
    """
    actor = queries.actor_for(by, actor_id, lock=True)
    by.require(Permission.EDIT_ACTOR, on=actor)
    if actor.valid_to is not None:
        raise NotReady("actor.already_ceased", on=actor.valid_to.isoformat())
    if actor.valid_from and on < actor.valid_from:
        raise InvalidInput("actor.ceases_before_start", start=actor.valid_from.isoformat())
    actor.valid_to = on
    actor.mark(BY_HAND, "valid_to")
    actor.save_over(version)
    changes = {"valid_to": [None, on.isoformat()]}
    audit.record(by, "actor.ceased", actor, at=at, path=actor.path, changes=changes)
    return actor


def _both_ends(by: Viewer, actor_id: int, parent_id: int | None) -> tuple[Actor, Actor | None]:
    """The actor and its parent to be, with everything above that locked, smallest first.

    Two moves that would only together close a circle thus wait for each other, and the
    second then sees what the first did.
    """
    if parent_id is None:
        return queries.actor_for(by, actor_id, lock=True), None
    above = queries.actor_for(by, parent_id).ancestor_ids
    wanted = {actor_id, parent_id, *above}
    visible = Actor.objects.visible_to(by).select_related("parent")
    locked = {
        actor.pk: actor
        for actor in visible.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    }
    if actor_id not in locked:
        raise NotFound("actor.unknown")
    if locked[parent_id].ancestor_ids != above:
        raise Conflict("actor.changed")
    return locked[actor_id], locked[parent_id]


def _write(actor: Actor, fields: ActorFields) -> None:
    """Set the fields and check them; a number written by hand is not from the register."""
    number, before = actor.org_number, {name: getattr(actor, name) for name in fields}
    for name, value in fields.items():
        setattr(actor, name, _tidy(value))
    rules.check_actor(actor)
    actor.mark(BY_HAND, *(name for name, held in before.items() if getattr(actor, name) != held))
    if actor.pk is None or actor.org_number != number:
        actor.source = rules.number_source(actor)


def _tidy(value: Any) -> Any:
    """Text without spaces around it; names in a list once each."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return list(dict.fromkeys(" ".join(entry.split()) for entry in value))
    return value


def _facts(actor: Actor) -> dict[str, Any]:
    """What the trail tells of an actor, as plain values."""
    written = {name: getattr(actor, name) for name in ActorFields.__annotations__}
    written["valid_from"] = actor.valid_from.isoformat() if actor.valid_from else None
    return {**written, "source": str(actor.source)}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """What differs, as ``[before, after]``."""
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}
