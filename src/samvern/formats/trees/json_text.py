"""JSON text as events with line and column.

The standard library decides whether the text is JSON; the events then come from one pass of a
regular expression over text that is known to be well formed.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from samvern.engine.errors import Problem
from samvern.formats.trees.tree import Event, EventKind, refuse
from samvern.formats.trees.yaml_text import plain_value

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]|[^\s\[\]{}:,"]+')
_BRACKETS: Final = {
    "{": EventKind.MAPPING,
    "[": EventKind.LIST,
    "}": EventKind.END,
    "]": EventKind.END,
}

#: What the standard library takes for numbers although JSON does not.
_NO_NUMBERS: Final = frozenset({"NaN", "Infinity", "-Infinity"})


def events(text: str) -> Iterator[Event]:
    """Read JSON text.

    Raises
    ------
    InvalidInput
        ``tree.unreadable`` with ``syntax.json``.
    """
    _check_syntax(text)
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for token in _TOKEN.finditer(text):
        line = bisect_right(line_starts, token.start())
        column = token.start() - line_starts[line - 1] + 1
        written = token.group()
        if written in _BRACKETS:
            yield Event(_BRACKETS[written], line, column)
        elif written.startswith('"'):
            inner = json.loads(written) if "\\" in written else written[1:-1]
            yield Event(EventKind.SCALAR, line, column, inner, inner)
        else:
            if written in _NO_NUMBERS:
                raise refuse(Problem.of("syntax.json", line=line, column=column, detail=written))
            yield Event(EventKind.SCALAR, line, column, _number_or_word(written), written)


def _number_or_word(written: str) -> object:
    value = plain_value(written)
    # JSON also allows 1e3, which YAML takes for text.
    return float(written) if isinstance(value, str) and len(written) < 40 else value


def _check_syntax(text: str) -> None:
    """Let the standard library judge, without converting a number however long."""
    try:
        json.loads(text, parse_int=len, parse_float=len, parse_constant=len)
    except json.JSONDecodeError as error:
        raise refuse(
            Problem.of("syntax.json", line=error.lineno, column=error.colno, detail=error.msg)
        ) from None
    except RecursionError:
        # Far deeper than is allowed: whoever takes the events stops long before the end.
        return
