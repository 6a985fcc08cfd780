"""Data that the schema allows becomes a requirement set; the engine says what else is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from samvern.engine.frameworks import (
    WORDED_FIELDS,
    Framework,
    FrameworkKind,
    Reference,
    Requirement,
    WordingSource,
    WordingStatus,
    find_flaws,
)
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.formats.trees import Path, Tree


def framework_from(tree: Tree) -> Framework | None:
    """Read a tree that has been through the schema; what is wrong beyond it joins its problems.

    Without the head of a set there is none.
    """
    data: Any = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("framework"), dict):
        return None
    head = data["framework"]
    if not {"id", "version", "title", "publisher", "kind"} <= head.keys():
        return None
    listed = list(enumerate(data.get("requirements") or ()))
    readable = [(place, raw) for place, raw in listed if isinstance(raw, dict) and raw.get("id")]
    sources = [raw for raw in data.get("wording_sources") or () if _is_source(raw)]
    framework = Framework(
        id=head["id"],
        version=head["version"],
        title=_text(head["title"]),
        publisher=head["publisher"],
        kind=FrameworkKind(head["kind"]),
        source=_text(head.get("source")),
        licence=_text(head.get("licence")),
        description=_text(head.get("description")),
        effective_from=_day(head, "effective_from", tree),
        effective_to=_day(head, "effective_to", tree),
        applies_to=tuple(head.get("applies_to", ())),
        follows_version=head.get("follows_version", ""),
        gaps=tuple(_text(gap) for gap in data.get("gaps") or ()),
        wording_sources=tuple(
            WordingSource(raw["id"], WordingStatus(raw["status"]), _text(raw.get("says")))
            for raw in sources
        ),
        default_source=head.get("default_source", ""),
        requirements=tuple(_requirement(raw) for _place, raw in readable),
    )
    _tell_flaws(framework, [place for place, _raw in readable], len(listed), tree)
    return framework


def _tell_flaws(framework: Framework, places: list[int], listed: int, tree: Tree) -> None:
    """What the engine finds, at the places of the file."""

    def say(code: str, path: Path, **params: Any) -> None:
        if path[0] == "requirements":
            path = ("requirements", places[int(path[1])], *path[2:])
        tree.problems.append(tree.problem(code, path, **params))

    find_flaws(framework, say, is_whole=len(places) == listed)


def _is_source(raw: object) -> bool:
    return isinstance(raw, dict) and raw.get("id") is not None and raw.get("status") is not None


def _requirement(raw: Mapping[str, Any]) -> Requirement:
    return Requirement(
        id=raw["id"],
        title=_text(raw),
        text=_text(raw.get("text")),
        parent=raw.get("parent") or "",
        is_assessable=raw.get("assessable", True),
        applies_to=_words(raw.get("applies_to")),
        priority=raw.get("priority") or "",
        references=tuple(
            Reference(each["framework"], each["id"])
            for each in raw.get("references") or ()
            if isinstance(each, dict) and each.get("framework") and each.get("id")
        ),
        guidance=_words(raw.get("guidance")),
        sources=_sources(raw.get("sources")),
        follows=_words(raw["follows"]) if raw.get("follows") is not None else None,
    )


def _words(raw: Any) -> tuple[str, ...]:
    return tuple(each for each in raw or () if each is not None)


def _text(raw: Mapping[str, Any] | None) -> Text:
    return {language: raw[language] for language in LANGUAGES if raw and raw.get(language)}


def _sources(raw: Mapping[str, Any] | None) -> Mapping[str, Mapping[str, str]]:
    found = {name: _text((raw or {}).get(name)) for name in WORDED_FIELDS}
    return {name: said for name, said in found.items() if said}


def _day(head: Mapping[str, Any], key: str, tree: Tree) -> date | None:
    written = head.get(key)
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        tree.problems.append(tree.problem("date.invalid", ("framework", key), found=written))
        return None
