"""A requirement set as an OSCAL catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from samvern.engine.frameworks import WORDED_FIELDS, Framework, Requirement
from samvern.engine.programme.document import in_language
from samvern.formats import trees
from samvern.formats.oscal.properties import Plain, each_written, in_line, text_written, written
from samvern.formats.oscal.vocabulary import OSCAL_VERSION, TEXTS, href_of, token, uuid_of


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


def controls_of(framework: Framework) -> frozenset[str]:
    """Which of its requirements and headings are controls, by identifier; the others are groups."""
    writer = _Parts(framework.requirements)
    return frozenset(writer.controls(""))


def _metadata(framework: Framework, at: datetime) -> Plain:
    title = in_language(framework.title, "en")
    return {
        "title": in_line(title) or framework.id,
        "last-modified": at.isoformat(),
        "version": framework.version,
        "oscal-version": OSCAL_VERSION,
        "props": list(_head(framework)),
        "parties": [
            {
                "uuid": uuid_of(framework.id, "publisher"),
                "type": "organization",
                "name": in_line(framework.publisher) or "–",
            }
        ],
    }


def _head(framework: Framework) -> Iterator[Plain]:
    yield written("framework-id", framework.id)
    yield written("kind", framework.kind.value)
    days = {"effective-from": framework.effective_from, "effective-to": framework.effective_to}
    said = {
        "publisher": framework.publisher,
        **{name: day.isoformat() for name, day in days.items() if day},
        "follows-version": framework.follows_version,
        "default-source": framework.default_source,
    }
    yield from (written(name, value) for name, value in said.items() if value)
    yield from (written("applies-to", kind) for kind in framework.applies_to)
    for name in TEXTS:
        yield from text_written(name, getattr(framework, name))
    for number, gap in enumerate(framework.gaps):
        yield from text_written("gap", gap, group=f"g{number}")
    for number, source in enumerate(framework.wording_sources):
        group = f"s{number}"
        yield written("wording-source", source.id, label=source.status.value, group=group)
        yield from text_written("wording-source-says", source.says, group=group)


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

    def controls(self, parent: str, *, is_in_control: bool = False) -> Iterator[str]:
        """Which of those that stand under a heading are controls."""
        for each in self.under.get(parent, []):
            is_group = each.id in self.groups and not is_in_control
            if not is_group:
                yield each.id
            yield from self.controls(each.id, is_in_control=not is_group)

    def _part(self, requirement: Requirement) -> Plain:
        title = in_line(in_language(requirement.title, "en")) or requirement.id
        part: Plain = {"id": token(requirement.id), "title": title}
        if not requirement.is_assessable:
            part["class"] = "heading"
        part["props"] = [
            {"name": "label", "value": requirement.id},
            *_props(requirement, self.place[requirement.id]),
        ]
        links = [
            {"href": href_of(each), "rel": "reference", "text": in_line(str(each))}
            for each in requirement.references
        ]
        statements = [
            {"name": "statement", "class": language, "prose": prose}
            for language, prose in requirement.text.items()
        ]
        return part | {key: v for key, v in {"links": links, "parts": statements}.items() if v}


def _props(requirement: Requirement, place: int) -> Iterator[Plain]:
    yield written("id", requirement.id)
    yield written("place", str(place))
    yield from text_written("title", requirement.title)
    if requirement.priority:
        yield written("priority", requirement.priority)
    yield from each_written("applies-to", requirement.applies_to)
    yield from each_written("guidance", requirement.guidance)
    if requirement.follows == ():
        yield written("follows-nothing", "true")
    yield from each_written("follows", requirement.follows or ())
    for name in WORDED_FIELDS:
        for language, source in requirement.sources.get(name, {}).items():
            yield written("wording-from", source, label=language, group=name)
