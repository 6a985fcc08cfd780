"""Writing what an import changes, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from samvern.apps.actors import catalogue, rules
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    ChangeState,
    FactSource,
    RegisterChange,
    RegisterChangeKind,
    RegisterEntry,
    RegisterImport,
    SuccessionKind,
)
from samvern.apps.actors.operations.successions import record_succession
from samvern.apps.actors.tree import carry_along, give_paths
from samvern.base.viewer import Viewer
from samvern.engine.directory import (
    BY_REGISTER,
    Facts,
    directory_values,
    place_key,
    settle,
)
from samvern.engine.errors import SamvernError
from samvern.engine.org_number import is_synthetic

#: Changes that are written in one transaction.
BATCH: Final = 1_000
_DAYS: Final = ("valid_from", "valid_to")
_WRITTEN: Final = (
    "name",
    "kind",
    "region",
    "municipality_number",
    "size",
    "language_form",
    "valid_from",
    "valid_to",
    "org_number",
    "source",
    "field_origins",
    "sort_name",
    "search_text",
    "version",
)


class Applying:
    """One import while it is applied. Call :meth:`batch` within a transaction, until it is 0."""

    def __init__(self, saved: RegisterImport, *, by: Viewer, at: datetime) -> None:
        self.saved, self.by, self.at = saved, by, at

    def batch(self) -> int:
        """Write the next changes that wait, all of one turn; how many."""
        waiting = self._waiting().order_by("turn", "pk")
        first = waiting.first()
        if first is None:
            return 0
        changes = list(waiting.filter(turn=first.turn)[:BATCH])
        new = [change for change in changes if change.kind == RegisterChangeKind.NEW]
        other = [change for change in changes if change.kind != RegisterChangeKind.NEW]
        if new:
            self._add(new)
        if other:
            self._change(other)
        return len(changes)

    def _waiting(self) -> Any:
        return RegisterChange.objects.filter(register_import=self.saved, state=ChangeState.WAITING)

    def _add(self, changes: list[RegisterChange]) -> None:
        """New actors with their entries, and second entries of actors that are there."""
        above = _actors_by_number(change.parent_number for change in changes)
        own = [change for change in changes if not _is_second(change, above)]
        second = [change for change in changes if _is_second(change, above)]
        added = Actor.objects.bulk_create(
            [self._new_actor(change, above.get(change.parent_number)) for change in own]
        )
        give_paths()
        actors = [actor.pk for actor in added] + [above[c.parent_number].pk for c in second]
        RegisterEntry.objects.bulk_create(
            [
                self._entry(change, actor_id)
                for change, actor_id in zip([*own, *second], actors, strict=True)
            ]
        )
        entry = RegisterEntry.objects.filter(org_number=OuterRef("org_number"))
        written = self._waiting().filter(turn=changes[0].turn, pk__lte=changes[-1].pk)
        written.filter(kind=RegisterChangeKind.NEW).update(
            state=ChangeState.APPLIED, actor_id=Subquery(entry.values("actor_id"))
        )

    def _new_actor(self, change: RegisterChange, parent: Actor | None) -> Actor:
        values = _wanted(change.facts, change.actor_kind)
        told = {name: value for name, value in values.items() if value not in ("", None)}
        if parent and not rules.fits_below(parent):
            parent = None
        actor = Actor(
            **_as_days(told),
            parent=parent,
            org_number=change.org_number,
            source=_source(change.org_number),
        )
        actor.mark(BY_REGISTER, *told, "parent")
        actor.set_keys()
        return actor

    def _entry(self, change: RegisterChange, actor_id: int) -> RegisterEntry:
        facts = change.facts
        return RegisterEntry(
            org_number=change.org_number,
            actor_id=actor_id,
            is_sub_unit=change.is_sub_unit,
            parent_number=change.parent_number,
            place_key=place_key(facts.get("address", ""), facts.get("municipality_number", "")),
            because=change.because,
            actor_kind=change.actor_kind,
            facts=facts,
            read_in=self.saved,
        )

    def _change(self, changes: list[RegisterChange]) -> None:
        """Facts that differ, and what of the actor follows from them."""
        pks = {change.actor_id for change in changes}
        actors = Actor.objects.select_for_update().order_by("pk").in_bulk(pks)
        told: dict[int, Actor] = {}
        for change in changes:
            actor = actors[change.actor_id or 0]
            if self._speaks_for(change, actor) and self._settle(change, actor):
                told[actor.pk] = actor
            change.state = ChangeState.APPLIED
        Actor.objects.bulk_create(
            told.values(), update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN
        )
        RegisterEntry.objects.bulk_create(
            [self._entry(change, change.actor_id or 0) for change in changes],
            update_conflicts=True,
            unique_fields=["org_number"],
            update_fields=[
                "is_sub_unit",
                "parent_number",
                "place_key",
                "because",
                "actor_kind",
                "facts",
                "read_in",
            ],
        )
        self._move([change for change in changes if "parent" in change.diff], actors)
        for change in changes:
            if change.kind == RegisterChangeKind.MERGED:
                self._merge(change)
        RegisterChange.objects.bulk_create(
            changes,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["state", "updated", "overridden"],
        )

    def _speaks_for(self, change: RegisterChange, actor: Actor) -> bool:
        """Whether the actor is this unit, and not the owner of which it is the second entry."""
        return actor.org_number in (None, change.org_number)

    def _settle(self, change: RegisterChange, actor: Actor) -> bool:
        """Write into the actor what the register is to decide; whether anything differs."""
        wanted = _as_days(_wanted(change.facts, change.actor_kind))
        if wanted["kind"] == "":
            del wanted["kind"]
        current = {name: getattr(actor, name) for name in wanted}
        settled = settle(current, wanted, actor.field_origins)
        updates, overridden = dict(settled.updates), dict(settled.overridden)
        start = updates.get("valid_from", actor.valid_from)
        end = updates.get("valid_to", actor.valid_to)
        if start and end and end < start:
            overridden |= {name: updates.pop(name) for name in _DAYS if name in updates}
        change.overridden = _plain(overridden)
        change.updated = {
            name: [_plain_value(current[name]), _plain_value(value)]
            for name, value in updates.items()
        }
        is_checked = actor.source in (FactSource.SOURCED, FactSource.FICTITIOUS)
        if not updates and is_checked:
            return False
        for name, value in updates.items():
            setattr(actor, name, value)
        actor.mark(BY_REGISTER, *updates)
        if actor.org_number is None:
            change.updated["org_number"] = [None, change.org_number]
        actor.org_number, actor.source = change.org_number, _source(change.org_number)
        actor.version += 1
        actor.set_keys()
        return True

    def _move(self, changes: list[RegisterChange], actors: Mapping[int, Actor]) -> None:
        """Put actors whose place the register decides below their new owner."""
        owners = _actors_by_number(change.parent_number for change in changes)
        for change in changes:
            actor = actors[change.actor_id or 0]
            if not self._speaks_for(change, actor):
                continue
            parent = owners.get(change.parent_number)
            if actor.field_origins.get("parent") != BY_REGISTER:
                change.overridden["parent"] = change.parent_number
                continue
            self._put_below(actor, parent, change)

    def _put_below(self, actor: Actor, parent: Actor | None, change: RegisterChange) -> None:
        actor.refresh_from_db(fields=["path", "parent"])
        if parent:
            parent.refresh_from_db(fields=["path"])
        if actor.parent_id == (parent.pk if parent else None):
            return
        if parent and (parent.path.startswith(actor.path) or not rules.fits_below(parent)):
            change.overridden["parent"] = change.parent_number
            return
        before = actor.parent.name if actor.parent else None
        new = rules.path_below(parent, actor)
        Actor.objects.filter(pk=actor.pk).update(parent=parent)
        carry_along(actor.path, new)
        change.updated["parent"] = [before, parent.name if parent else None]

    def _merge(self, change: RegisterChange) -> None:
        """Record that the unit went on inside another; if that cannot be, it has only closed."""
        successor = _actors_by_number([change.successor_number]).get(change.successor_number)
        closed_on = date.fromisoformat(change.facts["closed_on"])
        if successor is None or change.actor_id is None:
            change.overridden["successor"] = change.successor_number
            return
        try:
            record_succession(
                by=self.by,
                at=self.at,
                predecessor_id=change.actor_id,
                successor_id=successor.pk,
                on=closed_on,
                kind=SuccessionKind.MERGER,
            )
        except SamvernError as error:
            change.overridden["successor"] = f"{change.successor_number}: {error.code}"
        else:
            change.updated["successor"] = [None, successor.name]


def _is_second(change: RegisterChange, above: Mapping[str, Actor]) -> bool:
    return change.is_of_owner and change.parent_number in above


def _actors_by_number(numbers: Iterable[str]) -> dict[str, Actor]:
    """The actors to which the register's entries of these numbers lead, in one query."""
    wanted = {number for number in numbers if number}
    if not wanted:
        return {}
    entries = RegisterEntry.objects.filter(org_number__in=wanted).select_related("actor")
    found = {entry.org_number: entry.actor for entry in entries}
    for actor in Actor.objects.filter(org_number__in=wanted - found.keys()):
        found[actor.org_number or ""] = actor
    return found


def _wanted(facts: Facts, kind: str) -> dict[str, Any]:
    """What the directory would say by the register alone."""
    number = facts.get("municipality_number", "")
    known = kind if kind in ActorKind.values else ""
    return directory_values(facts, kind=known, region=catalogue.region_of(number))


def _source(org_number: str) -> FactSource:
    return FactSource.FICTITIOUS if is_synthetic(org_number) else FactSource.SOURCED


def _as_days(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same with days as days."""
    return {
        name: date.fromisoformat(value) if name in _DAYS and value else value
        for name, value in values.items()
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
