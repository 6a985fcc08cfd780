"""Taking back what a table changed: exactly that, and only where nobody changed it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from samvern.engine.errors import Conflict, Problem
from samvern.engine.programme.document import Measure, Programme
from samvern.engine.programme.table_import.changes import FieldChange, MeasureChange
from samvern.engine.programme.table_import.plain import (
    measure_from,
    value_of,
    whole,
    with_value,
)


def undone(
    programme: Programme, changes: Sequence[MeasureChange], added_areas: Iterable[str] = ()
) -> Programme:
    """The programme without the changes of a table.

    What has been set back already is left alone; a measure that was added is gone.

    Raises
    ------
    Conflict
        ``import.changed_since`` with a problem for each measure and field that somebody changed,
        and for each measure whose focus area came to be used, or went, since.
    """
    measures = {measure.id: measure for measure in programme.measures}
    order = list(measures)
    problems: list[Problem] = []
    for change in changes:
        current = measures.get(change.code)
        if change.kind == "withdrawn":
            if current is None:
                restored = measure_from(change.code, {c.key: c.before for c in change.fields})
                measures[change.code] = restored
                place = order.index(change.follows) + 1 if change.follows in order else 0
                order.insert(place, change.code)
            problems += _back_since(current, change)
        elif current is not None:
            problems += _changed_since(current, change)
            if change.kind == "added":
                del measures[change.code]
            else:
                measures[change.code] = _restored(current, change.fields)
        elif change.kind == "changed":
            problems.append(_problem("import.measure_gone_since", change.code))
    kept = tuple(measures[code] for code in order if code in measures)
    gone = set(added_areas)
    areas = tuple(area for area in programme.focus_areas if area.id not in gone)
    known = {area.id for area in areas}
    for measure in kept:
        if measure.focus_area not in known:
            is_taken_back = measure.focus_area in gone
            code = "import.area_used_since" if is_taken_back else "import.area_gone_since"
            problems.append(_problem(code, measure.id, measure.focus_area))
    if problems:
        raise Conflict("import.changed_since", problems=problems)
    return replace(programme, measures=kept, focus_areas=areas)


def _restored(measure: Measure, fields: Iterable[FieldChange]) -> Measure:
    for each in fields:
        measure = with_value(measure, each.key, each.before)
    return measure


def _back_since(current: Measure | None, change: MeasureChange) -> Iterable[Problem]:
    """A withdrawn measure that somebody brought back as something else."""
    if current is not None and whole(current) != {c.key: c.before for c in change.fields}:
        yield _problem("import.measure_back_since", change.code)


def _changed_since(measure: Measure, change: MeasureChange) -> Iterable[Problem]:
    told = {each.key: each for each in change.fields}
    others = whole(measure) if change.kind == "added" else ()
    for key in dict.fromkeys((*told, *others)):
        each = told.get(key, FieldChange(key, None, None))
        if value_of(measure, key) not in (each.after, each.before):
            yield _problem("import.field_changed_since", measure.id, key)


def _problem(code: str, measure: str, field: str = "") -> Problem:
    return Problem.of(code, where=measure, id=measure, field=field)


def changes_to_plain(changes: Iterable[MeasureChange]) -> list[dict[str, Any]]:
    """Changes as JSON can hold them."""
    return [
        {
            "code": change.code,
            "kind": change.kind,
            "row": change.row,
            "title": change.title,
            "follows": change.follows,
            "fields": [[each.key, each.before, each.after] for each in change.fields],
        }
        for change in changes
    ]


def changes_from_plain(kept: Iterable[Mapping[str, Any]]) -> tuple[MeasureChange, ...]:
    """The changes that :func:`changes_to_plain` took apart."""
    return tuple(
        MeasureChange(
            code=each["code"],
            kind=each["kind"],
            fields=tuple(FieldChange(*parts) for parts in each["fields"]),
            row=each["row"],
            title=each["title"],
            follows=each["follows"],
        )
        for each in kept
    )
