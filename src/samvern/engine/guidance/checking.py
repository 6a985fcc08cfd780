"""What must hold within a catalogue of guidance, wherever it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.guidance.catalogue import (
    GuidanceCatalogue,
    GuidanceEntry,
    Life,
    LinkState,
    Provenance,
)

#: Keys and list positions from the catalogue to the part that is at fault.
Path = tuple[str | int, ...]

#: Told of each thing that is wrong: its code, where it is, and what it is about.
Say = Callable[..., None]

#: The most characters of each text of an entry.
LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {"title": 300, "description": 2_000, "remark": 2_000, "audience_note": 300}
)


def check_catalogue(catalogue: GuidanceCatalogue) -> None:
    """Refuse a catalogue that contradicts itself.

    Raises
    ------
    InvalidInput
        ``guidance.invalid`` with all problems.
    """
    problems: list[Problem] = []

    def say(code: str, path: Path, **params: Any) -> None:
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        problems.append(Problem.of(code, where="".join(steps).removeprefix("."), **params))

    find_flaws(catalogue, say)
    if problems:
        raise InvalidInput("guidance.invalid", problems=problems, name=catalogue.id)


def find_flaws(catalogue: GuidanceCatalogue, say: Say, *, is_whole: bool = True) -> None:
    """Tell of everything that is wrong within a catalogue.

    ``is_whole`` is False when entries are missing that could not be read: then nothing is said of
    entries, sources and subjects that are not there.
    """
    checker = _Checker(catalogue, say, is_whole)
    checker.lists()
    for place, entry in enumerate(catalogue.entries):
        checker.entry(place, entry)
    checker.circles()


@dataclass
class _Checker:
    catalogue: GuidanceCatalogue
    _say: Say
    is_whole: bool

    def __post_init__(self) -> None:
        self.sources = {source.id for source in self.catalogue.sources}
        self.subjects = {subject.id for subject in self.catalogue.subjects}
        self.places: dict[str, int] = {}
        for place, entry in enumerate(self.catalogue.entries):
            self.places.setdefault(entry.id, place)

    def lists(self) -> None:
        """Sources and subjects, each once."""
        for name in ("sources", "subjects"):
            seen: set[str] = set()
            for place, each in enumerate(getattr(self.catalogue, name)):
                if each.id in seen:
                    self._say("guidance.repeated", (name, place, "id"), id=each.id)
                seen.add(each.id)

    def entry(self, place: int, entry: GuidanceEntry) -> None:
        """One entry: its identifier, what it points at, and what it says of its address."""
        path: Path = ("entries", place)
        first = self.places[entry.id]
        if first != place:
            self._say("guidance.repeated", (*path, "id"), id=entry.id)
        for name, limit in LIMITS.items():
            if any(len(text) > limit for text in getattr(entry, name).values()):
                where = path if name == "title" else (*path, name)
                self._say("guidance.too_long", where, limit=limit)
        self._pointers(entry, path)
        self._link(entry, path)
        if not entry.found_in:
            self._say("guidance.source_missing", path, id=entry.id)
        if (entry.life is Life.MOVED) != bool(entry.moved_into):
            self._say("guidance.moved_nowhere", path, id=entry.id)

    def _pointers(self, entry: GuidanceEntry, path: Path) -> None:
        for number, found in enumerate(entry.found_in):
            self._known_source(found, (*path, "found_in", number))
        seen = set()
        for number, help_ in enumerate(entry.helps):
            if help_.said_in:
                self._known_source(help_.said_in, (*path, "helps", number))
            if (help_.with_, help_.place) in seen:
                self._say("guidance.help_repeated", (*path, "helps", number), id=help_.with_)
            seen.add((help_.with_, help_.place))
        for number, subject in enumerate(entry.subjects):
            if self.is_whole and subject not in self.subjects:
                self._say("guidance.subject_unknown", (*path, "subjects", number), id=subject)
        moved = entry.moved_into
        if self.is_whole and moved and moved not in self.places:
            self._say("guidance.moved_unknown", (*path, "moved_into"), id=moved)

    def _link(self, entry: GuidanceEntry, path: Path) -> None:
        is_known = entry.link is not LinkState.UNKNOWN
        if is_known and not entry.address:
            self._say("guidance.link_without_address", (*path, "link"), id=entry.id)
        if is_known != (entry.link_checked_on is not None):
            self._say("guidance.link_without_day", path, id=entry.id)

    def _known_source(self, found: Provenance, path: Path) -> None:
        if self.is_whole and found.source not in self.sources:
            known = ", ".join(sorted(self.sources)) or "–"
            self._say("guidance.source_unknown", (*path, "source"), id=found.source, known=known)

    def circles(self) -> None:
        """Entries that were moved into themselves, by way of others or at once."""
        into = {each.id: each.moved_into for each in self.catalogue.entries if each.moved_into}
        settled: set[str] = set()
        for start in into:
            way: list[str] = []
            step = start
            while step in into and step not in settled and step not in way:
                way.append(step)
                step = into[step]
            if step in way:
                path = ("entries", self.places[step], "moved_into")
                self._say("guidance.moved_in_circle", path, id=step)
            settled.update(way)
