"""A mapping as plain values: kept in the database, sent to the API, written to a file."""

from __future__ import annotations

from typing import Any, Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.programme.table_import.fields import TableMapping
from samvern.engine.tables import columns_from_plain, columns_to_plain, options_of

_OPTIONS: Final = {"missing", "empty_clears", "may_add_areas"}


def mapping_to_plain(mapping: TableMapping) -> dict[str, Any]:
    """The mapping as JSON can hold it.

    Examples
    --------
    >>> from samvern.engine.tables import ColumnUse
    >>> mapping_to_plain(TableMapping((ColumnUse("Kode", "code"),)))["columns"]
    [{'header': 'Kode', 'target': 'code'}]
    """
    return {
        "columns": columns_to_plain(mapping.columns),
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
    values, problems = options_of(raw, _OPTIONS)
    if values.get("missing", "keep") not in ("keep", "withdraw"):
        problems.append(
            Problem.of(
                "value.unknown", where="missing", found=values["missing"], known="keep, withdraw"
            )
        )
    problems += [
        Problem.of("value.wrong_type", where=name, expected="boolean")
        for name in ("empty_clears", "may_add_areas")
        if not isinstance(values.get(name, False), bool)
    ]
    columns, wrong = columns_from_plain(values["columns"])
    if problems or wrong:
        raise InvalidInput("mapping.invalid", problems=[*problems, *wrong])
    return TableMapping(
        columns=columns,
        missing=values.get("missing", "keep"),
        is_empty_clear=values.get("empty_clears", False),
        may_add_areas=values.get("may_add_areas", False),
    )
