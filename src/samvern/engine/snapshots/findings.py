"""Findings of the consistency check as plain values that a snapshot keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from samvern.engine.programme.consistency import Finding, Severity, Statement, Value


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding as plain values.

    Examples
    --------
    >>> found = Finding.of("owner.missing", Severity.GAP, ("measure", "3.2"), mean=Decimal("1.50"))
    >>> finding_from_json(finding_to_json(found)) == found
    True
    """
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "subject": list(finding.subject),
        "params": _params(finding.params),
        "arithmetic": [_statement(each) for each in finding.arithmetic],
        "causes": [_statement(each) for each in finding.causes],
    }


def finding_from_json(plain: Mapping[str, Any]) -> Finding:
    """The finding that :func:`finding_to_json` wrote."""
    kind, identifier = plain["subject"]
    return Finding(
        plain["code"],
        Severity(plain["severity"]),
        (kind, identifier),
        _read_params(plain["params"]),
        tuple(_read_statement(each) for each in plain["arithmetic"]),
        tuple(_read_statement(each) for each in plain["causes"]),
    )


def _statement(statement: Statement) -> dict[str, Any]:
    return {"code": statement.code, "params": _params(statement.params)}


def _read_statement(plain: Mapping[str, Any]) -> Statement:
    return Statement(plain["code"], _read_params(plain["params"]))


def _params(params: Sequence[tuple[str, Value]]) -> list[list[Any]]:
    return [
        [name, {"decimal": str(value)} if isinstance(value, Decimal) else value]
        for name, value in params
    ]


def _read_params(plain: Sequence[Sequence[Any]]) -> tuple[tuple[str, Value], ...]:
    return tuple(
        (name, Decimal(value["decimal"]) if isinstance(value, Mapping) else value)
        for name, value in plain
    )
