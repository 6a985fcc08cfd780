"""A programme comes into the database: for the first time, or as its newer version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from samvern.apps.actors.models import Actor
from samvern.apps.programmes import queries
from samvern.apps.programmes.changes import mark_changed, plain
from samvern.apps.programmes.holders import Holders
from samvern.apps.programmes.intake import Intake, MeasureChange, Taken
from samvern.apps.programmes.models import Measure, Programme, Sharing
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.rules import check_document, check_rows
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput
from samvern.engine.programme import document as engine

#: What a judgement changes is told by the judgements themselves, which keep their history.
_JUDGED = frozenset({"cost", "support", "implementation_risk", "contribution", "attainment"})


@transaction.atomic
def import_programme(
    *,
    by: Viewer,
    document: engine.Programme,
    at: datetime,
    sharing: str | None = None,
    owner: Actor | None = None,
    replace: bool = False,
) -> Programme:
    """Take a programme in, or a newer version of one that is here already.

    Parameters
    ----------
    sharing
        Who sees it (:class:`Sharing`); the authority alone when not given, or as it was.
    owner
        The authority that governs it; the whole sector's when not given, or as it was.
    replace
        Whether a programme of the same code may be replaced. Judgements that differ supersede
        the old ones; measures and focus areas that are gone are withdrawn.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_PROGRAMME`` on the owner, and on the programme that is replaced.
    Conflict
        ``programme.exists``.
    InvalidInput
        ``programme.invalid``, ``sharing.unknown``.
    """
    existing = Programme.objects.select_related("owner_actor").filter(code=document.id).first()
    if existing is None or owner is not None:
        by.require(Permission.IMPORT_PROGRAMME, on=owner)
    if existing is not None:
        by.require(Permission.IMPORT_PROGRAMME, on=existing)
        if not replace:
            raise Conflict("programme.exists", programme=document.id)
    if sharing is not None and sharing not in Sharing.values:
        raise InvalidInput("sharing.unknown", found=sharing, known=", ".join(Sharing.values))
    check_document(document)
    if existing:
        mark_changed(existing, at=at)
    before = queries.read_document(existing) if existing else None
    programme = _save_head(existing, document, sharing=sharing, owner=owner, at=at)
    taken = Intake(programme, document, before, at=at).save()
    _record_edits(by, programme, taken, at=at)
    audit.record(
        by,
        "programme.replaced" if existing else "programme.imported",
        programme,
        at=at,
        path=programme.path,
        changes={"sharing": programme.sharing, **_counts(programme, taken)},
    )
    return programme


@transaction.atomic
def revise_programme(
    *,
    by: Viewer,
    programme: Programme,
    revise: Callable[[engine.Programme], engine.Programme],
    at: datetime,
    named: queries.NamedActors = MappingProxyType({}),
) -> Programme:
    """Change focus areas, measures and judgements of a programme in one go.

    What the programme says of itself, who sees it and who governs it stay as they are.

    Parameters
    ----------
    programme
        As :func:`queries.programme_for` gave it; its ``version`` is brought up to date.
    revise
        From what the programme says now to what it is to say. Nobody else changes the programme
        while it runs, and whatever it raises leaves everything as it was.
    named
        Who stood behind names that come back, as :func:`queries.named_actors` gave it. Names that
        stay keep who stands behind them; all others are looked up in the register.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_PROGRAMME`` on the programme.
    InvalidInput
        ``programme.invalid``.
    """
    by.require(Permission.IMPORT_PROGRAMME, on=programme)
    mark_changed(programme, at=at)
    before = queries.read_document(programme)
    document = revise(before)
    check_document(document)
    taken = Intake(programme, document, before, at=at, named=named).save()
    _record_edits(by, programme, taken, at=at)
    audit.record(
        by,
        "programme.revised",
        programme,
        at=at,
        path=programme.path,
        changes=_counts(programme, taken),
    )
    return programme


def _record_edits(by: Viewer, programme: Programme, taken: Taken, *, at: datetime) -> None:
    """Count the versions of measures that changed, and tell the trail of each."""
    told = {change.measure: _fields_of(change) for change in taken.changed}
    edited = [measure.pk for measure, changes in told.items() if changes]
    Measure.objects.filter(pk__in=edited).update(version=F("version") + 1)
    for measure, changes in told.items():
        if changes:
            audit.record(by, "measure.edited", measure, at=at, path=programme.path, changes=changes)


def _counts(programme: Programme, taken: Taken) -> dict[str, Any]:
    """What came of it, for the audit trail."""
    return {
        "version": programme.version,
        "added": taken.added,
        "changed": len(taken.changed),
        "withdrawn": list(taken.withdrawn),
        "judgements": taken.judgements,
    }


def _save_head(
    existing: Programme | None,
    document: engine.Programme,
    *,
    sharing: str | None,
    owner: Actor | None,
    at: datetime,
) -> Programme:
    """Save what the programme says of itself, and who sees and governs it."""
    programme = existing or Programme(code=document.id, sharing=Sharing.AUTHORITY)
    programme.title = dict(document.title)
    programme.description = dict(document.description)
    programme.publisher = document.publisher
    programme.publisher_actor = Holders([document.publisher]).only(document.publisher)
    programme.published = document.published
    programme.assignment = document.assignment
    programme.builds_on = document.builds_on
    programme.successor_of_publisher = document.successor_of_publisher
    programme.reporting_to = document.reporting_to
    programme.reporting_every = document.reporting_every
    programme.is_contribution_case_certain = document.contribution_case_certain
    programme.attainment_columns = list(document.attainment_columns)
    programme.sharing = sharing or programme.sharing
    programme.owner_actor = owner or programme.owner_actor
    programme.imported_at = programme.changed_at = at
    check_rows([programme])
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError:
        raise Conflict("programme.exists", programme=document.id) from None
    return programme


def _fields_of(change: MeasureChange) -> dict[str, Any]:
    """What changed of a measure, field by field, for the audit trail."""
    before, after = change.before, change.after
    return {
        field.name: [plain(getattr(before, field.name)), plain(getattr(after, field.name))]
        for field in fields(engine.Measure)
        if field.name not in _JUDGED and getattr(before, field.name) != getattr(after, field.name)
    }
