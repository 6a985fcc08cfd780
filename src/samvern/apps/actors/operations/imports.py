"""Importing the register: read without changing anything, look, apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samvern.apps.actors import queries
from samvern.apps.actors.models import (
    Actor,
    ChangeState,
    ImportOrigin,
    ImportState,
    RegisterImport,
)
from samvern.apps.actors.operations.applying import Applying
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.register_reading import Reading, RegisterFile
from samvern.apps.actors.register_source import RegisterSource
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.directory import BY_REGISTER
from samvern.engine.errors import Conflict, InvalidInput, NotReady
from samvern.formats.enhetsregisteret import UnitChange

_FEEDS: Final = {False: "oppdateringer/enheter", True: "oppdateringer/underenheter"}


def read_register(
    *,
    by: Viewer,
    at: datetime,
    files: Iterable[RegisterFile],
    is_complete: bool = False,
    standard: str = "",
    with_made_up: bool = False,
) -> RegisterImport:
    """Compare bulk files with the directory and save what would change; nothing else changes.

    Parameters
    ----------
    files
        Units before their sub-units, in one call, so that owners are found.
    is_complete
        Whether the files hold everybody: who is missing has then left the register.
    standard
        The version of the industry standard where a code alone does not tell.
    with_made_up
        Let in numbers of the synthetic range, in demo mode only.

    Raises
    ------
    NotAllowed
        Unless the viewer may import.
    NotReady
        ``demo.mode_off``.
    InvalidInput
        ``register_file.…`` when a file cannot be read to its end; nothing is saved then.
    """
    with _reading(by, at, standard=standard, with_made_up=with_made_up) as reading:
        for file in files:
            reading.read_file(file)
        reading.finish(is_complete=is_complete, today=timezone.localdate(at))
        return _save_read(reading.saved, by=by, at=at)


def read_feed(
    *,
    by: Viewer,
    at: datetime,
    source: RegisterSource,
    since: date | None = None,
    standard: str = "",
    with_made_up: bool = False,
) -> RegisterImport:
    """Compare what has changed in the register since last time, like :func:`read_register`.

    The feed is read on from where the last applied import of it stopped, the first time from
    ``since`` on. Units that the register holds no more have left on the day of that event.

    Raises
    ------
    NotAllowed
        Unless the viewer may import.
    NotReady
        ``register_feed.no_start`` without a day the first time; ``register.unreachable``.
    InvalidInput
        ``register_feed.unreadable``, ``register.refused``, ``register.answer_too_large``.
    """
    starts = {sort: queries.last_updates(sub_units=sort) for sort in (False, True)}
    by.require(Permission.IMPORT_REGISTER)
    if since is None and None in starts.values():
        raise NotReady("register_feed.no_start")
    with _reading(by, at, standard=standard, with_made_up=with_made_up) as reading:
        saved = reading.saved
        saved.origin = ImportOrigin.FEED
        saved.last_update_id = _follow(reading, source, False, starts[False], since, at)
        saved.last_sub_unit_update_id = _follow(reading, source, True, starts[True], since, at)
        reading.finish(is_complete=False, today=timezone.localdate(at))
        return _save_read(saved, by=by, at=at)


def apply_import(
    *, by: Viewer, at: datetime, import_id: int, at_most: int | None = None
) -> RegisterImport:
    """Write everything that an import changes, in batches that each stand by themselves.

    When it is stopped half-way, calling it again goes on where it stopped; what is applied is
    not applied twice. ``at_most`` refuses an import with more changes, for those who wait.

    Raises
    ------
    NotFound, NotAllowed
    NotReady
        ``register_import.applied``, ``register_import.being_read``, ``register_import.large``.
    Conflict
        ``register_import.outdated`` when another import was applied after this one was read.
    """
    saved = _begin(by=by, import_id=import_id, at_most=at_most)
    while apply_batch(by=by, at=at, import_id=saved.pk):
        pass
    return queries.import_for(by, import_id)


@transaction.atomic
def apply_batch(*, by: Viewer, at: datetime, import_id: int) -> int:
    """Write the next batch of an import that is being applied; how many changes, 0 at the end."""
    saved = queries.import_for(by, import_id, lock=True)
    by.require(Permission.IMPORT_REGISTER)
    if saved.state != ImportState.APPLYING:
        raise NotReady("register_import.applied")
    count = Applying(saved, by=by, at=at).batch()
    if count:
        audit.record(by, "register.batch_applied", saved, at=at, changes={"changes": count})
        return count
    saved.state, saved.applied_at = ImportState.APPLIED, at
    saved.applied_number = RegisterImport.objects.last_applied() + 1
    saved.save(update_fields=["state", "applied_at", "applied_number"])
    audit.record(by, "register.applied", saved, at=at, changes=dict(saved.counts))
    return 0


@transaction.atomic
def discard_import(*, by: Viewer, at: datetime, import_id: int) -> None:
    """Throw away what was read and not applied.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``register_import.applied``) when some of
    it is in the directory.
    """
    saved = queries.import_for(by, import_id, lock=True)
    by.require(Permission.IMPORT_REGISTER)
    if saved.state in {ImportState.APPLYING, ImportState.APPLIED}:
        raise NotReady("register_import.applied")
    audit.record(by, "register.discarded", saved, at=at, changes=dict(saved.counts))
    saved.delete()


@transaction.atomic
def follow_register(*, by: Viewer, at: datetime, actor_id: int, version: int, field: str) -> Actor:
    """Give up what was written by hand in one field, for what the register says.

    Raises ``NotFound``, ``NotAllowed``, ``InvalidInput`` (``actor.not_overridden`` when the
    field is not by hand or the register says nothing), ``Conflict`` (``actor.changed``).
    """
    actor = queries.actor_for(by, actor_id, lock=True)
    by.require(Permission.EDIT_ACTOR, on=actor)
    said = queries.overridden_fields(actor)
    if field not in said:
        raise InvalidInput("actor.not_overridden", field=field)
    before = getattr(actor, field)
    setattr(actor, field, said[field])
    if actor.valid_from and actor.valid_to and actor.valid_to < actor.valid_from:
        raise InvalidInput("actor.ceases_before_start", start=actor.valid_from.isoformat())
    actor.mark(BY_REGISTER, field)
    actor.save_over(version)
    changes = {field: [str(before or ""), str(said[field] or "")]}
    audit.record(by, "actor.edited", actor, at=at, path=actor.path, changes=changes)
    return actor


@contextmanager
def _reading(by: Viewer, at: datetime, *, standard: str, with_made_up: bool) -> Iterator[Reading]:
    """A new import to read into, which is gone again when reading fails."""
    by.require(Permission.IMPORT_REGISTER)
    if with_made_up and not settings.IS_DEMO:
        raise NotReady("demo.mode_off")
    saved = RegisterImport.objects.create(
        started_at=at,
        by_name=by.name[:200],
        based_on_number=RegisterImport.objects.last_applied(),
    )
    try:
        yield Reading(saved, standard=standard, with_made_up=with_made_up)
    except BaseException:
        saved.delete()
        raise


def _follow(
    reading: Reading,
    source: RegisterSource,
    sub_units: bool,
    start: int | None,
    since: date | None,
    at: datetime,
) -> int | None:
    """Read one feed to its end and compare what it names; how far it went."""
    feed = _FEEDS[sub_units]
    last, days = start, dict[str, date]()
    while True:
        page = source.updates(sub_units=sub_units, after=last, since=since)
        reading.note_problems(page.problems, feed)
        if not page.updates:
            break
        newest = max(update.id for update in page.updates)
        if last is not None and newest <= last:
            raise InvalidInput("register_feed.unreadable", name=feed)
        last = newest
        for update in page.updates:
            has_left = update.change in {UnitChange.DELETED, UnitChange.REMOVED}
            if not has_left or reading.knows(update.org_number):
                days[update.org_number] = timezone.localdate(update.at or at)
    reading.read_rows(source.units(sorted(days), sub_units=sub_units), feed)
    reading.note_gone(days)
    return last


@transaction.atomic
def _save_read(saved: RegisterImport, *, by: Viewer, at: datetime) -> RegisterImport:
    saved.state = ImportState.READY
    saved.save()
    audit.record(by, "register.read", saved, at=at, changes=dict(saved.counts))
    return saved


@transaction.atomic
def _begin(*, by: Viewer, import_id: int, at_most: int | None) -> RegisterImport:
    """Take an import that has been read for applying, unless the directory has moved on."""
    saved = queries.import_for(by, import_id, lock=True)
    by.require(Permission.IMPORT_REGISTER)
    if saved.state == ImportState.APPLIED:
        raise NotReady("register_import.applied")
    if saved.state == ImportState.READING:
        raise NotReady("register_import.being_read")
    waiting = saved.changes.filter(state=ChangeState.WAITING)
    if at_most is not None and waiting.count() > at_most:
        raise NotReady("register_import.large", most=at_most, number=saved.pk)
    others = RegisterImport.objects.exclude(pk=saved.pk)
    is_busy = others.filter(state=ImportState.APPLYING).exists()
    if is_busy or others.last_applied() != saved.based_on_number:
        raise Conflict("register_import.outdated")
    saved.state = ImportState.APPLYING
    saved.save(update_fields=["state"])
    return saved
