"""YAML text as events, at the speed of libyaml, with the scalars of YAML 1.2.

Only what JSON also knows is given a type: null, true, false, whole numbers without leading
zeros, and decimal numbers. Everything else is text, so that ``NO`` and ``on`` are not booleans,
``010`` is not eight, ``12:30`` is not a number of minutes and ``2024-01-01`` stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from samvern.engine.errors import Problem
from samvern.formats.trees.tree import Event, EventKind, refuse

_LOADER: Final[Any] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,40}([eE][+-][0-9]{1,3})?")


def plain_value(text: str) -> object:
    """The value of an unquoted scalar.

    Examples
    --------
    >>> [plain_value(text) for text in ("NO", "1.50", "010", "2024-01-01", "true", "")]
    ['NO', 1.5, '010', '2024-01-01', True, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def events(text: str) -> Iterator[Event]:
    """Read YAML text, one document.

    Raises
    ------
    InvalidInput
        ``tree.unreadable`` with ``syntax.yaml``, ``structure.many_documents`` or
        ``structure.tag``.
    """
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise refuse(_problem("structure.many_documents", event.start_mark))
            made = _event(event)
            if made:
                yield made
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        detail = error.problem or error.context or ""
        raise refuse(_problem("syntax.yaml", mark, detail=detail)) from None
    except yaml.YAMLError as error:
        detail = str(error).partition("\n")[0]
        raise refuse(Problem.of("syntax.yaml", detail=detail)) from None


def _event(event: Any) -> Event | None:
    """One event of the library as one of ours; None for what says nothing of the data."""
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    if getattr(event, "tag", None):
        raise refuse(_problem("structure.tag", event.start_mark, tag=event.tag))
    if isinstance(event, yaml.ScalarEvent):
        value = plain_value(event.value) if event.implicit[0] else event.value
        return Event(EventKind.SCALAR, line, column, value, event.value, event.anchor)
    if isinstance(event, yaml.MappingStartEvent):
        return Event(EventKind.MAPPING, line, column, anchor=event.anchor)
    if isinstance(event, yaml.SequenceStartEvent):
        return Event(EventKind.LIST, line, column, anchor=event.anchor)
    if isinstance(event, yaml.CollectionEndEvent):
        return Event(EventKind.END, line, column)
    if isinstance(event, yaml.AliasEvent):
        return Event(EventKind.ALIAS, line, column, anchor=event.anchor)
    return None


def _problem(code: str, mark: Any, **params: Any) -> Problem:
    if mark is None:
        return Problem.of(code, **params)
    return Problem.of(code, line=mark.line + 1, column=mark.column + 1, **params)
