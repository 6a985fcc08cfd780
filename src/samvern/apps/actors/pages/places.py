"""Who is where, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors import catalogue
from samvern.apps.actors.models import ActorKind
from samvern.apps.actors.queries import PlaceCount, PlaceFilters, Places
from samvern.engine.municipality_number import county_of
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link, MapTile, TileMap


def places_page(asked: PlaceFilters, found: Places) -> dict[str, Any]:
    """The map, and beside it counties and regions."""
    return {
        "answer": _answer(found),
        "eyebrow": _who(asked, found),
        "unknown": _unknown(found),
        "map": _map(asked, found),
        "counties": _rows(found.counties, "county", asked),
        "regions": _rows(found.regions, "region", asked),
        "found": found,
        "population_url": reverse("actors:population", args=[found.population.pk])
        if found.population
        else "",
        "exports": _exports(asked, found),
        "clear_url": reverse("actors:places"),
        "breadcrumbs": [Link(_("Actors"), reverse("actors:register")), Link(_("Map"), "")],
    }


def _answer(found: Places) -> str:
    """Where they are in one sentence, with the place that has most where one does."""
    placed = found.total - found.without_municipality
    if not found.total:
        return _("The directory has none of them.")
    some = [place for place in found.municipalities if place.count]
    said = ngettext(
        "%(count)s actor is in %(places)s of %(all)s municipalities.",
        "%(count)s actors are in %(places)s of %(all)s municipalities.",
        placed,
    ) % {
        "count": _count(placed),
        "places": _count(len(some)),
        "all": _count(len(found.municipalities)),
    }
    most = sorted(some, key=lambda place: -(place.count or 0))[:2]
    if len(most) == 2 and most[0].count != most[1].count:
        said += " " + _("%(name)s has most: %(count)s.") % {
            "name": most[0].name,
            "count": _count(most[0].count or 0),
        }
    if found.without_municipality:
        said += " " + _("Of %(count)s the municipality is not known.") % {
            "count": _count(found.without_municipality)
        }
    return said


def _who(asked: PlaceFilters, found: Places) -> str:
    """Who is counted, in a few words."""
    kind = str(ActorKind(asked.kind).label) if asked.kind else ""
    return ", ".join(filter(None, [found.population.name if found.population else "", kind]))


def _unknown(found: Places) -> str:
    count = sum(place.count is None for place in found.municipalities)
    if not count:
        return ""
    return ngettext(
        "Of %(count)s municipality we do not know: the directory has nobody of them there, and "
        "nothing has been imported that would tell of everybody.",
        "Of %(count)s municipalities we do not know: the directory has nobody of them there, and "
        "nothing has been imported that would tell of everybody.",
        count,
    ) % {"count": _count(count)}


def _map(asked: PlaceFilters, found: Places) -> TileMap:
    counties, tiles = catalogue.counties(), catalogue.municipality_tiles()
    return TileMap(
        _("Actors in each municipality"),
        place_title=_("Municipality"),
        group_title=_("County"),
        count_title=_("Actors"),
        tiles=[
            MapTile(
                place.name,
                counties[county_of(place.key)].name,
                tiles[place.key],
                place.count,
                _address("municipality", place, asked),
            )
            for place in found.municipalities
        ],
    )


def _rows(
    places: Sequence[PlaceCount], parameter: str, asked: PlaceFilters
) -> list[tuple[str, str, str]]:
    """Names, addresses and counts in words."""
    return [(place.name, _address(parameter, place, asked), _said(place.count)) for place in places]


def _address(parameter: str, place: PlaceCount, asked: PlaceFilters) -> str:
    """The same actors in the register; it knows no populations, and has nobody to show for none."""
    if asked.population is not None or not place.count:
        return ""
    query = {parameter: place.key, **({"kind": asked.kind} if asked.kind else {})}
    return f"{reverse('actors:register')}?{urlencode(query)}"


def _exports(asked: PlaceFilters, found: Places) -> Exports:
    counties = catalogue.counties()
    number = ExportColumn[PlaceCount](_("Number"), lambda place: place.key)
    name = ExportColumn[PlaceCount](_("Name"), lambda place: place.name, 30)
    county = ExportColumn[PlaceCount](
        _("County"), lambda place: counties[county_of(place.key)].name
    )
    count = ExportColumn[PlaceCount](
        _("Actors"), lambda place: _("We do not know") if place.count is None else place.count
    )
    notes = list(filter(None, [_unknown(found)]))
    return Exports(
        "",
        [
            Export(
                "municipalities",
                _("Actors in each municipality"),
                [number, name, county, count],
                found.municipalities,
                notes,
            ),
            Export("counties", _("By county"), [number, name, count], found.counties, notes),
            Export("regions", _("By health region"), [name, count], found.regions, notes),
        ],
        facts=[
            (_("Kind"), str(ActorKind(asked.kind).label) if asked.kind else ""),
            (_("Population"), found.population.name if found.population else ""),
        ],
    )


def _said(count: int | None) -> str:
    """A count for a narrow column, in which words must not break."""
    return _("We do not know").replace(" ", "\u00a0") if count is None else _count(count)


def _count(value: int) -> str:
    return numbers.number(value, language=get_language() or "nb")
