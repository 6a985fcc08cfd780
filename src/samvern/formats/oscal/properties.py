"""Properties of our namespace: what OSCAL has no word for, written and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from samvern.engine.programme.document import LANGUAGES, Text
from samvern.formats.oscal.node import Node, Property
from samvern.formats.oscal.vocabulary import NAMESPACE

Plain = dict[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)


def written(name: str, value: str, *, label: str = "", group: str = "") -> Plain:
    """A property of ours. Its value is one line; a text that is not stands whole in the remarks."""
    line = in_line(value) or "–"
    said = {
        "name": name,
        "ns": NAMESPACE,
        "value": line,
        "class": label,
        "group": group,
        "remarks": value if value != line else "",
    }
    return {key: each for key, each in said.items() if each}


def each_written(name: str, values: Iterable[str]) -> Iterator[Plain]:
    """A property for each value."""
    return (written(name, value) for value in values)


def text_written(name: str, text: Text, *, group: str = "") -> Iterator[Plain]:
    """A property for each language of a text."""
    return (written(name, said, label=language, group=group) for language, said in text.items())


def in_line(text: str) -> str:
    """A text in one line, as OSCAL wants its names and values."""
    return " ".join(text.split())


def one(own: Sequence[Property], name: str) -> str:
    """The value of the first property of that name; empty when there is none."""
    return next((prop.text for prop in own if prop.name == name), "")


def every(own: Sequence[Property], name: str) -> tuple[str, ...]:
    """The values of all properties of that name."""
    return tuple(prop.text for prop in own if prop.name == name)


def texts(own: Sequence[Property], name: str, *, group: str = "") -> dict[str, str]:
    """The text that stands in a property for each language."""
    return {
        prop.label: prop.text
        for prop in own
        if prop.name == name and prop.group == group and prop.label in LANGUAGES
    }


def choice(
    node: Node, own: Sequence[Property], name: str, kinds: type[Choice], usual: Choice
) -> Choice:
    """One of some words, with a problem for any other; ``usual`` when nothing is said."""
    said = one(own, name)
    if said and said not in list(kinds):
        node.say("value.not_allowed", found=said[:60], allowed=", ".join(kinds))
        return usual
    return kinds(said) if said else usual


def day(node: Node, own: Sequence[Property], name: str) -> date | None:
    """A date, with a problem for what is none; None when nothing is said."""
    said = one(own, name)
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        node.say("date.invalid", found=said[:60])
        return None
