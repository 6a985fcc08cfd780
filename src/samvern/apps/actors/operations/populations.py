"""Drawing populations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from samvern.apps.actors import queries
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    ActorSize,
    HealthRegion,
    Population,
    PopulationMember,
    PopulationVersion,
)
from samvern.apps.actors.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.directory import Criteria, plain_criteria, read_criteria
from samvern.engine.errors import Conflict, InvalidInput, Problem

_BATCH = 2_000
_KNOWN = {
    "kinds": ActorKind.values,
    "regions": HealthRegion.values,
    "sizes": ActorSize.values,
}


@transaction.atomic
def create_population(
    *, by: Viewer, at: datetime, name: str, criteria: Mapping[str, Any], description: str = ""
) -> PopulationVersion:
    """Save who is meant, and draw the first version.

    Raises
    ------
    NotAllowed
        Unless the viewer may manage populations.
    InvalidInput
        ``population.invalid`` with a problem for each criterion, ``population.empty``.
    Conflict
        ``population.exists``.
    """
    by.require(Permission.MANAGE_POPULATIONS)
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 200:
        problem = Problem.of("field.required" if not tidy else "field.too_long", where="name")
        raise InvalidInput("population.invalid", problems=[problem])
    try:
        with transaction.atomic():
            saved = Population.objects.create(name=tidy, description=description.strip()[:500])
    except IntegrityError:
        raise Conflict("population.exists", name=tidy) from None
    return _draw(saved, _checked(criteria), "population.created", by=by, at=at)


@transaction.atomic
def draw_population(
    *,
    by: Viewer,
    at: datetime,
    population_id: int,
    version: int,
    criteria: Mapping[str, Any] | None = None,
) -> PopulationVersion:
    """Draw anew as the directory stands today, by the same criteria or by others.

    ``version`` is the newest one that was looked at. Earlier drawings stay as they were. Raises
    ``NotFound``, ``NotAllowed``, ``InvalidInput`` as :func:`create_population`, ``Conflict``
    (``population.changed``).
    """
    saved = queries.population_for(by, population_id, lock=True)
    by.require(Permission.MANAGE_POPULATIONS)
    if saved.version != version:
        raise Conflict("population.changed")
    chosen = queries.version_of(saved).criteria if criteria is None else criteria
    return _draw(saved, _checked(chosen), "population.drawn", by=by, at=at)


def _draw(
    saved: Population, criteria: Criteria, action: str, *, by: Viewer, at: datetime
) -> PopulationVersion:
    number = saved.version + 1
    if not Population.objects.filter(pk=saved.pk, version=saved.version).update(version=number):
        raise Conflict("population.changed")
    saved.version = number
    version = PopulationVersion.objects.create(
        population=saved,
        number=number,
        criteria=plain_criteria(criteria),
        drawn_at=at,
        by_name=by.name[:200],
    )
    meant = queries.selected(criteria, on=timezone.localdate(at))
    found = meant.values_list("pk", "kind", "region", "size").iterator(chunk_size=_BATCH)
    for batch in _batches(found):
        PopulationMember.objects.bulk_create(
            PopulationMember(version=version, actor_id=pk, kind=kind, region=region, size=size)
            for pk, kind, region, size in batch
        )
        version.size += len(batch)
    if not version.size:
        raise InvalidInput("population.empty")
    version.save(update_fields=["size"])
    changes = {"version": number, "size": version.size, "criteria": version.criteria}
    audit.record(by, action, saved, at=at, changes=changes)
    return version


def _checked(plain: Mapping[str, Any]) -> Criteria:
    """Criteria whose values are there."""
    criteria = read_criteria(plain)
    problems = [
        Problem.of("population.value_unknown", where=name, found=str(value)[:40])
        for name, known in _KNOWN.items()
        for value in getattr(criteria, name)
        if value not in known
    ]
    asked = {*criteria.below, *criteria.added, *criteria.left_out}
    there = set(Actor.objects.filter(pk__in=asked).values_list("pk", flat=True))
    problems += [
        Problem.of("population.value_unknown", where="added", found=str(value))
        for value in sorted(asked - there)
    ]
    if problems:
        raise InvalidInput("population.invalid", problems=problems)
    return criteria


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch
