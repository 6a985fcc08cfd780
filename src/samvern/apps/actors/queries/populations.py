"""Populations: who is meant now, who was drawn, and how many of each sort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    ActorQuerySet,
    ActorSize,
    ByHand,
    HealthRegion,
    Population,
    PopulationQuerySet,
    PopulationVersion,
    RegisterEntry,
)
from samvern.apps.actors.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.directory import Criteria, read_criteria
from samvern.engine.errors import NotFound


@dataclass(frozen=True)
class Stratum:
    """How many of a version are of a kind, in a region and of a size."""

    kind: ActorKind
    region: str
    size: str
    count: int

    @property
    def region_name(self) -> str:
        """The region in words; empty for none."""
        return str(HealthRegion(self.region).label) if self.region else ""

    @property
    def size_name(self) -> str:
        """The size in words."""
        return str(ActorSize(self.size).label)


@dataclass(frozen=True)
class HandChoice:
    """An actor that somebody added or left out; why, by whom and when, as far as it was said."""

    actor_id: int
    name: str
    choice: ByHand
    reason: str = ""
    by_name: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Drift:
    """How many would be drawn today who were not, and were drawn who would not be."""

    joined: int
    left: int


def populations(viewer: Viewer) -> PopulationQuerySet:
    """Every population, by name, with the size of its newest version. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_POPULATIONS)
    return Population.objects.visible_to(viewer)


def newest_versions(viewer: Viewer) -> list[PopulationVersion]:
    """The newest drawing of every population, by name, in one query. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_POPULATIONS)
    versions = PopulationVersion.objects.filter(
        number=F("population__version"), population__in=Population.objects.visible_to(viewer)
    )
    return list(versions.select_related("population").order_by("population__name", "pk"))


def population_for(viewer: Viewer, population_id: int, *, lock: bool = False) -> Population:
    """A population as the viewer sees it. Raises ``NotFound``."""
    visible = Population.objects.visible_to(viewer)
    if lock:
        visible = visible.select_for_update()
    found = visible.filter(pk=population_id).first()
    if found is None:
        raise NotFound("population.unknown")
    return found


def version_of(population: Population, number: int | None = None) -> PopulationVersion:
    """A drawing by its number, or the newest. Raises ``NotFound``."""
    wanted = population.version if number is None else number
    found = population.versions.filter(number=wanted).first()
    if found is None:
        raise NotFound("population.version_unknown", number=wanted)
    return found


def selected(criteria: Criteria, *, on: date) -> ActorQuerySet:
    """The actors in force on a day that criteria select, in order of their keys."""
    rule = Q(pk__in=()) if not criteria.is_by_rule else Q()
    if criteria.kinds:
        rule &= Q(kind__in=criteria.kinds)
    if criteria.regions:
        rule &= Q(region__in=criteria.regions)
    if criteria.sizes:
        rule &= Q(size__in=criteria.sizes)
    if criteria.counties:
        rule &= _any(Q(municipality_number__startswith=county) for county in criteria.counties)
    if criteria.codes:
        entries = RegisterEntry.objects.filter(because__in=criteria.codes)
        rule &= Q(pk__in=entries.values("actor_id"))
    if criteria.below:
        rule &= _any(Q(path__contains=f"/{above}/") & ~Q(pk=above) for above in criteria.below)
    found = Actor.objects.in_force(on).filter(rule | Q(pk__in=criteria.added))
    return found.exclude(pk__in=criteria.left_out).order_by("pk")


def chosen_by_hand(version: PopulationVersion) -> list[HandChoice]:
    """Who was added to a version or left out of it by hand, by name."""
    added = set(version.criteria.get("added", ()))
    asked = added.union(version.criteria.get("left_out", ()))
    found = Actor.objects.filter(pk__in=asked).order_by("sort_name", "pk").values_list("pk", "name")
    choices = []
    for pk, name in found:
        said = version.reasons.get(str(pk), {})
        choices.append(
            HandChoice(
                actor_id=pk,
                name=name,
                choice=ByHand.ADDED if pk in added else ByHand.LEFT_OUT,
                reason=said.get("reason", ""),
                by_name=said.get("by", ""),
                at=datetime.fromisoformat(said["at"]) if "at" in said else None,
            )
        )
    return choices


def strata(version: PopulationVersion) -> list[Stratum]:
    """How many of each sort were drawn, largest first."""
    counted = (
        version.members.order_by().values_list("kind", "region", "size").annotate(count=Count("pk"))
    )
    found = [Stratum(ActorKind(kind), region, size, n) for kind, region, size, n in counted]
    return sorted(found, key=lambda each: (-each.count, each.kind, each.region, each.size))


def members(version: PopulationVersion) -> ActorQuerySet:
    """The actors that were drawn, by name."""
    drawn = Actor.objects.filter(pk__in=version.members.values("actor_id"))
    return drawn.select_related("parent").order_by("sort_name", "pk")


def drift(version: PopulationVersion, *, on: date) -> Drift:
    """What the same criteria would draw otherwise on a day."""
    today = selected(read_criteria(version.criteria), on=on)
    drawn = version.members.values("actor_id")
    both = today.filter(pk__in=drawn).count()
    return Drift(joined=today.count() - both, left=version.size - both)


def _any(conditions: Iterable[Q]) -> Q:
    """Any of the conditions."""
    found = Q(pk__in=())
    for condition in conditions:
        found |= condition
    return found
