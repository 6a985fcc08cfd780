"""Drawing populations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from samvern.apps.actors import catalogue, queries
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    ActorSize,
    ByHand,
    HealthRegion,
    Population,
    PopulationMember,
    PopulationVersion,
)
from samvern.apps.actors.permissions import Permission
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.directory import Criteria, plain_criteria, read_criteria, with_choice
from samvern.engine.errors import Conflict, InvalidInput, Problem

_BATCH = 2_000
_LONGEST_REASON = 500


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


@transaction.atomic
def choose_by_hand(
    *,
    by: Viewer,
    at: datetime,
    population_id: int,
    version: int,
    actor_id: int,
    choice: str,
    reason: str,
) -> PopulationVersion:
    """Add one actor, leave it out, or let the criteria decide on it again; says why.

    The new version is the newest with this one changed: everybody else stays as they were drawn,
    and what was decided by hand holds when the population is drawn anew.

    Raises
    ------
    NotFound
        For a population or an actor that the viewer does not see.
    NotAllowed
        Unless the viewer may manage populations.
    InvalidInput
        ``population.invalid`` with a problem for each field, ``population.empty``.
    Conflict
        ``population.changed`` when ``version`` is not the newest.
    """
    saved = queries.population_for(by, population_id, lock=True)
    actor = queries.actor_for(by, actor_id)
    by.require(Permission.MANAGE_POPULATIONS)
    chosen, why = _choice(choice, reason)
    if saved.version != version:
        raise Conflict("population.changed")
    before = queries.version_of(saved)
    is_in = None if chosen is ByHand.BY_CRITERIA else chosen is ByHand.ADDED
    criteria = with_choice(read_criteria(before.criteria), actor.pk, is_in=is_in)
    meant = queries.selected(_checked(plain_criteria(criteria)), on=timezone.localdate(at))
    is_meant = meant.filter(pk=actor.pk).exists()
    if chosen is ByHand.ADDED and not is_meant:
        problem = Problem.of("population.has_ceased", where="actor")
        raise InvalidInput("population.invalid", problems=[problem])
    said = {"reason": why, "by": by.name[:200], "at": at.isoformat()}
    made = _new_version(saved, criteria, {**before.reasons, str(actor.pk): said}, by=by, at=at)
    kept = before.members.all() if is_meant else before.members.exclude(actor=actor)
    _keep(made, kept.values_list("actor_id", "kind", "region", "size"))
    if is_meant and not before.members.filter(actor=actor).exists():
        _keep(made, meant.filter(pk=actor.pk).values_list("pk", "kind", "region", "size"))
    changes = {"actor": actor.name, "choice": chosen.value, "reason": why}
    return _finished(made, "population.changed_by_hand", changes, by=by, at=at)


def _choice(choice: str, reason: str) -> tuple[ByHand, str]:
    """What was chosen and why. Raises ``InvalidInput`` with a problem for each."""
    why, problems = " ".join(reason.split()), []
    if choice not in ByHand.values:
        problems.append(
            Problem.of("population.value_unknown", where="choice", found=str(choice)[:40])
        )
    if not why or len(why) > _LONGEST_REASON:
        code = "field.too_long" if why else "field.required"
        problems.append(Problem.of(code, where="reason"))
    if problems:
        raise InvalidInput("population.invalid", problems=problems)
    return ByHand(choice), why


def _draw(
    saved: Population, criteria: Criteria, action: str, *, by: Viewer, at: datetime
) -> PopulationVersion:
    before = saved.versions.first()
    version = _new_version(saved, criteria, before.reasons if before else {}, by=by, at=at)
    meant = queries.selected(criteria, on=timezone.localdate(at))
    _keep(version, meant.values_list("pk", "kind", "region", "size"))
    return _finished(version, action, {}, by=by, at=at)


def _new_version(
    saved: Population, criteria: Criteria, reasons: Mapping[str, Any], *, by: Viewer, at: datetime
) -> PopulationVersion:
    """The next version, still without anybody. Raises ``Conflict`` when somebody was faster."""
    number = saved.version + 1
    if not Population.objects.filter(pk=saved.pk, version=saved.version).update(version=number):
        raise Conflict("population.changed")
    saved.version = number
    by_hand = {str(actor) for actor in (*criteria.added, *criteria.left_out)}
    return PopulationVersion.objects.create(
        population=saved,
        number=number,
        criteria=plain_criteria(criteria),
        reasons={actor: said for actor, said in reasons.items() if actor in by_hand},
        drawn_at=at,
        by_name=by.name[:200],
    )


def _keep(version: PopulationVersion, found: QuerySet[Any, Any]) -> None:
    """Put actors into a version, each with its kind, region and size."""
    for batch in _batches(found.iterator(chunk_size=_BATCH)):
        PopulationMember.objects.bulk_create(
            PopulationMember(version=version, actor_id=pk, kind=kind, region=region, size=size)
            for pk, kind, region, size in batch
        )
        version.size += len(batch)


def _finished(
    version: PopulationVersion, action: str, also: Mapping[str, Any], *, by: Viewer, at: datetime
) -> PopulationVersion:
    """A version that has everybody, told in the trail. Raises ``InvalidInput`` for nobody."""
    if not version.size:
        raise InvalidInput("population.empty")
    version.save(update_fields=["size"])
    changes = {"version": version.number, "size": version.size, "criteria": version.criteria}
    audit.record(by, action, version.population, at=at, changes={**changes, **also})
    return version


def _known() -> dict[str, Sequence[str]]:
    """What there is to choose for each criterion by rule."""
    rules = catalogue.sector_rules()
    by_code = [f"{name}:{code}" for name, kinds in rules.kinds.items() for code in kinds]
    return {
        "kinds": ActorKind.values,
        "regions": HealthRegion.values,
        "counties": list(catalogue.counties()),
        "sizes": ActorSize.values,
        "codes": [
            *by_code,
            *(f"form:{form}" for form in rules.forms),
            *(f"name:{ending}" for ending in rules.endings),
        ],
    }


def _checked(plain: Mapping[str, Any]) -> Criteria:
    """Criteria whose values are there."""
    criteria = read_criteria(plain)
    problems = [
        Problem.of("population.not_among", where=name, found=value[:40], known=_listed(known))
        for name, known in _known().items()
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


def _listed(known: Sequence[str]) -> str:
    """Values as people write them; what is not known has a word."""
    return ", ".join(value or "unknown" for value in known)


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch
