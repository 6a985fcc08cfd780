"""The planning file: what a roadmap is made from beside the programme, as YAML or JSON.

Described, key by key, by ``planning.schema.json`` (``samvern programme schema planning``)::

    planning: {first: 2027-H1, periods: 8, programme: IE-1125, basis: {nb: Anslag fra møte 3. mai}}
    units: {money: {nb: mill. kr}, effort: {nb: dagsverk}}
    budgets:
      - {id: state, payers: [Helsedirektoratet], each_period: 12, carries_over: true}
    capacities:
      - {id: staff, owners: [Helsedirektoratet], each_period: 200}
    measures:
      - {id: "2.1", duration: 1, costs: [{of: Helsedirektoratet, total: 3}], must: true}
      - {id: "2.2", after: ["2.1"], earliest: 2027-H2, deadline: 2028-H2, decision_point: true}
    alternatives: [{id: tool, members: ["5.3", "5.4"], must: true}]
    pins: {"6.1": 2027-H1}
    excluded: ["1.2"]

What is written reads back as the same planning: :func:`read` and :func:`write` are inverse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.engine.roadmap.measures import Alternatives, Limit, Resource
from samvern.engine.roadmap.periods import Period
from samvern.engine.roadmap.planning import MeasurePlanning, Planning, Spending
from samvern.formats import trees
from samvern.formats.trees import Kind, Path, Tree

#: A thousand measures with money and effort in forty periods take about half of this.
MAX_BYTES: Final = 4 * 2**20

_OF_RESOURCE: Final = {"budgets": Resource.MONEY, "capacities": Resource.EFFORT}
_WHOSE: Final = {"budgets": "payers", "capacities": "owners"}


def read(stream: BinaryIO, *, name: str) -> Planning:
    """Read a planning file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``planning_file.invalid``, whose ``problems`` are all that is
        wrong with its form, with path, line and column. Whether a plan can be made of it is for
        :func:`samvern.engine.roadmap.planning.roadmap_problem` to say.
    """
    return trees.read(
        stream,
        _planning,
        refused_as="planning_file.invalid",
        schema="planning",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the planning file, as published."""
    return trees.schema_text("planning")


def write(planning: Planning, stream: BinaryIO, *, kind: Kind = "yaml") -> None:
    """Write a planning so that :func:`read` gives the same one back."""
    values = plain(planning)
    text = trees.as_json(values) if kind == "json" else trees.as_yaml(values)
    stream.write(text.encode())


def from_plain(values: Mapping[str, object], *, name: str = "") -> Planning:
    """Read plain values, as :func:`plain` gives them; raises as :func:`read`."""
    return read(BytesIO(trees.as_json(dict(values)).encode()), name=name or "planning.json")


def plain(planning: Planning) -> dict[str, object]:
    """The planning as plain values, with what says nothing left out."""
    head = {"first": str(planning.first), "periods": planning.periods} | _said(
        {
            "programme": planning.programme,
            "basis": dict(planning.basis),
            "total_budget": planning.total_budget,
            "years_after": planning.years_after,
            "durations": {kind or "other": each for kind, each in planning.durations.items()},
            "cost_points": dict(planning.cost_points),
        }
    )
    units = {"money": dict(planning.money_unit), "effort": dict(planning.effort_unit)}
    return {"planning": head} | _said(
        {
            "units": _said(units),
            **{key: _plain_limits(planning.limits, key) for key in _OF_RESOURCE},
            "measures": [_plain_measure(measure) for measure in planning.measures],
            "alternatives": [_plain_choice(group) for group in planning.alternatives],
            "pins": {name: str(period) for name, period in planning.pins.items()},
            "excluded": sorted(planning.excluded),
        }
    )


def _plain_limits(limits: Iterable[Limit], key: str) -> list[dict[str, object]]:
    return [
        {"id": limit.id, "by_period": list(limit.amounts)}
        | ({} if limit.of is None else {_WHOSE[key]: list(limit.of)})
        | _said({"carries_over": limit.carries_over, "title": dict(limit.title)})
        for limit in limits
        if limit.resource == _OF_RESOURCE[key]
    ]


def _plain_measure(measure: MeasurePlanning) -> dict[str, object]:
    values: dict[str, object] = {
        "title": dict(measure.title) or None,
        "focus_area": measure.focus_area or None,
        "owner": measure.owner or None,
        "duration": measure.duration,
        "value": measure.value,
        "costs": None if measure.costs is None else [_plain_spending(one) for one in measure.costs],
        "efforts": [_plain_spending(one) for one in measure.efforts] or None,
        "after": None if measure.after is None else list(measure.after),
        "earliest": None if measure.earliest is None else str(measure.earliest),
        "deadline": None if measure.deadline is None else str(measure.deadline),
        "must": measure.is_must or None,
        "decision_point": measure.is_decision_point,
    }
    said = {key: value for key, value in values.items() if value is not None}
    return {"id": measure.id} | said


def _plain_spending(spending: Spending) -> dict[str, object]:
    amount: dict[str, object] = {"total": spending.total}
    if spending.by_period is not None:
        amount = {"by_period": list(spending.by_period)}
    return {"of": spending.of} | amount | _said({"running": spending.running})


def _plain_choice(group: Alternatives) -> dict[str, object]:
    said = _said({"must": group.is_must, "title": dict(group.title)})
    return {"id": group.id, "members": list(group.members)} | said


def _said(values: Mapping[str, object]) -> dict[str, object]:
    nothing: tuple[object, ...] = (None, "", False, {}, [], 0.0)
    return {
        key: value
        for key, value in values.items()
        if value not in nothing
        or (value == 0 and key in {"total_budget", "years_after"} and value is not False)
    }


def _planning(tree: Tree) -> Planning | None:
    """A tree that has been through the schema; what is wrong beyond it joins its problems."""
    data: Any = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("planning"), dict):
        return None
    head = data["planning"]
    first = _period(tree, head.get("first"), ("planning", "first"), None)
    periods = head.get("periods")
    if first is None or periods is None:
        return None
    units = data.get("units", {})
    pins = {
        name: _period(tree, written, ("pins", name), first)
        for name, written in data.get("pins", {}).items()
    }
    return Planning(
        first,
        periods,
        tuple(
            _measure(tree, each, ("measures", at), first)
            for at, each in enumerate(data.get("measures", ()))
            if isinstance(each, dict) and "id" in each
        ),
        tuple(_limits(data, periods)),
        tuple(
            Alternatives(
                each["id"], tuple(each["members"]), each.get("must", False), each.get("title", {})
            )
            for each in data.get("alternatives", ())
            if {"id", "members"} <= each.keys()
        ),
        {name: period for name, period in pins.items() if period is not None},
        frozenset(data.get("excluded", ())),
        head.get("total_budget"),
        head.get("years_after"),
        {
            ("" if kind == "other" else kind): each
            for kind, each in head.get("durations", {}).items()
        },
        head.get("cost_points", {}),
        head.get("programme", ""),
        head.get("basis", {}),
        units.get("money", {}),
        units.get("effort", {}),
    )


def _limits(data: Mapping[str, Any], periods: int) -> Iterable[Limit]:
    for key, resource in _OF_RESOURCE.items():
        for each in data.get(key, ()):
            if "id" not in each:
                continue
            whose = each.get(_WHOSE[key])
            amounts = each.get("by_period") or [each.get("each_period", 0)] * periods
            yield Limit(
                each["id"],
                resource,
                None if whose is None else tuple(whose),
                tuple(float(amount) for amount in amounts),
                each.get("carries_over", False),
                each.get("title", {}),
            )


def _measure(tree: Tree, data: Mapping[str, Any], path: Path, first: Period) -> MeasurePlanning:
    def spending(key: str) -> tuple[Spending, ...] | None:
        if key not in data:
            return None
        return tuple(
            Spending(
                each.get("of", ""),
                float(each.get("total", 0)),
                None if "by_period" not in each else tuple(map(float, each["by_period"])),
                float(each.get("running", 0)),
            )
            for each in data[key]
        )

    return MeasurePlanning(
        data["id"],
        data.get("title", {}),
        data.get("focus_area", ""),
        data.get("owner", ""),
        data.get("duration"),
        None if data.get("value") is None else float(data["value"]),
        spending("costs"),
        spending("efforts") or (),
        tuple(data["after"]) if "after" in data else None,
        _period(tree, data.get("earliest"), (*path, "earliest"), first),
        _period(tree, data.get("deadline"), (*path, "deadline"), first),
        data.get("must", False),
        data.get("decision_point"),
    )


def _period(tree: Tree, written: object, path: Path, first: Period | None) -> Period | None:
    if not isinstance(written, str):
        return None
    try:
        period = Period.read(written)
    except InvalidInput as error:
        tree.problems.append(tree.problem(error.code, path, got=written[:40]))
        return None
    if first is not None and period.length != first.length:
        tree.problems.append(tree.problem("period.other_length", path, got=period, first=first))
        return None
    return period
