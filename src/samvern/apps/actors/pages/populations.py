"""Populations as their pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors import catalogue, queries
from samvern.apps.actors.models import (
    ActorKind,
    ActorSize,
    ByHand,
    HealthRegion,
    Population,
    PopulationVersion,
)
from samvern.apps.actors.pages import register_words
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.queries import ActorRow, HandChoice, Stratum
from samvern.base.viewer import Viewer
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link

ROWS_SHOWN = 50


def populations_page(viewer: Viewer) -> dict[str, Any]:
    """Every population with its newest drawing."""
    versions = queries.newest_versions(viewer)
    count = len(versions)
    return {
        "answer": ngettext(
            "%(count)s population is saved.", "%(count)s populations are saved.", count
        )
        % {"count": _count(count)},
        "versions": versions,
        "may_manage": viewer.may(Permission.MANAGE_POPULATIONS),
        "breadcrumbs": [_actors(), Link(_("Populations"), "")],
    }


def population_page(
    viewer: Viewer, saved: Population, query: QueryDict, *, on: date
) -> dict[str, Any]:
    """A drawing: how many of each sort, and who."""
    version = queries.version_of(saved, _number(query.get("version", "")))
    strata = queries.strata(version)
    actors, by_hand = queries.members(version), queries.chosen_by_hand(version)
    paginator = Paginator(range(version.size), ROWS_SHOWN)
    page = paginator.get_page(query.get("page"))
    start = (page.number - 1) * ROWS_SHOWN
    drift = queries.drift(version, on=on)
    may_manage = viewer.may(Permission.MANAGE_POPULATIONS)
    return {
        "population": saved,
        "version": version,
        "answer": ngettext("%(count)s actor is meant.", "%(count)s actors are meant.", version.size)
        % {"count": _count(version.size)},
        "facts": _criteria(version),
        "strata": strata,
        "by_hand": by_hand,
        "is_newest": version.number == saved.version,
        "drift": _drift(drift.joined, drift.left),
        "page": page,
        "rows": queries.register_rows(actors[start : start + ROWS_SHOWN], on=on),
        "versions": [
            Link(_version_title(each), f"?version={each.number}", current=each == version)
            for each in saved.versions.all()
        ],
        "may_manage": may_manage,
        "may_change": may_manage and version.number == saved.version,
        "exports": _exports(version, strata, by_hand, on=on),
        "breadcrumbs": [_actors(), _populations(), Link(saved.name, "")],
        "print_source": saved.name,
    }


def population_form_page(
    saved: Population | None, *, heading: str, submit: str, note: str
) -> dict[str, Any]:
    """What stands around a form about a population."""
    back = reverse("actors:population", args=[saved.pk]) if saved else reverse("actors:populations")
    above = [Link(saved.name, back)] if saved else []
    return {
        "heading": heading,
        "submit": submit,
        "note": note,
        "back_url": back,
        "eyebrow": saved.name if saved else "",
        "breadcrumbs": [_actors(), _populations(), *above, Link(heading, "")],
    }


def by_hand_start(viewer: Viewer, saved: Population, query: QueryDict) -> dict[str, Any]:
    """What the form about one actor shows first, as the address asks."""
    actor, choice = _number(query.get("actor", "")), query.get("choice", "")
    return {
        "version": saved.version,
        "actor": queries.actor_for(viewer, actor) if actor is not None else None,
        "choice": choice if choice in ByHand.values else ByHand.ADDED.value,
    }


def by_hand_page(saved: Population) -> dict[str, Any]:
    """What stands around the form about one actor."""
    return population_form_page(
        saved,
        heading=_("Who is to be added or left out?"),
        submit=_("Save the choice"),
        note=_(
            "A new version is made in which only this actor is changed. What you choose holds when "
            "the population is drawn anew, until somebody lets the criteria decide again."
        ),
    )


def _criteria(version: PopulationVersion) -> list[Definition]:
    """The criteria in words."""
    said: Mapping[str, list[Any]] = version.criteria
    counties = catalogue.counties()
    words = {
        "kinds": [str(ActorKind(kind).label) for kind in said.get("kinds", ())],
        "regions": [str(HealthRegion(region).label) for region in said.get("regions", ())],
        "counties": [
            counties[number].name if number in counties else number
            for number in said.get("counties", ())
        ],
        "sizes": [str(ActorSize(size).label) for size in said.get("sizes", ())],
        "codes": [register_words.rule(code) for code in said.get("codes", ())],
    }
    labels = {
        "kinds": _("Kind"),
        "regions": _("Health region"),
        "counties": _("County"),
        "sizes": _("Size"),
        "codes": _("Industry codes"),
    }
    told = [Definition(labels[name], ", ".join(listed)) for name, listed in words.items() if listed]
    if said.get("below"):
        told.append(Definition(_("Below so many actors"), _count(len(said["below"]))))
    drawn = numbers.day(version.drawn_at.date(), get_language() or "nb")
    return [*told, Definition(_("Drawn on"), drawn, version.by_name)]


def _drift(joined: int, left: int) -> str:
    if not joined and not left:
        return _("Drawing anew today would give the same actors.")
    return _("Drawing anew today would add %(joined)s and leave out %(left)s.") % {
        "joined": _count(joined),
        "left": _count(left),
    }


def _exports(
    version: PopulationVersion, strata: list[Stratum], by_hand: list[HandChoice], *, on: date
) -> Exports:
    sorts = [
        ExportColumn[Stratum](_("Kind"), lambda row: str(row.kind.label)),
        ExportColumn(_("Health region"), lambda row: row.region_name),
        ExportColumn(_("Size"), lambda row: row.size_name),
        ExportColumn(_("Actors"), lambda row: row.count),
    ]
    who = [
        ExportColumn[ActorRow](_("Name"), lambda row: row.name, 40),
        ExportColumn(_("Organisation number"), lambda row: row.org_number),
        ExportColumn(_("Kind"), lambda row: row.kind),
        ExportColumn(_("Municipality"), lambda row: row.municipality),
    ]
    chosen = [
        ExportColumn[HandChoice](_("Name"), lambda row: row.name, 40),
        ExportColumn(_("Added or left out"), lambda row: str(row.choice.label)),
        ExportColumn(_("Why"), lambda row: row.reason, 40),
        ExportColumn(_("Chosen by"), lambda row: row.by_name),
    ]
    one_by_one = (
        row
        for actor in queries.members(version).iterator(chunk_size=2_000)
        for row in queries.register_rows([actor], on=on)
    )
    return Exports(
        str(version),
        [
            Export("strata", _("How many of each sort"), sorts, strata),
            Export("by_hand", _("Chosen by hand"), chosen, by_hand),
            Export("members", _("Who is meant"), who, one_by_one),
        ],
    )


def _version_title(version: PopulationVersion) -> str:
    day = numbers.day(version.drawn_at.date(), get_language() or "nb")
    return _("Version %(number)s, %(day)s: %(count)s actors") % {
        "number": version.number,
        "day": day,
        "count": _count(version.size),
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _actors() -> Link:
    return Link(_("Actors"), reverse("actors:register"))


def _populations() -> Link:
    return Link(_("Populations"), reverse("actors:populations"))


def _count(value: int) -> str:
    return numbers.number(value, language=get_language() or "nb")
