"""A mapping as plain values: kept in the database, sent to the API, written to a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.programme.table_import.fields import (
    SEPARATOR,
    ColumnUse,
    TableMapping,
)

_OPTIONS: Final = {"missing", "empty_clears", "may_add_areas"}
_COLUMN: Final = {"header", "target", "separator", "words"}
_MOST_COLUMNS: Final = 200


def mapping_to_plain(mapping: TableMapping) -> dict[str, Any]:
    """The mapping as JSON can hold it.

    Examples
    --------
    >>> mapping_to_plain(TableMapping((ColumnUse("Kode", "code"),)))["columns"]
    [{'header': 'Kode', 'target': 'code'}]
    """
    columns = []
    for use in mapping.columns:
        column: dict[str, Any] = {"header": use.header, "target": use.target}
        if use.separator != SEPARATOR:
            column["separator"] = use.separator
        if use.words:
            column["words"] = dict(use.words)
        columns.append(column)
    return {
        "columns": columns,
        "missing": mapping.missing,
        "empty_clears": mapping.is_empty_clear,
        "may_add_areas": mapping.may_add_areas,
    }


def mapping_from_plain(raw: object) -> TableMapping:
    """The mapping from plain values that somebody sent; columns are told by their headings.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with all problems.
    """
    problems: list[Problem] = []
    if not isinstance(raw, Mapping) or not isinstance(raw.get("columns"), list):
        problem = Problem.of("mapping.columns_missing", where="columns")
        raise InvalidInput("mapping.invalid", problems=[problem])
    others = sorted(map(str, raw.keys() - _OPTIONS - {"columns"}))
    problems += [_unknown(key, key, {*_OPTIONS, "columns"}) for key in others]
    if raw.get("missing", "keep") not in ("keep", "withdraw"):
        problems.append(
            Problem.of(
                "value.unknown", where="missing", found=raw["missing"], known="keep, withdraw"
            )
        )
    problems += [
        Problem.of("value.wrong_type", where=name, expected="boolean")
        for name in ("empty_clears", "may_add_areas")
        if not isinstance(raw.get(name, False), bool)
    ]
    columns = raw["columns"][:_MOST_COLUMNS]
    for place, column in enumerate(columns):
        problems += _column_problems(column, f"columns[{place}]")
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)
    return TableMapping(
        columns=tuple(
            ColumnUse(
                column["header"],
                column.get("target", ""),
                column.get("separator", SEPARATOR),
                dict(column.get("words", {})),
            )
            for column in columns
        ),
        missing=raw.get("missing", "keep"),
        is_empty_clear=raw.get("empty_clears", False),
        may_add_areas=raw.get("may_add_areas", False),
    )


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


def _unknown(key: str, where: str, known: set[str]) -> Problem:
    return Problem.of("key.unknown", where=where, key=key[:60], known=", ".join(sorted(known)))
