"""The indicator file: a catalogue of indicators that programmes can begin with, as YAML or JSON.

Described, key by key, by ``indicators.schema.json`` (``samvern indicator schema``)::

    indicators: {id: start, version: "1", programme: IE-1125, title: {nb: Indikatorer å begynne med}}
    sources: [{id: report, title: The report}]
    subjects: [{id: exercises, title: {nb: Øvelser}}]
    proposals:
      - {id: Ø1, subject: exercises, title: {nb: Øvd}, definition: {nb: Andel}, population: {nb: Alle},
         values_from: {nb: Selv}, unit: {nb: "%"}, direction: up, frequency: year,
         measured_on: organisations, scale: {lowest: 0, highest: 100}, goals: [M6],
         places: [{source: report, place: A.4}]}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from samvern.engine.indicators import (
    CatalogueSource,
    CatalogueSubject,
    Direction,
    Frequency,
    IndicatorCatalogue,
    MeasuredOn,
    ProposedIndicator,
)
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.formats import trees
from samvern.formats.trees import Tree

MAX_BYTES: Final = 2**20
_NEEDED: Final = (
    *("id", "subject", "title", "definition", "population", "values_from", "unit"),
    *("direction", "frequency", "measured_on"),
)


def read(stream: BinaryIO, *, name: str) -> IndicatorCatalogue:
    """Read an indicator file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``indicators_file.invalid``, whose ``problems`` are all that is
        wrong, with path, line and column.
    """
    return trees.read(
        stream,
        _catalogue,
        refused_as="indicators_file.invalid",
        schema="indicators",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the indicator file, as published."""
    return trees.schema_text("indicators")


def _catalogue(tree: Tree) -> IndicatorCatalogue | None:
    """A tree that has been through the schema; what is wrong beyond it joins its problems."""
    data: Any = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("indicators"), dict):
        return None
    head = data["indicators"]
    if not {"id", "version", "title", "programme"} <= head.keys():
        return None
    catalogue = IndicatorCatalogue(
        id=head["id"],
        version=head["version"],
        title=_text(head["title"]),
        programme=head["programme"],
        description=_text(head.get("description")),
        licence=_text(head.get("licence")),
        sources=tuple(
            CatalogueSource(raw["id"], raw["title"], raw.get("publisher") or "")
            for _place, raw in _listed(data, "sources", ("id", "title"))
        ),
        subjects=tuple(
            CatalogueSubject(raw["id"], _text(raw["title"]))
            for _place, raw in _listed(data, "subjects", ("id", "title"))
        ),
        indicators=tuple(_proposal(raw) for _place, raw in _listed(data, "proposals", _NEEDED)),
    )
    if not tree.problems:  # what the schema took away would look missing
        _check(catalogue, tree)
    return catalogue


def _check(catalogue: IndicatorCatalogue, tree: Tree) -> None:
    sources = {each.id for each in catalogue.sources}
    subjects = {each.id for each in catalogue.subjects}
    counts = Counter(each.id for each in catalogue.indicators)
    for place, each in enumerate(catalogue.indicators):
        path = ("proposals", place)
        if counts[each.id] > 1:
            tree.problems.append(tree.problem("indicators_file.twice", (*path, "id"), id=each.id))
        named = [(each.subject, subjects, "subject")]
        named += [(source, sources, "places") for source, _where in each.places]
        for name, known, key in named:
            if name not in known:
                tree.problems.append(tree.problem("indicators_file.unknown", (*path, key), id=name))


def _listed(
    data: Mapping[str, Any], name: str, needed: tuple[str, ...]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    listed = data.get(name)
    for place, raw in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(raw, dict) and all(raw.get(key) for key in needed):
            yield place, raw


def _proposal(raw: Mapping[str, Any]) -> ProposedIndicator:
    scale = raw.get("scale") or {}
    places = raw.get("places") or ()
    return ProposedIndicator(
        id=raw["id"],
        subject=raw["subject"],
        title=_text(raw["title"]),
        definition=_text(raw["definition"]),
        population=_text(raw["population"]),
        values_from=_text(raw["values_from"]),
        unit=_text(raw["unit"]),
        direction=Direction(raw["direction"]),
        frequency=Frequency(raw["frequency"]),
        measured_on=MeasuredOn(raw["measured_on"]),
        lowest=scale.get("lowest"),
        highest=scale.get("highest"),
        goals=tuple(raw.get("goals") or ()),
        measures=tuple(raw.get("measures") or ()),
        places=tuple((each.get("source", ""), each.get("place", "")) for each in places),
    )


def _text(raw: Any) -> Text:
    if not isinstance(raw, dict):
        return {}
    return {language: raw[language] for language in LANGUAGES if raw.get(language)}
