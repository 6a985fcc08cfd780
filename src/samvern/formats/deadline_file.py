"""The deadline file: what a duty asks for and by when, as YAML or JSON.

Described, key by key, by ``deadlines.schema.json`` (``samvern deadline schema``)::

    deadlines: {id: duty, version: "1", title: {nb: Varsling}}
    sources: [{id: law, title: The Act}]
    steps:
      - {id: first, title: {nb: Første varsel}, within: {hours: 24}, source: law,
         reminders: [{before: {hours: 4}}, {after: {days: 1}}]}
      - {id: report, title: {nb: Rapport}, within: {months: 1}, after: first, whole_day: true}
      - {id: yearly, title: {nb: Årsrapport}, on: 2026-12-31}

What is written reads back as the same plan: :func:`read` and :func:`write` are inverse.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, BinaryIO, Final

from samvern.engine.deadlines import (
    DeadlinePlan,
    Duration,
    PlanSource,
    Reminder,
    Side,
    Step,
    Unit,
    find_flaws,
)
from samvern.engine.programme.document import LANGUAGES, Text
from samvern.formats import trees
from samvern.formats.trees import Kind, Path, Tree

#: Two hundred steps in three languages take about a fifth of this.
MAX_BYTES: Final = 2**20


def read(stream: BinaryIO, *, name: str) -> DeadlinePlan:
    """Read a deadline file.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``deadline_file.invalid``, whose ``problems`` are all that is
        wrong, with path, line and column.
    """
    return trees.read(
        stream,
        _plan,
        refused_as="deadline_file.invalid",
        schema="deadlines",
        name=name,
        limit=MAX_BYTES,
    )


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the deadline file, as published."""
    return trees.schema_text("deadlines")


def write(plan: DeadlinePlan, stream: BinaryIO, *, kind: Kind = "yaml") -> None:
    """Write a plan so that :func:`read` gives the same one back."""
    values = plain(plan)
    text = trees.as_json(values) if kind == "json" else trees.as_yaml(values)
    stream.write(text.encode())


def plain(plan: DeadlinePlan) -> dict[str, object]:
    """The plan as plain values, with what says nothing left out."""
    head = {"id": plan.id, "version": plan.version, "title": dict(plan.title)}
    texts = {
        "starts_when": plan.starts_when,
        "description": plan.description,
        "licence": plan.licence,
    }
    sources = [
        _said({"id": each.id, "title": each.title, "publisher": each.publisher})
        | ({} if each.is_read else {"read": False})
        for each in plan.sources
    ]
    return {"deadlines": head | _said({key: dict(text or {}) for key, text in texts.items()})} | (
        _said({"sources": sources, "steps": [_plain_step(step) for step in plan.steps]})
    )


def _plain_step(step: Step) -> dict[str, object]:
    values = {
        "within": _plain_duration(step.within) if step.within else None,
        "on": step.on.isoformat() if step.on else None,
        "after": step.after,
        "whole_day": step.whole_day,
        "reminders": [{each.side.value: _plain_duration(each.by)} for each in step.reminders],
        "source": step.source,
        "place": step.place,
        "remark": dict(step.remark or {}),
    }
    verified = {} if step.is_verified else {"verified": False}
    return {"id": step.id, "title": dict(step.title)} | _said(values) | verified


def _plain_duration(duration: Duration) -> dict[str, int]:
    return {duration.unit.value: duration.amount}


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}


def _plan(tree: Tree) -> DeadlinePlan | None:
    """A tree that has been through the schema; what is wrong beyond it joins its problems."""
    data: Any = tree.data
    if not isinstance(data, dict) or not isinstance(data.get("deadlines"), dict):
        return None
    head = data["deadlines"]
    if not {"id", "version", "title"} <= head.keys():
        return None
    steps, sources = _readable(data, "steps"), _readable(data, "sources")
    plan = DeadlinePlan(
        id=head["id"],
        version=head["version"],
        title=_text(head["title"]) or {},
        steps=tuple(_step(raw, ("steps", place), tree) for place, raw in steps),
        starts_when=_text(head.get("starts_when")),
        description=_text(head.get("description")),
        licence=_text(head.get("licence")),
        sources=tuple(_source(raw) for _place, raw in sources),
    )
    if not tree.problems:  # what the schema took away would look missing

        def say(code: str, path: Path, **params: Any) -> None:
            tree.problems.append(tree.problem(code, path, **params))

        find_flaws(plan, say)
    return plan


def _readable(data: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    listed = data.get(name)
    return [
        (place, raw)
        for place, raw in enumerate(listed if isinstance(listed, list) else [])
        if isinstance(raw, dict) and raw.get("id") and raw.get("title")
    ]


def _source(raw: Mapping[str, Any]) -> PlanSource:
    read_ = raw.get("read", True) is not False
    return PlanSource(raw["id"], raw["title"], raw.get("publisher") or "", read_)


def _step(raw: Mapping[str, Any], path: Path, tree: Tree) -> Step:
    return Step(
        id=raw["id"],
        title=_text(raw["title"]) or {},
        within=_duration(raw.get("within")),
        on=_day(raw.get("on"), (*path, "on"), tree),
        after=raw.get("after") or "",
        whole_day=raw.get("whole_day") is True,
        reminders=tuple(
            Reminder(side, duration)
            for each in raw.get("reminders") or ()
            for side in Side
            if isinstance(each, dict) and (duration := _duration(each.get(side.value)))
        ),
        source=raw.get("source") or "",
        place=raw.get("place") or "",
        is_verified=raw.get("verified", True) is not False,
        remark=_text(raw.get("remark")),
    )


def _duration(raw: Any) -> Duration | None:
    if not isinstance(raw, dict):
        return None
    return next((Duration(raw[unit], unit) for unit in Unit if raw.get(unit)), None)


def _text(raw: Any) -> Text | None:
    if not isinstance(raw, dict):
        return None
    return {language: raw[language] for language in LANGUAGES if raw.get(language)}


def _day(written: str | None, path: Path, tree: Tree) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        tree.problems.append(tree.problem("date.invalid", path, found=written))
        return None
