"""A requirement set as an OSCAL catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from samvern.engine.frameworks import WORDED_FIELDS, Framework, Requirement
from samvern.engine.programme.document import Text, in_language
from samvern.formats import trees
from samvern.formats.oscal.vocabulary import (
    NAMESPACE,
    OSCAL_VERSION,
    TEXTS,
    href_of,
    token,
    uuid_of,
)

Plain = dict[str, Any]


def write_catalog(framework: Framework, stream: BinaryIO, *, at: datetime) -> None:
    """Write a set so that :func:`read_catalog` gives the same one back.

    Parameters
    ----------
    at
        When it is written, with its time zone: a catalogue says when it was last modified.
    """
    catalog: Plain = {
        "uuid": uuid_of(framework.id, framework.version),
        "metadata": _metadata(framework, at),
    }
    writer = _Parts(framework.requirements)
    catalog |= writer.below("")
    stream.write(trees.as_json({"catalog": catalog}).encode())


def _metadata(framework: Framework, at: datetime) -> Plain:
    title = in_language(framework.title, "en")
    return {
        "title": _in_line(title) or framework.id,
        "last-modified": at.isoformat(),
        "version": framework.version,
        "oscal-version": OSCAL_VERSION,
        "props": list(_head(framework)),
        "parties": [
            {
                "uuid": uuid_of(framework.id, "publisher"),
                "type": "organization",
                "name": _in_line(framework.publisher) or "–",
            }
        ],
    }


def _head(framework: Framework) -> Iterator[Plain]:
    yield _prop("framework-id", framework.id)
    yield _prop("kind", framework.kind.value)
    days = {"effective-from": framework.effective_from, "effective-to": framework.effective_to}
    said = {
        "publisher": framework.publisher,
        **{name: day.isoformat() for name, day in days.items() if day},
        "follows-version": framework.follows_version,
        "default-source": framework.default_source,
    }
    yield from (_prop(name, value) for name, value in said.items() if value)
    yield from (_prop("applies-to", kind) for kind in framework.applies_to)
    for name in TEXTS:
        yield from _texts(name, getattr(framework, name))
    for number, gap in enumerate(framework.gaps):
        yield from _texts("gap", gap, group=f"g{number}")
    for number, source in enumerate(framework.wording_sources):
        group = f"s{number}"
        yield _prop("wording-source", source.id, label=source.status.value, group=group)
        yield from _texts("wording-source-says", source.says, group=group)


class _Parts:
    """Requirements as groups and controls, each below the heading it stands under."""

    def __init__(self, requirements: Sequence[Requirement]) -> None:
        self.place = {each.id: place for place, each in enumerate(requirements)}
        self.under: dict[str, list[Requirement]] = {}
        for each in requirements:
            self.under.setdefault(each.parent, []).append(each)
        self.groups = {each.id for each in requirements if self._may_be_group(each)}

    def _may_be_group(self, requirement: Requirement) -> bool:
        """A heading over headings, or over requirements: OSCAL has no group of both."""
        if requirement.is_assessable:
            return False
        kinds = {self._may_be_group(each) for each in self.under.get(requirement.id, [])}
        return len(kinds) < 2

    def below(self, parent: str, *, is_in_control: bool = False) -> Plain:
        """What stands under a heading."""
        found: dict[str, list[Plain]] = {"groups": [], "controls": []}
        for each in self.under.get(parent, []):
            is_group = each.id in self.groups and not is_in_control
            below = self.below(each.id, is_in_control=not is_group)
            kind = "groups" if is_group else "controls"
            found[kind].append(self._part(each) | below)
        return {key: parts for key, parts in found.items() if parts}

    def _part(self, requirement: Requirement) -> Plain:
        title = _in_line(in_language(requirement.title, "en")) or requirement.id
        part: Plain = {"id": token(requirement.id), "title": title}
        if not requirement.is_assessable:
            part["class"] = "heading"
        part["props"] = [
            {"name": "label", "value": requirement.id},
            *_props(requirement, self.place[requirement.id]),
        ]
        links = [
            {"href": href_of(each), "rel": "reference", "text": _in_line(str(each))}
            for each in requirement.references
        ]
        statements = [
            {"name": "statement", "class": language, "prose": prose}
            for language, prose in requirement.text.items()
        ]
        return part | {key: v for key, v in {"links": links, "parts": statements}.items() if v}


def _props(requirement: Requirement, place: int) -> Iterator[Plain]:
    yield _prop("id", requirement.id)
    yield _prop("place", str(place))
    yield from _texts("title", requirement.title)
    if requirement.priority:
        yield _prop("priority", requirement.priority)
    yield from _several("applies-to", requirement.applies_to)
    yield from _several("guidance", requirement.guidance)
    if requirement.follows == ():
        yield _prop("follows-nothing", "true")
    yield from _several("follows", requirement.follows or ())
    for name in WORDED_FIELDS:
        for language, source in requirement.sources.get(name, {}).items():
            yield _prop("wording-from", source, label=language, group=name)


def _several(name: str, values: Iterable[str]) -> Iterator[Plain]:
    return (_prop(name, value) for value in values)


def _texts(name: str, text: Text, *, group: str = "") -> Iterator[Plain]:
    return (_prop(name, said, label=language, group=group) for language, said in text.items())


def _prop(name: str, value: str, *, label: str = "", group: str = "") -> Plain:
    """A property of ours. Its value is one line; a text that is not stands whole in the remarks."""
    line = _in_line(value) or "–"
    said = {
        "name": name,
        "ns": NAMESPACE,
        "value": line,
        "class": label,
        "group": group,
        "remarks": value if value != line else "",
    }
    return {key: each for key, each in said.items() if each}


def _in_line(text: str) -> str:
    return " ".join(text.split())
