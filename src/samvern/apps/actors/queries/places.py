"""Who is where: how many actors are in each municipality, county and health region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from samvern.apps.actors import catalogue
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    HealthRegion,
    ImportState,
    Population,
    RegisterImport,
)
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.queries.populations import population_for, version_of
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed
from samvern.engine.municipality_number import county_of

#: How many there are with each municipality number and region.
_Counted = Iterable[tuple[str, str, int]]


@dataclass(frozen=True)
class PlaceFilters:
    """Who is asked for: of a kind, and in a population; what cannot be read asks for nothing."""

    kind: str = ""
    population: int | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> PlaceFilters:
        """From the parameters of an address."""
        kind, population = query.get("kind", ""), query.get("population", "")
        is_number = population.isascii() and population.isdecimal() and len(population) < 19
        return cls(
            kind=kind if kind in ActorKind.values else "",
            population=int(population) if is_number else None,
        )


@dataclass(frozen=True)
class PlaceCount:
    """How many are in a municipality, a county or a region; None where nobody knows."""

    key: str
    name: str
    count: int | None


@dataclass(frozen=True)
class Places:
    """Who is where. ``total`` counts those whose place is not known too."""

    total: int
    municipalities: Sequence[PlaceCount]
    counties: Sequence[PlaceCount]
    regions: Sequence[PlaceCount]
    population: Population | None = None

    def plain(self) -> dict[str, Any]:
        """The counts as plain values, in which null means that nobody knows."""
        return {
            "total": self.total,
            "without_municipality": self.without_municipality,
            "without_region": self.without_region,
            "municipalities": [asdict(place) for place in self.municipalities],
            "counties": [asdict(place) for place in self.counties],
            "regions": [asdict(place) for place in self.regions],
        }

    @property
    def without_municipality(self) -> int:
        """How many have no municipality, or none of those that there are."""
        return self.total - _sum(self.municipalities)

    @property
    def without_region(self) -> int:
        """How many have no health region."""
        return self.total - _sum(self.regions)


def places(viewer: Viewer, asked: PlaceFilters, *, on: date) -> Places:
    """How many of those asked for are where on a date.

    Of a population, those who were drawn last are counted, by the kind and region that they had
    then. Nobody in a place is None, not known, unless something has told of everybody of that
    kind: the shipped catalogue, an import of files that hold everybody, or the drawing. Raises ``NotAllowed``,
    ``NotFound`` for a population that the viewer does not see.
    """
    if not viewer.may_somewhere(Permission.READ_ACTORS):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_ACTORS))
    if asked.population is None:
        actors = Actor.objects.visible_to(viewer).in_force(on)
        if asked.kind:
            actors = actors.filter(kind=asked.kind)
        counted = actors.order_by().values_list("municipality_number", "region")
        return _places(counted.annotate(count=Count("pk")), is_nobody_known=_tells_all(asked.kind))
    saved = population_for(viewer, asked.population)
    drawn = version_of(saved).members.order_by()
    if asked.kind:
        drawn = drawn.filter(kind=asked.kind)
    of_members = drawn.values_list("actor__municipality_number", "region")
    return _places(of_members.annotate(count=Count("pk")), is_nobody_known=True, population=saved)


def _tells_all(kind: str) -> bool:
    """Whether the directory would have those of a kind that there are.

    The catalogue brings every municipality; other kinds come from the register, as far as its
    rules find them, once somebody has said of the files that they hold everybody.
    """
    if kind == ActorKind.MUNICIPALITY:
        return True
    rules = catalogue.sector_rules()
    by_code = {found for kinds in rules.kinds.values() for found in kinds.values()}
    found = by_code | {*rules.forms.values(), *rules.endings.values()}
    told = RegisterImport.objects.filter(state=ImportState.APPLIED, is_complete=True)
    return kind in found and told.exists()


def _places(
    counted: _Counted, *, is_nobody_known: bool, population: Population | None = None
) -> Places:
    names, in_municipality = catalogue.municipality_names(), Counter[str]()
    in_county, in_region = Counter[str](), Counter[str]()
    total = 0
    for number, region, count in counted:
        total += count
        in_region[region] += count
        if number in names:
            in_municipality[number] += count
            in_county[county_of(number)] += count

    def listed(counts: Counter[str], named: Iterable[tuple[str, str]]) -> list[PlaceCount]:
        nobody = 0 if is_nobody_known else None
        return [PlaceCount(key, name, counts[key] or nobody) for key, name in named]

    counties = [(county.number, county.name) for county in catalogue.counties().values()]
    regions = [(region.value, str(region.label)) for region in HealthRegion]
    return Places(
        total=total,
        municipalities=listed(in_municipality, names.items()),
        counties=listed(in_county, counties),
        regions=listed(in_region, regions),
        population=population,
    )


def _sum(counted: Sequence[PlaceCount]) -> int:
    return sum(place.count or 0 for place in counted)
