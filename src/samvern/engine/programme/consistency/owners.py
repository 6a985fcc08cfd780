"""Owners: missing, spelt in several ways, gone, or listed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from samvern.engine.programme.consistency.findings import Finding, Severity, each_or_all
from samvern.engine.programme.document import Measure, Programme

#: Words that tell no name from another.
_SMALL_WORDS: Final = frozenset({"for", "i", "av", "og", "the", "of", "and", "på", "til"})

#: Endings of Norwegian nouns in the definite form and the genitive, longest first.
_ENDINGS: Final = (
    "enes",
    "anes",
    "ene",
    "ane",
    "ens",
    "ets",
    "en",
    "et",
    "as",
    "es",
    "e",
    "a",
    "s",
)

#: A stem is at least this long, so that short names stay whole.
_SHORTEST_STEM: Final = 4


def findings_of(programme: Programme) -> Iterator[Finding]:
    """What is unclear about who owns the measures."""
    yield from _missing(programme)
    yield from _spellings(programme)
    yield from _parts_of_names(programme)
    yield from _gone(programme)
    yield from _owner_and_involved(programme)


def _missing(programme: Programme) -> Iterator[Finding]:
    notes = {measure.id: measure.owner_note for measure in programme.measures}
    unstated = [measure.id for measure in programme.measures if measure.owners is None]
    yield from each_or_all(
        unstated,
        len(programme.measures),
        each=lambda measure: Finding.of("owner.unstated", Severity.GAP, ("measure", measure)),
        all_of_them=lambda total: Finding.of(
            "owner.all_unstated", Severity.GAP, ("programme", programme.id), total=total
        ),
    )
    for measure in programme.measures:
        if measure.owners == ():
            note = notes[measure.id]
            code = "owner.only_note" if note else "owner.missing"
            yield Finding.of(code, Severity.GAP, ("measure", measure.id), note=note)


def _names(programme: Programme) -> dict[str, list[str]]:
    """Every name that stands for an owner or somebody involved, and the measures it stands at."""
    names: dict[str, list[str]] = {}
    for measure in programme.measures:
        for name in dict.fromkeys((*(measure.owners or ()), *measure.involved)):
            names.setdefault(name, []).append(measure.id)
    return names


def _owner_names(programme: Programme) -> set[str]:
    return {name for measure in programme.measures for name in measure.owners or ()}


def name_key(name: str) -> frozenset[str]:
    """What two spellings of one name have in common: the stems of its telling words.

    Examples
    --------
    >>> name_key("Normens styringsgruppe") == name_key("Styringsgruppen for Normen")
    True
    """
    words = re.findall(r"[^\W_]+", name.casefold())
    return frozenset(_stem(word) for word in words if word not in _SMALL_WORDS)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _spellings(programme: Programme) -> Iterator[Finding]:
    alike: dict[frozenset[str], list[str]] = {}
    for name in _names(programme):
        alike.setdefault(name_key(name), []).append(name)
    owners = _owner_names(programme)
    for spellings in alike.values():
        if len(spellings) > 1 and owners.intersection(spellings):
            yield Finding.of(
                "owner.spelt_differently",
                Severity.REMARK,
                ("programme", programme.id),
                names=" | ".join(spellings),
            )


def _parts_of_names(programme: Programme) -> Iterator[Finding]:
    """``A/B`` where A or B also stands alone: the same owner, a part of it, or two?"""
    names = _names(programme)
    owners = _owner_names(programme)
    whole: dict[frozenset[str], list[str]] = {}
    for name in names:
        if "/" not in name:
            whole.setdefault(name_key(name), []).append(name)
    for name in names:
        parts = dict.fromkeys(name_key(part) for part in name.split("/"))
        alone = [other for part in parts for other in whole.get(part, ()) if "/" in name]
        if alone and owners.intersection((name, *alone)):
            yield Finding.of(
                "owner.with_part",
                Severity.REMARK,
                ("programme", programme.id),
                name=name,
                alone=" | ".join(alone),
            )


def _gone(programme: Programme) -> Iterator[Finding]:
    """Measures that are left with a publisher that somebody has succeeded."""
    if not programme.successor_of_publisher:
        return
    gone = name_key(programme.publisher)
    owned = [measure.id for measure in programme.measures if _has(gone, measure.owners or ())]
    involved = [
        measure.id
        for measure in programme.measures
        if _has(gone, measure.involved) and measure.id not in owned
    ]
    for code, severity, measures in (
        ("owner.gone", Severity.GAP, owned),
        ("involved.gone", Severity.REMARK, involved),
    ):
        if measures:
            yield Finding.of(
                code,
                severity,
                ("programme", programme.id),
                name=programme.publisher,
                successor=programme.successor_of_publisher,
                count=len(measures),
                measures=", ".join(measures),
            )


def _has(key: frozenset[str], names: tuple[str, ...]) -> bool:
    return any(name_key(name) == key for name in names)


def _owner_and_involved(programme: Programme) -> Iterator[Finding]:
    for measure in programme.measures:
        for name in _both(measure):
            yield Finding.of(
                "owner.also_involved", Severity.REMARK, ("measure", measure.id), name=name
            )


def _both(measure: Measure) -> list[str]:
    owners = {name_key(name) for name in measure.owners or ()}
    return [name for name in measure.involved if name_key(name) in owners]
