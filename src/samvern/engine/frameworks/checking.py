"""What must hold within one version of a requirement set, wherever it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.frameworks.document import (
    WORDED_FIELDS,
    Framework,
    Requirement,
    WordingStatus,
)

#: Keys and list positions from the set to the part that is at fault.
Path = tuple[str | int, ...]

#: Identifiers are written in addresses and in mappings, so nothing that needs care there.
IDENTIFIER: Final = re.compile(r"[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._()+:-]*")

#: The most characters of each field of a requirement that holds text.
LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {"id": 60, "title": 1_000, "text": 20_000, "priority": 60, "guidance": 500}
)

#: Headings that a requirement may stand under, each under the next; no publisher needs more.
MOST_LEVELS: Final = 8

#: Told of each thing that is wrong: its code, where it is, and what it is about.
Say = Callable[..., None]


def check_framework(framework: Framework) -> None:
    """Refuse a set that contradicts itself.

    Raises
    ------
    InvalidInput
        ``framework.invalid`` with all problems.
    """
    problems: list[Problem] = []

    def say(code: str, path: Path, **params: Any) -> None:
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        problems.append(Problem.of(code, where="".join(steps).removeprefix("."), **params))

    find_flaws(framework, say)
    if problems:
        name = f"{framework.id} {framework.version}"
        raise InvalidInput("framework.invalid", problems=problems, name=name)


def find_flaws(framework: Framework, say: Say, *, is_whole: bool = True) -> None:
    """Tell of everything that is wrong within a set.

    ``is_whole`` is False when requirements are missing that could not be read: then nothing is
    said of parents that are not there.
    """
    checker = _Checker(framework, say)
    checker.head()
    for place, requirement in enumerate(framework.requirements):
        checker.requirement(place, requirement, is_whole=is_whole)
    if not checker.circles():
        checker.levels()


@dataclass
class _Checker:
    framework: Framework
    _say: Say

    def __post_init__(self) -> None:
        self.status = {source.id: source.status for source in self.framework.wording_sources}
        self.places: dict[str, int] = {}
        for place, requirement in enumerate(self.framework.requirements):
            self.places.setdefault(requirement.id, place)
        # Of two with the same identifier the second is told as repeated, and counts for nothing.
        self.parent_of = {
            identifier: self.framework.requirements[place].parent
            for identifier, place in self.places.items()
        }

    def head(self) -> None:
        """The set itself: its dates, and the sources of its wordings."""
        framework = self.framework
        begins, ends = framework.effective_from, framework.effective_to
        if begins and ends and ends < begins:
            path = ("framework", "effective_to")
            self._say("framework.ends_before_start", path, begins=begins, ends=ends)
        if framework.follows_version and framework.follows_version == framework.version:
            path = ("framework", "follows_version")
            self._say("framework.follows_itself", path, version=framework.version)
        seen: set[str] = set()
        for place, source in enumerate(framework.wording_sources):
            if source.id in seen:
                self._say("framework.source_repeated", ("wording_sources", place), id=source.id)
            seen.add(source.id)
        if framework.default_source:
            self._known_source(framework.default_source, ("framework", "default_source"))
            if self.status.get(framework.default_source) is WordingStatus.MISSING:
                self._say("framework.default_missing", ("framework", "default_source"))

    def requirement(self, place: int, requirement: Requirement, *, is_whole: bool) -> None:
        """One requirement: its identifier, its parent, its wordings, what it follows."""
        path: Path = ("requirements", place)
        first = self.places[requirement.id]
        if first != place:
            self._say("requirement.repeated", (*path, "id"), id=requirement.id, first=first + 1)
        if not IDENTIFIER.fullmatch(requirement.id):
            self._say("requirement.id_malformed", (*path, "id"), id=requirement.id[:60])
        for field, text in _texts(requirement):
            if len(text) > LIMITS[field]:
                self._say("requirement.too_long", (*path, field), limit=LIMITS[field])
        if is_whole and requirement.parent and requirement.parent not in self.places:
            self._say("requirement.parent_unknown", (*path, "parent"), id=requirement.parent)
        for name in WORDED_FIELDS:
            self._wordings(requirement, name, path)
        if not requirement.title and not self._is_title_missing(requirement):
            self._say("requirement.title_missing", path, id=requirement.id)
        if requirement.follows and not self.framework.follows_version:
            self._say("requirement.follows_nothing", (*path, "follows"), id=requirement.id)

    def _wordings(self, requirement: Requirement, name: str, path: Path) -> None:
        text: Mapping[str, str] = getattr(requirement, name)
        for language, source in requirement.sources.get(name, {}).items():
            place = (*path, "sources", name, language)
            self._known_source(source, place)
            is_missing = self.status.get(source) is WordingStatus.MISSING
            if is_missing and language in text:
                self._say("requirement.missing_but_there", place, id=requirement.id)
            if not is_missing and language not in text and source in self.status:
                self._say("requirement.source_of_nothing", place, id=requirement.id)

    def _known_source(self, source: str, path: Path) -> None:
        if source not in self.status:
            known = ", ".join(self.status) or "–"
            self._say("framework.source_unknown", path, id=source, known=known)

    def _is_title_missing(self, requirement: Requirement) -> bool:
        """Whether the set itself says that the title has not been found."""
        said = requirement.sources.get("title", {}).values()
        return any(self.status.get(source) is WordingStatus.MISSING for source in said)

    def circles(self) -> bool:
        """Requirements that stand under themselves; whether there are any."""
        is_any = False
        settled: set[str] = set()
        for start in self.parent_of:
            way: list[str] = []
            step = start
            while step in self.parent_of and step not in settled and step not in way:
                way.append(step)
                step = self.parent_of[step]
            if step in way:
                place = self.places[step]
                self._say("requirement.circle", ("requirements", place, "parent"), id=step)
                is_any = True
            settled.update(way)
        return is_any

    def levels(self) -> None:
        """Requirements that stand under more headings than anybody can follow."""
        for place, requirement in enumerate(self.framework.requirements):
            step, level = requirement.parent, 0
            while step in self.parent_of and level <= MOST_LEVELS:
                step, level = self.parent_of[step], level + 1
            if level > MOST_LEVELS:
                path = ("requirements", place, "parent")
                self._say("requirement.too_deep", path, id=requirement.id, limit=MOST_LEVELS)
                return


def _texts(requirement: Requirement) -> Iterator[tuple[str, str]]:
    """Each text of a requirement with the field that it stands in."""
    yield "id", requirement.id
    yield "priority", requirement.priority
    yield from (("guidance", name) for name in requirement.guidance)
    for field in WORDED_FIELDS:
        yield from ((field, text) for text in getattr(requirement, field).values())
