"""A paper as plain values that can be kept, read again and told by their digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_type_hints

from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import InvalidInput
from samvern.engine.papers import blocks, charts, figures
from samvern.engine.papers.paper import Paper

_FORMAT: Final = "samvern-paper/1"
_IS: Final = "is"
_DAY: Final = "day"

#: What stands in a paper, by the name that the record has for it.
_TYPES: Final[Mapping[str, type]] = {
    found.__name__: found
    for module in (figures, charts, blocks)
    for found in vars(module).values()
    if isinstance(found, type) and is_dataclass(found) and found.__module__ == module.__name__
}


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """A paper as plain values.

    A whole number is written as one, so that 2 and 2.0 are the same paper.
    """
    return {"format": _FORMAT, **_plain_fields(paper)}


def paper_from_json(plain: Mapping[str, Any]) -> Paper:
    """The paper that plain values of :func:`paper_to_json` hold.

    Raises
    ------
    InvalidInput
        ``paper.record_invalid`` for what they cannot have been.
    """
    try:
        if plain["format"] != _FORMAT:
            raise ValueError(plain["format"])
        values = {name: value for name, value in plain.items() if name != "format"}
        paper: Paper = _made(Paper, values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput("paper.record_invalid", detail=error) from None
    return paper


def paper_digest(paper: Paper) -> str:
    """The SHA-256 of a paper: the same for the same content, whatever the machine."""
    return sha256_of(canonical_json(paper_to_json(paper)))


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return {_IS: _DAY, "on": value.isoformat()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {_IS: type(value).__name__, **_plain_fields(value)}
    return value


def _plain_fields(value: Any) -> dict[str, Any]:
    return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}


def _made(wanted: Any, values: Mapping[str, Any]) -> Any:
    enums = _enums_of(wanted)
    return wanted(
        **{
            name: enums[name](value) if name in enums else _read(value)
            for name, value in values.items()
        }
    )


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(each) for each in value)
    if isinstance(value, Mapping):
        if value[_IS] == _DAY:
            return date.fromisoformat(value["on"])
        return _made(_TYPES[value[_IS]], {k: v for k, v in value.items() if k != _IS})
    return value


@cache
def _enums_of(wanted: type) -> dict[str, type[StrEnum]]:
    """The fields that are one of a few words."""
    return {
        name: hint
        for name, hint in get_type_hints(wanted).items()
        if isinstance(hint, type) and issubclass(hint, StrEnum)
    }
