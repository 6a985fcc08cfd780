"""The register as a list: filters, order, rows and totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Case, Count, F, IntegerField, TextChoices, Value, When
from django.db.models.functions import Coalesce

from samvern.apps.actors import catalogue
from samvern.apps.actors.models import (
    Actor,
    ActorKind,
    ActorQuerySet,
    ActorSize,
    FactSource,
    HealthRegion,
)
from samvern.apps.actors.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed
from samvern.engine.municipality_number import is_municipality_number
from samvern.engine.org_number import spaced


def _rank(field: str, choices: type[TextChoices]) -> Case:
    """The place of a choice among the others as they are declared, not as they are spelled."""
    places = (When(**{field: value}, then=Value(n)) for n, value in enumerate(choices.values))
    return Case(*places, output_field=IntegerField())


#: What the register can be put in order by; the name settles ties.
ORDERS: Mapping[str, F | Case] = MappingProxyType(
    {
        "name": F("sort_name"),
        "kind": _rank("kind", ActorKind),
        "org_number": F("org_number"),
        "parent": F("parent__sort_name"),
        "region": _rank("region", HealthRegion),
        "municipality": F("municipality_number"),
        "size": _rank("size", ActorSize),
        "language_form": F("language_form"),
        "valid_from": F("valid_from"),
        "valid_to": F("valid_to"),
    }
)


class Standing(StrEnum):
    """Whether an actor exists today."""

    IN_FORCE = "in_force"
    CEASED = "ceased"
    ANY = "any"


class Origin(StrEnum):
    """Whether an actor is real or made up for the demo."""

    ANY = ""
    REAL = "real"
    MADE_UP = "made_up"


@dataclass(frozen=True)
class Filters:
    """What part of the register is asked for; what cannot be read asks for nothing."""

    words: str = ""
    kind: str = ""
    region: str = ""
    county: str = ""
    municipality: str = ""
    below: int | None = None
    standing: Standing = Standing.IN_FORCE
    origin: Origin = Origin.ANY

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """From the parameters of an address."""
        below = query.get("below", "")
        municipality = query.get("municipality", "")
        return cls(
            words=query.get("q", "").replace("\0", "").strip()[:100],
            kind=_known(query.get("kind", ""), ActorKind.values),
            region=_known(query.get("region", ""), HealthRegion.values),
            county=_known(query.get("county", ""), catalogue.counties()),
            municipality=municipality if is_municipality_number(municipality) else "",
            below=int(below) if below.isascii() and below.isdecimal() and len(below) < 19 else None,
            standing=Standing(_known(query.get("standing", ""), [*Standing]) or Standing.IN_FORCE),
            origin=Origin(_known(query.get("origin", ""), [*Origin])),
        )


@dataclass(frozen=True)
class ActorRow:
    """An actor as a line of the register; texts are in the reader's language."""

    id: int
    name: str
    kind: str
    org_number: str
    parent_id: int | None
    parent: str
    region: str
    municipality: str
    size: str
    language_form: str
    valid_from: date | None
    valid_to: date | None
    source: str
    is_in_force: bool
    is_fictitious: bool

    @property
    def spaced_number(self) -> str:
        """The organisation number as it is printed."""
        return spaced(self.org_number)


@dataclass(frozen=True)
class KindTotal:
    """How many actors of a kind there are."""

    kind: ActorKind
    count: int


def register(viewer: Viewer, filters: Filters, *, on: date, order: str = "name") -> ActorQuerySet:
    """The actors that the viewer asks for, as they stand on a date.

    ``order`` is a key of :data:`ORDERS`, with a minus in front when descending. Raises
    ``NotAllowed`` when the viewer may not open the register at all.
    """
    if not viewer.may_somewhere(Permission.READ_ACTORS):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_ACTORS))
    actors = Actor.objects.visible_to(viewer).matching(filters.words)
    actors = _standing(actors, filters.standing, on)
    if filters.kind:
        actors = actors.filter(kind=filters.kind)
    if filters.region:
        actors = actors.filter(region=filters.region)
    if filters.municipality or filters.county:
        number = filters.municipality or filters.county
        actors = actors.filter(municipality_number__startswith=number)
    if filters.below is not None:
        actors = actors.filter(path__contains=f"/{filters.below}/").exclude(pk=filters.below)
    if filters.origin is not Origin.ANY:
        made_up = filters.origin is Origin.MADE_UP
        actors = actors.filter(source=FactSource.FICTITIOUS) if made_up else actors.real()
    return _in_order(actors, order)


def register_rows(actors: ActorQuerySet | Iterable[Actor], *, on: date) -> list[ActorRow]:
    """Actors as lines of the register; they must come with their parents."""
    return [_row(actor, on) for actor in actors]


def totals_by_kind(actors: ActorQuerySet) -> list[KindTotal]:
    """How many of each kind, most first."""
    # Not by the bare column: SQLite would then walk its index and fetch each row by itself.
    kind = Coalesce("kind", Value(""))
    counted = actors.order_by().values_list(kind).annotate(count=Count("pk"))
    totals = [KindTotal(ActorKind(kind), count) for kind, count in counted]
    return sorted(totals, key=lambda total: (-total.count, total.kind))


def _row(actor: Actor, on: date) -> ActorRow:
    names = catalogue.municipality_names()
    number = actor.municipality_number
    return ActorRow(
        id=actor.pk,
        name=actor.name,
        kind=actor.get_kind_display(),
        org_number=actor.org_number or "",
        parent_id=actor.parent_id,
        parent=actor.parent.name if actor.parent else "",
        region=actor.get_region_display() if actor.region else "",
        municipality=f"{number} {names.get(number, '')}".strip(),
        size=actor.get_size_display() if actor.size else "",
        language_form=actor.get_language_form_display() if actor.language_form else "",
        valid_from=actor.valid_from,
        valid_to=actor.valid_to,
        source=actor.get_source_display(),
        is_in_force=actor.is_in_force(on),
        is_fictitious=actor.is_fictitious,
    )


def _standing(actors: ActorQuerySet, standing: Standing, on: date) -> ActorQuerySet:
    if standing is Standing.ANY:
        return actors
    return actors.in_force(on) if standing is Standing.IN_FORCE else actors.ceased(on)


def _in_order(actors: ActorQuerySet, order: str) -> ActorQuerySet:
    key = ORDERS[order.removeprefix("-")]
    first = key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
    return actors.select_related("parent").order_by(first, "sort_name", "pk")


def _known(value: str, values: Iterable[str]) -> str:
    return value if value in values else ""
