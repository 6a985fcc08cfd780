"""The types of plain values, by the names that JSON has for them."""

from __future__ import annotations

_NAMES: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    tuple: "array",
}


def json_type(value: object) -> str:
    """JSON's own name for the type of a plain value.

    Examples
    --------
    >>> [json_type(value) for value in (None, True, 1, 1.5, "a", [], {})]
    ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']
    """
    return _NAMES.get(type(value), "object")
