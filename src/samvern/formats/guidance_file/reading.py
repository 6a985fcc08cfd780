"""Data that the schema allows becomes a catalogue of guidance; the engine says what else is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from samvern.engine.frameworks import Reference
from samvern.engine.guidance import (
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceKind,
    GuidanceSource,
    Help,
    Life,
    LinkState,
    Medium,
    Provenance,
    Standing,
    Subject,
    find_flaws,
)
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.formats.trees import Path, Tree


def catalogue_from(tree: Tree) -> GuidanceCatalogue | None:
    """Read a tree that has been through the schema; what is wrong beyond it joins its problems.

    Without the head of a catalogue there is none.
    """
    data: Any = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("guidance"), dict):
        return None
    head = data["guidance"]
    if not {"id", "version", "title", "publisher"} <= head.keys():
        return None
    readable = {
        name: [
            (place, raw)
            for place, raw in enumerate(data.get(name) or ())
            if isinstance(raw, dict) and raw.get("id") and (name != "entries" or raw.get("kind"))
        ]
        for name in ("sources", "subjects", "entries")
    }
    catalogue = GuidanceCatalogue(
        id=head["id"],
        version=head["version"],
        title=_text(head["title"]),
        publisher=head["publisher"],
        description=_text(head.get("description")),
        licence=_text(head.get("licence")),
        review_months=head.get("review_months"),
        gaps=tuple(_text(gap) for gap in data.get("gaps") or ()),
        sources=tuple(_source(raw, ("sources", place), tree) for place, raw in readable["sources"]),
        subjects=tuple(_subject(raw) for _place, raw in readable["subjects"]),
        entries=tuple(_entry(raw, ("entries", place), tree) for place, raw in readable["entries"]),
    )
    places = {name: [place for place, _raw in listed] for name, listed in readable.items()}
    is_whole = all(len(data.get(name) or ()) == len(places[name]) for name in places)
    _tell_flaws(catalogue, places, tree, is_whole=is_whole)
    return catalogue


def _tell_flaws(
    catalogue: GuidanceCatalogue,
    places: Mapping[str, Sequence[int]],
    tree: Tree,
    *,
    is_whole: bool,
) -> None:
    """What the engine finds, at the places of the file.

    Where the schema has been broken, parts are gone: what looks missing then was only unreadable.
    """
    if tree.problems:
        is_whole = False

    def say(code: str, path: Path, **params: Any) -> None:
        if not (tree.problems and code == "guidance.source_missing"):
            name = str(path[0])
            whole = (name, places[name][int(path[1])], *path[2:])
            tree.problems.append(tree.problem(code, whole, **params))

    find_flaws(catalogue, say, is_whole=is_whole)


def _source(raw: Mapping[str, Any], path: Path, tree: Tree) -> GuidanceSource:
    return GuidanceSource(
        id=raw["id"],
        title=raw.get("title") or "",
        publisher=raw.get("publisher") or "",
        published_on=_day(raw, "published_on", path, tree),
        is_read=raw.get("read", True) is not False,
    )


def _subject(raw: Mapping[str, Any]) -> Subject:
    words = raw.get("words") or {}
    found = {language: _words(words.get(language)) for language in LANGUAGES}
    return Subject(raw["id"], _text(raw), {key: said for key, said in found.items() if said})


def _entry(raw: Mapping[str, Any], path: Path, tree: Tree) -> GuidanceEntry:
    return GuidanceEntry(
        id=raw["id"],
        kind=GuidanceKind(raw["kind"]),
        title=_text(raw),
        owner=raw.get("owner") or "",
        also_known_as=_words(raw.get("also_known_as")),
        description=_text(raw.get("description")),
        audience=_words(raw.get("audience")),
        audience_note=_text(raw.get("audience_note")),
        subjects=_words(raw.get("subjects")),
        helps=tuple(
            Help(
                Reference(each["framework"], each["id"]),
                each.get("place") or "",
                _provenance(each.get("said_in")),
            )
            for each in raw.get("helps") or ()
            if isinstance(each, dict) and each.get("framework") and each.get("id")
        ),
        languages=_words(raw.get("languages")),
        medium=Medium(raw.get("medium") or Medium.UNKNOWN),
        address=raw.get("address") or "",
        link=LinkState(raw.get("link") or LinkState.UNKNOWN),
        link_checked_on=_day(raw, "link_checked_on", path, tree),
        reviewed_on=_day(raw, "reviewed_on", path, tree),
        review_months=raw.get("review_months"),
        life=Life(raw.get("life") or Life.IN_USE),
        moved_into=raw.get("moved_into") or "",
        standing=Standing(raw.get("standing") or Standing.NAMED),
        remark=_text(raw.get("remark")),
        found_in=tuple(
            found for found in map(_provenance, raw.get("found_in") or ()) if found is not None
        ),
    )


def _provenance(raw: Any) -> Provenance | None:
    if not isinstance(raw, dict) or not raw.get("source"):
        return None
    return Provenance(raw["source"], raw.get("place") or "")


def _words(raw: Any) -> tuple[str, ...]:
    return tuple(each for each in raw or () if each is not None)


def _text(raw: Any) -> Text:
    return {language: raw[language] for language in LANGUAGES if raw and raw.get(language)}


def _day(raw: Mapping[str, Any], key: str, path: Path, tree: Tree) -> date | None:
    written = raw.get(key)
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        tree.problems.append(tree.problem("date.invalid", (*path, key), found=written))
        return None
