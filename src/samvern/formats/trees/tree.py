"""Plain data with the place of every part: what YAML and JSON text becomes before it is checked.

Both readers deliver the same events; :func:`compose` builds the data from them one by one, so
that depth, number of parts and expanded aliases are limited while reading, not after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final, NamedTuple

from samvern.engine.errors import InvalidInput, Problem

#: Nesting allowed; no format of ours needs more than seven levels.
MAX_DEPTH: Final = 24

#: Parts allowed, aliases counted as often as they are used.
MAX_PARTS: Final = 400_000

#: Neither YAML nor a database text column may hold these.
_FORBIDDEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

#: Keys and list positions from the root to a part.
Path = tuple[str | int, ...]


class EventKind(Enum):
    """What a reader met."""

    MAPPING = auto()
    LIST = auto()
    END = auto()
    SCALAR = auto()
    ALIAS = auto()


class Event(NamedTuple):
    """One thing that a reader met, with its 1-based place.

    ``value`` is a scalar's value and ``text`` what was written; ``anchor`` is the name that a
    part is given, or that an alias refers to.
    """

    kind: EventKind
    line: int
    column: int
    value: object = None
    text: str = ""
    anchor: str | None = None


class Mark(NamedTuple):
    """Where a part stands, and for a scalar how it was written."""

    line: int
    column: int
    text: str = ""


@dataclass
class Tree:
    """Composed data, the place of each part and of each key, and what was wrong so far."""

    data: object = None
    marks: dict[Path, Mark] = field(default_factory=dict)
    key_marks: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def mark(self, path: Path) -> Mark:
        """Place of a part, or of the nearest part around it (an alias has one place)."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1))

    def problem(self, code: str, path: Path, *, at_key: bool = False, **params: Any) -> Problem:
        """A problem at a part, or at the key that leads to it."""
        mark = self.key_marks.get(path) if at_key else None
        mark = mark or self.mark(path)
        place = where(path)
        return Problem.of(code, where=place, line=mark.line, column=mark.column, **params)


def where(path: Path) -> str:
    """Write a path as ``measures[3].cost``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def refuse(problem: Problem) -> InvalidInput:
    """The error for one problem that ends the reading at once; which file it was is not known here."""
    return InvalidInput("tree.unreadable", problems=[problem])


@dataclass
class _Open:
    """A mapping or list that is being filled."""

    container: dict[str, object] | list[object]
    path: Path
    first_part: int
    anchor: str | None
    key: str | None = None


@dataclass(frozen=True)
class _Anchored:
    """A part that aliases may refer to, and how many parts it stands for."""

    value: object
    parts: int


class _Composer:
    """Builds one tree from events, with a stack instead of recursion."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.parts = 0
        self.stack: list[_Open] = []
        self.anchored: dict[str, _Anchored] = {}

    def take(self, event: Event) -> None:
        """Add one event to the tree."""
        if event.kind is EventKind.END:
            self._close()
            return
        self.parts += 1
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.container, dict) and frame.key is None:
            self._take_key(frame, event)
            return
        path = self._next_path(frame)
        value = self._value(event)
        if self.parts > MAX_PARTS:
            raise refuse(_problem("structure.too_many_parts", event, limit=MAX_PARTS))
        self.tree.marks[path] = Mark(event.line, event.column, event.text)
        self._attach(frame, value)
        if isinstance(value, dict | list) and event.kind is not EventKind.ALIAS:
            if len(self.stack) >= MAX_DEPTH:
                raise refuse(_problem("structure.too_deep", event, limit=MAX_DEPTH))
            self.stack.append(_Open(value, path, self.parts, event.anchor))
        elif event.kind is EventKind.SCALAR and event.anchor:
            self.anchored[event.anchor] = _Anchored(value, 1)

    def _value(self, event: Event) -> object:
        if event.kind is EventKind.MAPPING:
            return {}
        if event.kind is EventKind.LIST:
            return []
        if event.kind is EventKind.ALIAS:
            anchored = self.anchored.get(event.anchor or "")
            if anchored is None:
                raise refuse(_problem("structure.alias_unknown", event, alias=event.anchor))
            self.parts += anchored.parts
            return anchored.value
        if isinstance(event.value, str):
            self._check_characters(event)
        return event.value

    def _check_characters(self, event: Event) -> None:
        found = _FORBIDDEN.search(str(event.value))
        if found:
            code = f"U+{ord(found.group()):04X}"
            self.tree.problems.append(_problem("text.control_character", event, character=code))

    def _take_key(self, frame: _Open, event: Event) -> None:
        if event.kind is not EventKind.SCALAR:
            raise refuse(_problem("structure.key_not_text", event))
        # A key is always text: the risk area 1 and the risk area "1" are the same one.
        key = event.value if isinstance(event.value, str) else event.text
        self._check_characters(event._replace(value=key))
        path = (*frame.path, key)
        first = self.tree.key_marks.get(path)
        if first:
            found = _problem("structure.duplicate_key", event, key=key, first_line=first.line)
            self.tree.problems.append(found)
        else:
            self.tree.key_marks[path] = Mark(event.line, event.column)
        frame.key = key

    @staticmethod
    def _next_path(frame: _Open | None) -> Path:
        if frame is None:
            return ()
        if isinstance(frame.container, list):
            return (*frame.path, len(frame.container))
        return (*frame.path, frame.key or "")

    def _attach(self, frame: _Open | None, value: object) -> None:
        if frame is None:
            self.tree.data = value
        elif isinstance(frame.container, list):
            frame.container.append(value)
        else:
            frame.container[frame.key or ""] = value
            frame.key = None

    def _close(self) -> None:
        frame = self.stack.pop()
        if frame.anchor:
            size = self.parts - frame.first_part + 1
            self.anchored[frame.anchor] = _Anchored(frame.container, size)


def _problem(code: str, event: Event, **params: Any) -> Problem:
    return Problem.of(code, line=event.line, column=event.column, **params)


def compose(events: Iterable[Event]) -> Tree:
    """Build the data from events.

    Raises
    ------
    InvalidInput
        ``tree.unreadable`` with one problem: ``structure.too_deep``,
        ``structure.too_many_parts``, ``structure.alias_unknown`` (which is also what an alias
        inside its own anchor is) or ``structure.key_not_text``. Duplicate keys and control
        characters are collected in :attr:`Tree.problems`.
    """
    composer = _Composer()
    for event in events:
        composer.take(event)
    return composer.tree
