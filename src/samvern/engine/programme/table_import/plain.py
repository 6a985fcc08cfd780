"""Measures field by field as plain values, so that what was changed can be kept and taken back.

A key is that of a target (``title.nb``, ``contribution:R1``), so that a change of one language or
one judgement stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from samvern.engine.programme.document import (
    LANGUAGES,
    Judgement,
    Measure,
    MeasureKind,
    MeasureStatus,
)

#: What JSON can hold.
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_TEXTS: Final = ("title", "description")
_JUDGED: Final = ("cost", "support", "implementation_risk")
_JUDGED_ABOUT: Final = ("contribution", "attainment")
_LISTS: Final = ("owners", "involved", "interfaces", "after", "related", "overlaps")


def keys_of(measure: Measure) -> Iterator[str]:
    """The keys of everything that a measure says; the code aside."""
    empty = Measure(measure.id, "", {})
    for each in fields(Measure):
        value = getattr(measure, each.name)
        if each.name in _TEXTS:
            yield from (f"{each.name}.{language}" for language in value)
        elif each.name in _JUDGED_ABOUT:
            yield from (f"{each.name}:{about}" for about in value)
        elif each.name not in ("id", "focus_area_from_id") and value != getattr(empty, each.name):
            yield each.name


def whole(measure: Measure) -> dict[str, Plain]:
    """Everything that a measure says.

    Examples
    --------
    >>> whole(Measure("1.1", "1", {"nb": "Øve"}, owners=("A",)))
    {'focus_area': ['1', False], 'title.nb': 'Øve', 'owners': ['A']}
    """
    return {key: value_of(measure, key) for key in keys_of(measure)}


def measure_from(code: str, values: Mapping[str, Any]) -> Measure:
    """The measure that :func:`whole` took apart."""
    measure = Measure(code, "", {})
    for key, value in values.items():
        measure = with_value(measure, key, value)
    return measure


def _split(key: str) -> tuple[str, str, str]:
    """The field of a key, what it is about, and its language; codes may hold dots."""
    name, _colon, about = key.partition(":")
    if about:
        return name, about, ""
    name, _dot, language = key.partition(".")
    return name, "", language


def value_of(measure: Measure, key: str) -> Plain:
    """A field of a measure as a plain value; None where nothing is said."""
    name, about, language = _split(key)
    if language:
        text: str | None = getattr(measure, name).get(language)
        return text
    if about:
        return _plain_judgement(getattr(measure, name).get(about))
    value = getattr(measure, name)
    if name == "focus_area":
        return [value, measure.focus_area_from_id]
    if name in _JUDGED:
        return _plain_judgement(value)
    if value == getattr(Measure(measure.id, "", {}), name):
        return None
    return list(value) if name in _LISTS else str(value)


def with_value(measure: Measure, key: str, value: Any) -> Measure:
    """The measure with a field as :func:`value_of` gave it."""
    changed: Any
    name, about, language = _split(key)
    if language:
        texts = {**getattr(measure, name), language: value}
        order = (*LANGUAGES, *texts)
        changed = {lang: texts[lang] for lang in order if texts.get(lang) is not None}
        return replace(measure, **{name: changed})
    if about:
        changed = dict(getattr(measure, name))
        if value is None:
            changed.pop(about, None)
        else:
            changed[about] = _judgement_from(value)
        return replace(measure, **{name: changed})
    if name == "focus_area":
        return replace(measure, focus_area=value[0], focus_area_from_id=value[1])
    return replace(measure, **{name: _from_plain(name, value)})


def _from_plain(name: str, value: Any) -> Any:
    if name in _JUDGED:
        return None if value is None else _judgement_from(value)
    if name == "owners" and value is None:
        return None
    if name in _LISTS:
        return tuple(value or ())
    if name == "kind":
        return None if value is None else MeasureKind(value)
    if name == "status":
        return None if value is None else MeasureStatus(value)
    return value or ""


def _plain_judgement(judgement: Judgement | None) -> Plain:
    if judgement is None:
        return None
    return {
        "levels": dict(judgement.levels),
        "token": judgement.token,
        "by": judgement.by,
        "on": judgement.on.isoformat() if judgement.on else None,
        "why": judgement.why,
    }


def _judgement_from(value: Mapping[str, Any]) -> Judgement:
    return Judgement(
        levels=dict(value["levels"]),
        token=value["token"],
        by=value["by"],
        on=date.fromisoformat(value["on"]) if value["on"] else None,
        why=value["why"],
    )
