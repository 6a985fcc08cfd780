"""Who sees a programme, and what follows when an actor that owned something is succeeded."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor
from samvern.apps.programmes import models as tables
from samvern.apps.programmes import queries
from samvern.apps.programmes.changes import mark_changed
from samvern.apps.programmes.holders import Holders
from samvern.apps.programmes.models import (
    MeasureActor,
    OwnerChange,
    OwnerChangeReason,
    Programme,
    Sharing,
)
from samvern.apps.programmes.operations.importing import import_programme
from samvern.apps.programmes.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput


@transaction.atomic
def share_programme(*, by: Viewer, code: str, sharing: str, at: datetime) -> Programme:
    """Say who sees a programme.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``GOVERN_PROGRAMME`` on it.
    InvalidInput
        ``sharing.unknown``.
    """
    programme = queries.programme_for(by, code)
    by.require(Permission.GOVERN_PROGRAMME, on=programme)
    if sharing not in Sharing.values:
        raise InvalidInput("sharing.unknown", found=sharing, known=", ".join(Sharing.values))
    if sharing == programme.sharing:
        return programme
    before = programme.sharing
    mark_changed(programme, at=at)
    programme.sharing = sharing
    programme.save(update_fields=["sharing"])
    audit.record(
        by,
        "programme.shared",
        programme,
        at=at,
        path=programme.path,
        changes={"sharing": [before, sharing]},
    )
    return programme


@transaction.atomic
def transfer_ownership(
    *, by: Viewer, predecessor_id: int, successor_id: int, on: date, at: datetime
) -> int:
    """Give the successor of an actor what the actor governed, owned and took part in.

    It goes to whoever has followed the successor in turn. Names stay as published. Doing it
    twice changes nothing more. Returns the number of parts in measures that moved.

    Parameters
    ----------
    on
        The day it passed on; ``at`` is when that is recorded.

    Raises
    ------
    NotAllowed
        Without ``GOVERN_PROGRAMME`` for the whole sector.
    """
    by.require(Permission.GOVERN_PROGRAMME)
    predecessor = Actor.objects.get(pk=predecessor_id)
    successor = actors.holder_on(successor_id, timezone.localdate(at))
    parts = list(
        MeasureActor.objects.filter(actor=predecessor).select_related("measure").order_by("pk")
    )
    touched = {part.measure.programme_id for part in parts}
    for programme in Programme.objects.select_related("owner_actor").order_by("pk"):
        is_governed = programme.owner_actor_id == predecessor.pk
        if not is_governed and programme.pk not in touched:
            continue
        mark_changed(programme, at=at)
        if is_governed:
            programme.owner_actor = successor
            programme.save(update_fields=["owner_actor"])
        mine = [part for part in parts if part.measure.programme_id == programme.pk]
        audit.record(
            by,
            "programme.ownership_transferred",
            programme,
            at=at,
            path=programme.path,
            changes={
                "holder": [predecessor.name, successor.name],
                "governs": is_governed,
                "measures": sorted({part.measure.code for part in mine}),
            },
        )
    _move(parts, successor)
    OwnerChange.objects.bulk_create(
        OwnerChange(
            measure_id=part.measure_id,
            part=part.part,
            from_name=predecessor.name,
            to_name=successor.name,
            from_actor=predecessor,
            to_actor=successor,
            reason=OwnerChangeReason.SUCCESSION,
            on=on,
            at=at,
        )
        for part in parts
    )
    return len(parts)


def _move(parts: list[MeasureActor], successor: Actor) -> None:
    """Point the parts at the successor; where it stands behind the same name already, one is left."""
    taken = set(
        MeasureActor.objects.filter(
            actor=successor, measure__in={part.measure_id for part in parts}
        ).values_list("measure_id", "part", "position")
    )
    double = [p.pk for p in parts if (p.measure_id, p.part, p.position) in taken]
    MeasureActor.objects.filter(pk__in=double).delete()
    MeasureActor.objects.filter(pk__in=[p.pk for p in parts]).update(actor=successor)


@transaction.atomic
def load_catalogue(*, by: Viewer, at: datetime) -> list[Programme]:
    """Take in the programmes that ship with Samvern, for everybody to see.

    Those that are here already stay as they are. Each is governed by whoever holds the tasks of
    its publisher today, where the register of actors knows. Returns those that were taken in.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_PROGRAMME`` there.
    """
    here = set(tables.Programme.objects.values_list("code", flat=True))
    return [
        import_programme(
            by=by,
            document=document,
            at=at,
            sharing=Sharing.PUBLIC,
            owner=Holders([document.publisher], on=at.date()).only(document.publisher),
        )
        for document in queries.shipped_programmes()
        if document.id not in here
    ]
