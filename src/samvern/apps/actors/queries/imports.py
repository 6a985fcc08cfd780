"""Imports of the register, what they change, and what the register says of an actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samvern.apps.actors import catalogue
from samvern.apps.actors.models import (
    Actor,
    ChangeState,
    ImportOrigin,
    ImportState,
    RegisterChange,
    RegisterChangeKind,
    RegisterChangeQuerySet,
    RegisterEntry,
    RegisterImport,
    RegisterImportQuerySet,
)
from samvern.apps.actors.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.directory import directory_values, settle
from samvern.engine.errors import NotFound, Problem

#: So many other actors behind the same door are named.
NEIGHBOURS_SHOWN = 20
#: One unit may reopen, and a head count go back; when more than this share of what changes does,
#: the files are more likely older than the ones before.
MOST_SET_BACK_SHARE = 0.5


@dataclass(frozen=True)
class FieldOrigin:
    """Where a field of an actor comes from: ``hand``, ``register``, or shipped when empty.

    ``overridden`` is what the register says where somebody has written otherwise.
    """

    field: str
    origin: str
    overridden: Any = None


@dataclass(frozen=True)
class PastChange:
    """What an import changed of an actor, or of an entry that leads to it."""

    at: datetime
    kind: RegisterChangeKind
    kind_name: str
    org_number: str
    updated: dict[str, Any]
    diff: dict[str, Any]
    overridden: dict[str, Any]


@dataclass(frozen=True)
class RegisterView:
    """What the register says of an actor, and how that came into the directory."""

    entries: tuple[RegisterEntry, ...]
    origins: tuple[FieldOrigin, ...]
    past: tuple[PastChange, ...]
    behind_one_door: tuple[Actor, ...]


def imports(viewer: Viewer) -> RegisterImportQuerySet:
    """Every import, newest first. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_IMPORTS)
    return RegisterImport.objects.visible_to(viewer)


def import_for(viewer: Viewer, import_id: int, *, lock: bool = False) -> RegisterImport:
    """An import as the viewer sees it. Raises ``NotFound``."""
    visible = RegisterImport.objects.visible_to(viewer)
    if lock:
        visible = visible.select_for_update()
    saved = visible.filter(pk=import_id).first()
    if saved is None:
        raise NotFound("register_import.unknown")
    return saved


def changes_count(saved: RegisterImport) -> int:
    """How many changes an import has."""
    return sum(saved.counts.get(kind, 0) for kind in RegisterChangeKind.values)


def figures(saved: RegisterImport) -> dict[str, int]:
    """The counts of an import, so that they add up.

    ``rows`` are ``outside``, ``bad`` and ``of_sector``, in the feed beside events that cannot be
    read; those ``of_sector`` are ``unchanged``, ``closed_before`` and ``changes``. Who is ``gone``
    has no row.
    """
    counts = saved.counts
    told = ("rows", "bad", "of_sector", "unchanged", "closed_before")
    found = {name: counts.get(name, 0) for name in told}
    rest = max(0, found["rows"] - found["bad"] - found["of_sector"])
    found["outside"] = counts.get("outside", rest)
    gone = counts.get(RegisterChangeKind.GONE, 0)
    found["changes"] = changes_count(saved) - gone
    more = {name: counts.get(name, 0) for name in ("missing", "in_a_circle", "set_back")}
    return {**found, **{name: count for name, count in {"gone": gone, **more}.items() if count}}


def warnings(saved: RegisterImport) -> list[Problem]:
    """What somebody should know of an import before it is applied."""
    found = []
    if missing := saved.counts.get("missing", 0):
        found.append(Problem.of("register_import.too_many_missing", count=missing))
    if set_back := saved.counts.get("set_back", 0):
        found.append(Problem.of("register_import.sets_back", count=set_back))
    return found


def looks_older(saved: RegisterImport) -> bool:
    """Whether files say mostly what was said before the last import; a feed only goes forward."""
    if saved.origin != ImportOrigin.FILES:
        return False
    known = changes_count(saved) - saved.counts.get(RegisterChangeKind.NEW, 0)
    return bool(saved.counts.get("set_back", 0) > known * MOST_SET_BACK_SHARE)


def changes_of(viewer: Viewer, saved: RegisterImport, *, kind: str = "") -> RegisterChangeQuerySet:
    """What an import changes or has changed, in the order of the rows; all kinds, or one."""
    changes = RegisterChange.objects.visible_to(viewer).filter(register_import=saved)
    if kind in RegisterChangeKind.values:
        changes = changes.filter(kind=kind)
    return changes.order_by("pk")


def register_view(viewer: Viewer, actor: Actor) -> RegisterView:
    """What the register says of an actor, in four queries."""
    entries = tuple(RegisterEntry.objects.visible_to(viewer).filter(actor=actor))
    said = _overridden(actor, entries)
    origins = tuple(
        FieldOrigin(name, actor.field_origins.get(name, ""), said.get(name))
        for name in sorted(actor.field_origins.keys() | said.keys())
    )
    past = (
        RegisterChange.objects.visible_to(viewer)
        .filter(actor=actor, state=ChangeState.APPLIED)
        .select_related("register_import")
        .order_by("-pk")
    )
    doors = {entry.place_key for entry in entries} - {""}
    neighbours = Actor.objects.visible_to(viewer).filter(
        register_entries__place_key__in=doors, valid_to__isnull=True
    )
    others = neighbours.exclude(pk=actor.pk).distinct()[:NEIGHBOURS_SHOWN] if doors else ()
    return RegisterView(entries, origins, tuple(map(_past, past)), tuple(others))


def overridden_fields(actor: Actor) -> dict[str, Any]:
    """What the register says where somebody has written otherwise, by field."""
    return _overridden(actor, RegisterEntry.objects.filter(actor=actor))


def last_updates(*, sub_units: bool) -> int | None:
    """How far the feed has been read and applied; None when it never was."""
    field = "last_sub_unit_update_id" if sub_units else "last_update_id"
    read = RegisterImport.objects.filter(state=ImportState.APPLIED, **{f"{field}__isnull": False})
    return read.order_by(f"-{field}").values_list(field, flat=True).first()


def _past(change: RegisterChange) -> PastChange:
    return PastChange(
        at=change.register_import.applied_at or change.register_import.started_at,
        kind=RegisterChangeKind(change.kind),
        kind_name=change.get_kind_display(),
        org_number=change.org_number,
        updated=change.updated,
        diff=change.diff,
        overridden=change.overridden,
    )


def _overridden(actor: Actor, entries: Iterable[RegisterEntry]) -> dict[str, Any]:
    own = next((entry for entry in entries if entry.org_number == actor.org_number), None)
    if own is None:
        return {}
    region = catalogue.region_of(own.facts.get("municipality_number", ""))
    kind = own.actor_kind
    wanted = directory_values(own.facts, kind=kind, region=region)
    for name in ("valid_from", "valid_to"):
        wanted[name] = date.fromisoformat(wanted[name]) if wanted[name] else None
    by_hand = {name: said for name, said in wanted.items() if said not in ("", None)}
    current = {name: getattr(actor, name) for name in by_hand}
    return settle(current, by_hand, actor.field_origins).overridden
