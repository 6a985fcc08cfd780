"""Whether the record of a decision is still what was recorded, and gives the same figures again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samvern.engine import priority
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import SamvernError

#: How far a recomputed share may be from the frozen one: sums in another order.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Columns:
    """What a row says beside its record, and what the audit trail says of both.

    ``traced`` is the hash in the trail; empty when the trail has no entry of the decision.
    """

    record: str
    sha256: str
    words: Mapping[str, Any]
    level: str
    recorded_by: str
    recorded_at: datetime
    traced: str


def disagreements(row: Columns, *, with_figures: bool) -> Iterator[str]:
    """Everything that does not agree, as codes; with figures, the ranking is computed again.

    ``record.hash``, ``record.unreadable``, ``record.not_canonical``, ``row.<column>``,
    ``trail.missing``, ``trail.hash``, ``figures.<what>``.
    """
    if sha256_of(row.record) != row.sha256:
        yield "record.hash"
    if not row.traced:
        yield "trail.missing"
    elif row.traced != row.sha256:
        yield "trail.hash"
    try:
        record = json.loads(row.record)
    except ValueError:
        yield "record.unreadable"
        return
    if canonical_json(record) != row.record:
        yield "record.not_canonical"
    yield from _columns(row, record)
    if with_figures:
        yield from _figures(record)


def _columns(row: Columns, record: Mapping[str, Any]) -> Iterator[str]:
    said = {
        **record.get("decision", {}),
        "level": record.get("level"),
        "recorded_by": record.get("recorded_by"),
        "recorded_at": record.get("recorded_at"),
    }
    here = {
        **row.words,
        "level": row.level,
        "recorded_by": row.recorded_by,
        "recorded_at": row.recorded_at.isoformat(),
    }
    for name, value in here.items():
        if said.get(name) != value:
            yield f"row.{name}"


def _figures(record: Mapping[str, Any]) -> Iterator[str]:
    """Rank the frozen model again, with the same seed and as many samples."""
    try:
        frozen = record["figures"]["ranking"]
        model = priority.RankingModel.from_json(frozen["model"])
        alternatives = [priority.Alternative(each) for each in model.alternatives]
        ranked = priority.rank(
            model, alternatives, samples=frozen["samples"], seed=frozen["seed"]
        ).to_json()
    except (SamvernError, KeyError, TypeError):
        yield "figures.unreadable"
        return
    if not _same(frozen["pairwise"], ranked["pairwise"]):
        yield "figures.pairwise"
    left = [{**each, "name": ""} for each in frozen["alternatives"]]
    right = [{**each, "name": ""} for each in _listed(ranked["alternatives"])]
    if not _same(left, right):
        yield "figures.alternatives"


def _listed(value: object) -> list[Mapping[str, Any]]:
    return list(value) if isinstance(value, list) else []


def _same(one: Any, other: Any) -> bool:
    """Whether two plain values are equal, numbers up to rounding."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= _ROUNDING
    return bool(one == other)
