"""The shipped facts about actors: counties, municipalities, trusts, authorities, made-up ones.

Plain values read from ``samvern/catalogues/actors``; where each number comes from, and how
sure it is, stands at the top of each file.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from samvern.engine.directory import SectorRules
from samvern.engine.municipality_number import county_of
from samvern.engine.tile_map import Place, Tile


@dataclass(frozen=True)
class County:
    """A county, with the health region that serves it."""

    number: str
    name: str
    region: str


@dataclass(frozen=True)
class Listed:
    """An actor as a catalogue lists it; ``source`` is a code of ``FactSource``."""

    name: str
    kind: str
    org_number: str | None
    source: str
    parent: str = ""
    region: str = ""
    municipality_number: str = ""
    size: str = ""
    language_form: str = ""
    also_known_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListedSuccession:
    """A succession between two listed actors, by name."""

    predecessor: str
    successor: str
    on: date
    kind: str


@functools.cache
def counties() -> Mapping[str, County]:
    """The counties by number."""
    listed = _read("municipalities_2024.yaml")["counties"]
    return MappingProxyType({entry["number"]: County(**entry) for entry in listed})


@functools.cache
def municipality_names() -> Mapping[str, str]:
    """The names of the municipalities by number."""
    listed = _read("municipalities_2024.yaml")["municipalities"]
    return MappingProxyType({entry["number"]: entry["name"] for entry in listed})


@functools.cache
def municipality_tiles() -> Mapping[str, Tile]:
    """Where each municipality stands on the tile map, by number."""
    listed = _read("tiles.yaml")["tiles"]
    return MappingProxyType({e["number"]: Tile(e["row"], e["column"]) for e in listed})


def municipalities_by_size() -> list[str]:
    """The numbers, those with most inhabitants first as far as is told, the rest county by turn."""
    largest = _read("demo_sector.yaml")["largest_municipalities"]
    by_turn = sorted(municipality_names(), key=lambda number: (number[2:], number))
    return list(dict.fromkeys([*largest, *by_turn]))


def municipality_places() -> list[Place]:
    """About where each municipality lies: what the tiles are laid from, and good for no more."""
    return [
        Place(entry["number"], county_of(entry["number"]), entry["north"], entry["east"])
        for entry in _read("tiles.yaml")["tiles"]
    ]


@functools.cache
def sector_rules() -> SectorRules:
    """What makes a unit of the register an actor of the sector."""
    listed = _read("register_rules.yaml")
    standards = listed["standards"].items()
    return SectorRules(
        names={name: {code["code"]: code["name"] for code in codes} for name, codes in standards},
        kinds={name: {code["code"]: code["kind"] for code in codes} for name, codes in standards},
        forms={entry["form"]: entry["kind"] for entry in listed["forms"]},
        endings={entry["ending"]: entry["kind"] for entry in listed["endings"]},
        left_out=frozenset(listed["left_out"]),
    )


def region_of(municipality_number: str) -> str:
    """The health region that serves a municipality's county; empty when unknown."""
    county = counties().get(county_of(municipality_number))
    return county.region if county else ""


def authorities() -> list[Listed]:
    """The ministry, national authorities and others, each after the one it belongs to."""
    return [_listed(entry) for entry in _read("national.yaml")["actors"]]


def regional_authorities() -> list[Listed]:
    """The four regional health authorities."""
    owner = _read("national.yaml")["regional_authorities_belong_to"]
    return [
        _listed({**entry, "kind": "regional_authority", "parent": owner})
        for entry in _read("health_trusts.yaml")["regional_authorities"]
    ]


def trusts() -> list[Listed]:
    """Trusts and companies of the regions; the jointly owned ones belong to none of them."""
    owners = {actor.region: actor.name for actor in regional_authorities()}
    return [
        _listed({**entry, "parent": owners.get(entry["region"], "")})
        for entry in _read("health_trusts.yaml")["trusts"]
    ]


def municipalities() -> list[Listed]:
    """The municipalities as organisations."""
    return [
        Listed(
            name=_municipality_as_actor(entry["name"]),
            kind="municipality",
            org_number=entry["org_number"],
            source=entry["source"],
            region=region_of(entry["number"]),
            municipality_number=entry["number"],
        )
        for entry in _read("municipalities_2024.yaml")["municipalities"]
    ]


def made_up() -> list[Listed]:
    """Hospitals, clinics and suppliers that do not exist."""
    return [
        _listed(
            {
                **{key: value for key, value in entry.items() if key != "municipality"},
                "source": "F",
                "municipality_number": entry["municipality"],
                "region": region_of(entry["municipality"]),
            }
        )
        for entry in _read("demo_sector.yaml")["actors"]
    ]


def successions() -> list[ListedSuccession]:
    """How the listed actors followed each other."""
    return [
        ListedSuccession(entry["predecessor"], entry["successor"], entry["date"], entry["kind"])
        for entry in _read("national.yaml")["successions"]
    ]


def _listed(entry: Mapping[str, Any]) -> Listed:
    return Listed(**{**entry, "also_known_as": tuple(entry.get("also_known_as", ()))})


def _municipality_as_actor(name: str) -> str:
    """``Herøy (Nordland)`` is the organisation ``Herøy kommune (Nordland)``."""
    plain, bracket, county = name.partition(" (")
    return f"{plain} kommune{bracket}{county}"


@functools.cache
def _read(name: str) -> Any:
    text = resources.files("samvern.catalogues").joinpath("actors", name).read_bytes()
    return yaml.load(text, Loader=yaml.CSafeLoader)
