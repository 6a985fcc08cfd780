"""What the columns of a table are used for: guessed, confirmed, remembered."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Final

from samvern.engine.alphabet import search_key
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.tables.headings import Guess, Heading

#: What stands between the names of a cell when nothing else is said.
SEPARATOR: Final = ";"
SEPARATORS: Final = (";", ",", "/", "|", "+")
_COLUMN: Final = {"header", "target", "separator", "words"}
_MOST_COLUMNS: Final = 200


@dataclass(frozen=True)
class ColumnUse:
    """What a column is used for; an empty ``target`` leaves it out.

    ``words`` says what words of this column mean: a level of the scale, a kind or a status,
    ``unknown``, or nothing for an empty cell.
    """

    header: str
    target: str = ""
    separator: str = SEPARATOR
    words: Mapping[str, str] = field(default_factory=dict)


def columns_from(
    remembered: Sequence[ColumnUse], heading: Heading, targets: Container[str]
) -> tuple[ColumnUse, ...]:
    """The columns of a table as they were mapped before, by their headings, in today's order.

    What a column stood for that is no longer among ``targets`` is left out.
    """
    by_header = {search_key(use.header): use for use in remembered}
    return tuple(_as_before(by_header, name, targets) for name in heading.names)


def _as_before(by_header: Mapping[str, ColumnUse], name: str, targets: Container[str]) -> ColumnUse:
    use = by_header.get(search_key(name))
    if use is None or use.target not in targets:
        return ColumnUse(name)
    return ColumnUse(name, use.target, use.separator, use.words)


def refuse_absent_columns(used: Iterable[tuple[int, ColumnUse]], heading: Heading) -> None:
    """Refuse columns that a table does not have; each comes with its place in the mapping.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with ``mapping.columns_differ`` for each of them.
    """
    known = {search_key(name) for name in heading.names}
    problems = [
        Problem.of(
            "mapping.columns_differ",
            where=f"columns[{place}]",
            header=use.header[:60],
            known=", ".join(filter(None, heading.names))[:300],
        )
        for place, use in used
        if search_key(use.header) not in known
    ]
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)


def columns_guessed(heading: Heading, guesses: Iterable[Guess]) -> tuple[ColumnUse, ...]:
    """The columns as they were guessed."""
    pairs = zip(heading.names, guesses, strict=True)
    return tuple(ColumnUse(name, guess.target) for name, guess in pairs)


def columns_to_plain(columns: Iterable[ColumnUse]) -> list[dict[str, Any]]:
    """The columns as JSON can hold them.

    Examples
    --------
    >>> columns_to_plain([ColumnUse("Kode", "code")])
    [{'header': 'Kode', 'target': 'code'}]
    """
    plain = []
    for use in columns:
        column: dict[str, Any] = {"header": use.header, "target": use.target}
        if use.separator != SEPARATOR:
            column["separator"] = use.separator
        if use.words:
            column["words"] = dict(use.words)
        plain.append(column)
    return plain


def options_of(raw: object, known: Set[str]) -> tuple[Mapping[str, Any], list[Problem]]:
    """What somebody sent of a mapping beside its columns, with the keys that mean nothing.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` when there are no columns at all.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("columns"), list):
        problem = Problem.of("mapping.columns_missing", where="columns")
        raise InvalidInput("mapping.invalid", problems=[problem])
    others = sorted(map(str, raw.keys() - known - {"columns"}))
    return raw, [_unknown(key, key, {*known, "columns"}) for key in others]


def columns_from_plain(raw: Sequence[Any]) -> tuple[tuple[ColumnUse, ...], list[Problem]]:
    """The columns from plain values that somebody sent, and what is wrong with them."""
    listed = raw[:_MOST_COLUMNS]
    problems = [
        problem
        for place, column in enumerate(listed)
        for problem in _column_problems(column, f"columns[{place}]")
    ]
    if problems:
        return (), problems
    return tuple(
        ColumnUse(
            column["header"],
            column.get("target", ""),
            column.get("separator", SEPARATOR),
            dict(column.get("words", {})),
        )
        for column in listed
    ), []


def _column_problems(column: object, where: str) -> list[Problem]:
    if not isinstance(column, Mapping):
        return [Problem.of("value.wrong_type", where=where, expected="object")]
    problems = [_unknown(str(key), where, _COLUMN) for key in column.keys() - _COLUMN]
    for key in ("header", "target", "separator"):
        if not isinstance(column.get(key, "" if key != "header" else None), str):
            expected = Problem.of("value.wrong_type", where=f"{where}.{key}", expected="string")
            problems.append(expected)
    words = column.get("words", {})
    if not isinstance(words, Mapping) or not all(
        isinstance(text, str) for pair in words.items() for text in pair
    ):
        problems.append(Problem.of("value.wrong_type", where=f"{where}.words", expected="object"))
    return problems


def _unknown(key: str, where: str, known: Set[str]) -> Problem:
    return Problem.of("key.unknown", where=where, key=key[:60], known=", ".join(sorted(known)))
