"""Rules for what may be saved, whatever door it came through."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Protocol

from django.db import models

from samvern.apps.programmes.models import SCALE_OF
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.programme.document import (
    LANGUAGES,
    SCALE_LEVELS,
    CriterionKind,
    Judgement,
    MeasureKind,
    MeasureStatus,
    Programme,
)

#: How far the probabilities of a judgement may be from 1 in sum, for decimals written out.
SUM_TOLERANCE = 1e-6
#: The largest whole number that both databases keep.
MAX_COUNT = 2**31 - 1
MAX_DESCRIPTION = 20_000
MAX_TITLE = 500
MAX_TEXT = 500

#: Half of a pair of code units, or a character that no text needs and some databases refuse.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOMENT = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class _Coded(Protocol):
    """Any part of a programme that has a code."""

    @property
    def id(self) -> str: ...


def check_document(document: Programme) -> None:
    """Refuse a programme that the tables cannot hold. References to other parts may dangle.

    Raises
    ------
    InvalidInput
        ``programme.invalid`` with all problems.
    """
    problems = [*_repeated_codes(document), *_unknown_focus_areas(document)]
    problems += _judgement_problems(document)
    problems += [
        Problem.of("value.too_large", where=f"published_counts.{stated.what}", limit=MAX_COUNT)
        for stated in document.published_counts
        if stated.count > MAX_COUNT
    ]
    if problems:
        raise InvalidInput("programme.invalid", problems=problems)


def check_rows(rows: Iterable[models.Model]) -> None:
    """Refuse rows whose texts do not fit their columns; SQLite would not mind, others do."""
    problems = [
        Problem.of("value.too_long", where=field.name, limit=field.max_length)
        for row in rows
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField)
        and field.max_length
        and len(getattr(row, field.attname)) > field.max_length
    ]
    if problems:
        raise InvalidInput("programme.invalid", problems=problems)


def check_levels(criterion: CriterionKind, levels: Mapping[str, float]) -> dict[str, float]:
    """Check the distribution of a judgement and put its levels in the order of the scale.

    Raises
    ------
    InvalidInput
        ``judgement.invalid`` with all problems.
    """
    problems = list(_level_problems(criterion, levels, "levels"))
    if problems:
        raise InvalidInput("judgement.invalid", problems=problems)
    scale = SCALE_LEVELS[SCALE_OF[criterion]]
    return {level: float(levels[level]) for level in scale if level in levels}


def line_problems(value: object, where: str, *, limit: int = MAX_TEXT) -> Iterator[Problem]:
    """Say what is wrong with a text that must fit a column."""
    if not isinstance(value, str):
        yield Problem.of("value.wrong_type", where=where, expected="string")
        return
    if len(value) > limit:
        yield Problem.of("value.too_long", where=where, limit=limit)
    if _UNSTORABLE.search(value):
        yield Problem.of("text.control_character", where=where)


def text_problems(value: object, where: str, *, limit: int, is_required: bool) -> Iterator[Problem]:
    """Say what is wrong with a text that carries its languages."""
    if not isinstance(value, Mapping) or not all(key in LANGUAGES for key in value):
        known = ", ".join(LANGUAGES)
        yield Problem.of("value.wrong_type", where=where, expected=known)
        return
    for language, text in value.items():
        yield from line_problems(text, f"{where}.{language}", limit=limit)
    if is_required and not any(value.values()):
        yield Problem.of("value.missing", where=where)


def moment_problems(value: object, where: str) -> Iterator[Problem]:
    """Say what is wrong with a year, a month or a day; empty is none."""
    if value == "":
        return
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        except ValueError:
            pass
        else:
            return
    yield Problem.of("date.invalid", where=where, found=str(value)[:40])


def choice_problems(value: object, where: str, known: Sequence[str]) -> Iterator[Problem]:
    """Say that a value is none of those there are; empty is none."""
    if value not in ("", *known):
        shown = str(value)[:40]
        yield Problem.of("value.unknown", where=where, found=shown, known=", ".join(known))


Rule = Callable[[object, str], Iterator[Problem]]

#: Other work that a measure may touch, at most.
MAX_INTERFACES = 100


def _interface_problems(value: object, where: str) -> Iterator[Problem]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield Problem.of("value.wrong_type", where=where, expected="array")
        return
    if len(value) > MAX_INTERFACES:
        yield Problem.of("value.too_long", where=where, limit=MAX_INTERFACES)
    for index, name in enumerate(value):
        yield from line_problems(name, f"{where}[{index}]")
        if not str(name).strip():
            yield Problem.of("value.missing", where=f"{where}[{index}]")


#: The fields of a measure that can be edited, each with the rule that its value must pass.
EDITABLE: Mapping[str, Rule] = MappingProxyType(
    {
        "title": lambda v, w: text_problems(v, w, limit=MAX_TITLE, is_required=True),
        "description": lambda v, w: text_problems(v, w, limit=MAX_DESCRIPTION, is_required=False),
        "kind": lambda v, w: choice_problems(v, w, [kind.value for kind in MeasureKind]),
        "status": lambda v, w: choice_problems(v, w, [status.value for status in MeasureStatus]),
        "start": moment_problems,
        "finish": moment_problems,
        "every": line_problems,
        "owner_note": line_problems,
        "target_group": line_problems,
        "relevant_for": line_problems,
        "interfaces": _interface_problems,
    }
)


def _repeated_codes(document: Programme) -> Iterator[Problem]:
    kinds: dict[str, Sequence[_Coded]] = {
        "goals": document.goals,
        "challenges": document.challenges,
        "risk_trends": document.risk_trends,
        "risk_areas": document.risk_areas,
        "focus_areas": document.focus_areas,
        "measures": document.measures,
    }
    for kind, parts in kinds.items():
        for code, count in Counter(part.id for part in parts).items():
            if count > 1:
                yield Problem.of("id.duplicate", where=kind, id=code)


def _unknown_focus_areas(document: Programme) -> Iterator[Problem]:
    known = {area.id for area in document.focus_areas}
    for measure in document.measures:
        if measure.focus_area not in known:
            yield Problem.of(
                "measure.focus_area_unknown",
                where=f"measures.{measure.id}",
                id=measure.id,
                area=measure.focus_area,
                known=", ".join(sorted(known)),
            )


def _judgement_problems(document: Programme) -> Iterator[Problem]:
    for where, criterion, _about, judgement in judgements_of(document):
        yield from _level_problems(criterion, judgement.levels, where)


def _level_problems(
    criterion: CriterionKind, levels: Mapping[str, float], where: str
) -> Iterator[Problem]:
    scale = SCALE_LEVELS[SCALE_OF[criterion]]
    for level, share in levels.items():
        if level not in scale:
            known = ", ".join(scale)
            yield Problem.of("judgement.unknown_level", where=where, level=level, known=known)
        # Not written the other way round: a share that is no number is not in range either.
        if not 0 <= share <= 1:
            yield Problem.of("judgement.share", where=f"{where}.{level}", found=share)
    total = math.fsum(levels.values())
    if not abs(total - 1) <= SUM_TOLERANCE:
        yield Problem.of("judgement.sum", where=where, total=f"{total:.6g}")


def judgements_of(
    document: Programme,
) -> Iterator[tuple[str, CriterionKind, str, Judgement]]:
    """Every judgement with its place (``measures.4.2a``), criterion and what it is about."""
    for area in document.focus_areas:
        place = f"focus_areas.{area.id}"
        for about, judgement in area.contribution.items():
            yield place, CriterionKind.CONTRIBUTION, about, judgement
        for about, judgement in area.attainment.items():
            yield place, CriterionKind.ATTAINMENT, about, judgement
    for measure in document.measures:
        place = f"measures.{measure.id}"
        single = {
            CriterionKind.COST: measure.cost,
            CriterionKind.SUPPORT: measure.support,
            CriterionKind.IMPLEMENTATION_RISK: measure.implementation_risk,
        }
        for criterion, judged in single.items():
            if judged is not None:
                yield place, criterion, "", judged
        for about, judgement in measure.contribution.items():
            yield place, CriterionKind.CONTRIBUTION, about, judgement
        for about, judgement in measure.attainment.items():
            yield place, CriterionKind.ATTAINMENT, about, judgement
