"""An OSCAL catalogue as a requirement set; what a set has no room for is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from samvern.engine.frameworks import (
    WORDED_FIELDS,
    Framework,
    FrameworkKind,
    Requirement,
    WordingSource,
    WordingStatus,
    find_flaws,
)
from samvern.engine.programme.document import LANGUAGES
from samvern.formats import trees
from samvern.formats.oscal.node import Node, Property, open_model, own_properties
from samvern.formats.oscal.properties import choice, day, every, one, texts
from samvern.formats.oscal.vocabulary import MAX_BYTES, TEXTS, Model, code_of, reference_of
from samvern.formats.trees import Path, Tree

#: The language of a catalogue that does not say which one it is in.
_USUAL_LANGUAGE: Final = "en"


@dataclass(frozen=True)
class CatalogReading:
    """The set of a catalogue, and how many parts of each kind were left out of it."""

    framework: Framework
    left_out: Mapping[str, int]


def read_catalog(stream: BinaryIO, *, name: str) -> CatalogReading:
    """Read a catalogue in OSCAL's JSON.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``oscal_file.invalid``, whose ``problems`` are all that is
        wrong, with line and column.
    """
    return trees.read(stream, _catalog, refused_as="oscal_file.invalid", name=name, limit=MAX_BYTES)


def _catalog(tree: Tree) -> CatalogReading | None:
    opened = open_model(tree, Model.CATALOG)
    if opened is None:
        return None
    catalog, metadata = opened
    reader = _Reader(tree)
    for part in _parts(catalog):
        reader.take(part, "")
    reader.count(catalog, "params", "back-matter")
    framework = _head(metadata, reader.in_order())
    reader.tell_flaws(framework)
    return CatalogReading(framework, dict(sorted(reader.left_out.items())))


def _head(metadata: Node, requirements: tuple[Requirement, ...]) -> Framework:
    own = own_properties(metadata)
    title = {**texts(own, "title")} or {_USUAL_LANGUAGE: metadata.text("title")}
    parties = [party.text("name") for party in metadata.children("parties")]
    return Framework(
        id=one(own, "framework-id") or code_of(metadata.text("title").lower()),
        version=code_of(metadata.text("version")),
        title=title,
        publisher=one(own, "publisher") or next(filter(None, parties), "–"),
        kind=choice(metadata, own, "kind", FrameworkKind, FrameworkKind.STANDARD),
        **{name: texts(own, name) for name in TEXTS if name != "title"},
        effective_from=day(metadata, own, "effective-from"),
        effective_to=day(metadata, own, "effective-to"),
        applies_to=every(own, "applies-to"),
        follows_version=one(own, "follows-version"),
        gaps=tuple(texts(own, "gap", group=group) for group in _groups(own, "gap")),
        wording_sources=tuple(
            WordingSource(
                source.text,
                _status(metadata, source.label),
                texts(own, "wording-source-says", group=source.group),
            )
            for source in own
            if source.name == "wording-source"
        ),
        default_source=one(own, "default-source"),
        requirements=requirements,
    )


class _Reader:
    """Groups and controls, one by one, with where each stands in the file."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.left_out: Counter[str] = Counter()
        self.found: list[tuple[int, Requirement, Path]] = []

    def take(self, part: Node, parent: str) -> None:
        """A group or control, and whatever stands below it."""
        own = own_properties(part)
        identifier = one(own, "id") or part.text("id", needed=not part.is_group)
        identifier = identifier or f"group-{len(self.found) + 1}"
        place = one(own, "place")
        order = int(place) if place.isdecimal() and len(place) < 9 else len(self.found)
        self.found.append((order, self._requirement(part, own, identifier, parent), part.path))
        for below in _parts(part):
            self.take(below, identifier)

    def _requirement(
        self, part: Node, own: list[Property], identifier: str, parent: str
    ) -> Requirement:
        is_ours = bool(one(own, "id"))
        title = texts(own, "title")
        if not is_ours and (said := part.text("title", needed=True)):
            title = {_USUAL_LANGUAGE: said}
        follows = every(own, "follows")
        self.count(part, "params")
        self.left_out["props"] += sum(
            not prop.is_own and prop.name not in ("label", "sort-id") for prop in part.properties()
        )
        return Requirement(
            id=identifier,
            title=title,
            text=self._statements(part),
            parent=parent,
            is_assessable=not part.is_group and part.text("class") != "heading",
            applies_to=every(own, "applies-to"),
            priority=one(own, "priority"),
            references=tuple(self._references(part)),
            guidance=every(own, "guidance"),
            sources=_sources(own),
            follows=follows if follows or one(own, "follows-nothing") else None,
        )

    def _statements(self, part: Node) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in part.children("parts"):
            language = each.text("class")
            language = language if language in LANGUAGES else _USUAL_LANGUAGE
            prose = "\n".join(_prose(each)) if each.text("name") == "statement" else ""
            if prose and language not in found:
                found[language] = prose
            else:
                self.left_out["parts"] += 1
        return found

    def _references(self, part: Node) -> Iterator[Any]:
        for link in part.children("links"):
            reference = reference_of(link.text("href"))
            if reference:
                yield reference
            else:
                self.left_out["links"] += 1

    def count(self, node: Node, *keys: str) -> None:
        """Count what stands under keys that a set has no room for."""
        for key in keys:
            self.left_out[key] += node.size(key)
        self.left_out = +self.left_out

    def in_order(self) -> tuple[Requirement, ...]:
        """The requirements in the order of the set."""
        self.found.sort(key=lambda each: each[0])
        return tuple(requirement for _order, requirement, _path in self.found)

    def tell_flaws(self, framework: Framework) -> None:
        """What the engine finds, at the places of the file."""
        paths = [path for _order, _requirement, path in self.found]

        def say(code: str, path: Path, **params: Any) -> None:
            place = paths[int(path[1])] if path[0] == "requirements" else ("catalog", "metadata")
            self.tree.problems.append(self.tree.problem(code, place, **params))

        find_flaws(framework, say)
        self.left_out = +self.left_out


def _parts(node: Node) -> Iterator[Node]:
    yield from node.children("groups", is_group=True)
    yield from node.children("controls")


def _prose(part: Node) -> Iterator[str]:
    """The text of a statement and of its items, each with its label in front."""
    label = next((prop.text for prop in part.properties() if prop.name == "label"), "")
    if prose := part.text("prose"):
        yield f"{label} {prose}" if label else prose
    for item in part.children("parts"):
        yield from _prose(item)


def _groups(own: list[Property], name: str) -> list[str]:
    return list(dict.fromkeys(prop.group for prop in own if prop.name == name))


def _sources(own: list[Property]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for prop in own:
        is_wording = prop.name == "wording-from" and prop.group in WORDED_FIELDS
        if is_wording and prop.label in LANGUAGES:
            found.setdefault(prop.group, {})[prop.label] = prop.text
    return found


def _status(node: Node, said: str) -> WordingStatus:
    if said not in list(WordingStatus):
        node.say("value.not_allowed", found=said[:60], allowed=", ".join(WordingStatus))
        return WordingStatus.UNSTATED
    return WordingStatus(said)
