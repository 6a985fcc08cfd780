"""One actor followed by another."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samvern.apps.actors import queries
from samvern.apps.actors.facts import ActorSucceeded
from samvern.apps.actors.models import Actor, Succession, SuccessionKind
from samvern.apps.actors.permissions import Permission
from samvern.base import audit, facts
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady


@transaction.atomic
def record_succession(
    *,
    by: Viewer,
    at: datetime,
    predecessor_id: int,
    successor_id: int,
    on: date,
    kind: SuccessionKind,
    note: str = "",
) -> Succession:
    """Record that one actor followed another on a date.

    After a merger or renaming the predecessor ceases that day, and modules above learn by
    :class:`ActorSucceeded` that everything it held has passed on. Who belonged to the
    predecessor, and who held roles there, is left for people to decide.

    Raises
    ------
    NotFound, NotAllowed
        For either actor.
    InvalidInput
        ``succession.same_actor``, ``succession.circle``, ``succession.other_date``,
        ``succession.successor_not_in_force``, ``succession.before_start``.
    NotReady
        ``succession.in_future``, ``succession.already_followed``.
    Conflict
        ``succession.recorded`` when it is in the register already.
    """
    smaller, larger = sorted((predecessor_id, successor_id))
    found = {pk: queries.actor_for(by, pk, lock=True) for pk in (smaller, larger)}
    predecessor, successor = found[predecessor_id], found[successor_id]
    by.require(Permission.RECORD_SUCCESSION, on=predecessor)
    by.require(Permission.RECORD_SUCCESSION, on=successor)
    _check_dates(predecessor, successor, on, kind, today=timezone.localdate(at))
    _check_chain(predecessor, successor, on, kind)
    succession = Succession.objects.create(
        predecessor=predecessor, successor=successor, on=on, kind=kind, note=note.strip()
    )
    if kind.passes_everything:
        _end(predecessor, on, by=by, at=at)
    audit.record(
        by,
        "succession.recorded",
        succession,
        at=at,
        path=predecessor.path,
        changes={"kind": str(kind), "on": on.isoformat(), "note": succession.note},
    )
    if kind.passes_everything:
        facts.publish(ActorSucceeded(predecessor.pk, successor.pk, on.isoformat()))
    return succession


def _check_dates(
    predecessor: Actor, successor: Actor, on: date, kind: SuccessionKind, *, today: date
) -> None:
    if on > today:
        raise NotReady("succession.in_future", on=on.isoformat())
    if predecessor.valid_from and on < predecessor.valid_from:
        raise InvalidInput("succession.before_start", start=predecessor.valid_from.isoformat())
    if not successor.is_in_force(on):
        raise InvalidInput("succession.successor_not_in_force", successor=successor.name)
    ceased = predecessor.valid_to
    if ceased and (ceased < on or (kind.passes_everything and ceased != on)):
        raise InvalidInput("succession.other_date", ceased=ceased.isoformat())


def _check_chain(predecessor: Actor, successor: Actor, on: date, kind: SuccessionKind) -> None:
    if predecessor == successor:
        raise InvalidInput("succession.same_actor")
    known = Succession.objects.filter(predecessor=predecessor)
    if known.filter(successor=successor, on=on).exists():
        raise Conflict("succession.recorded")
    if not kind.passes_everything:
        return
    if predecessor.pk in queries.steps_until(date.max):
        raise NotReady("succession.already_followed")
    if queries.holder_on(successor.pk, date.max) == predecessor:
        raise InvalidInput("succession.circle", successor=successor.name)


def _end(predecessor: Actor, on: date, *, by: Viewer, at: datetime) -> None:
    """Let the predecessor cease, unless it is known to have done so that day."""
    if predecessor.valid_to == on:
        return
    predecessor.valid_to = on
    predecessor.save_over(predecessor.version)
    changes = {"valid_to": [None, on.isoformat()]}
    audit.record(by, "actor.ceased", predecessor, at=at, path=predecessor.path, changes=changes)
