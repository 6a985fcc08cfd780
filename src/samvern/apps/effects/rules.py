"""Rules for what may be said of a study, whatever door it came through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from samvern.apps.effects.models import Design
from samvern.apps.effects.models.study import MAX_NOTE, MOST_ANTICIPATION
from samvern.apps.indicators.models import Indicator
from samvern.apps.programmes.models import Measure
from samvern.apps.programmes.rules import line_problems
from samvern.engine.effects import Control
from samvern.engine.errors import InvalidInput, Problem

#: A day before this one is a slip of the pen.
_FIRST: Final = date(1990, 1, 1)
_LAST: Final = date(2200, 12, 31)


@dataclass(frozen=True)
class StudyPlan:
    """How a study looks. ``indicator`` is a code of the programme of its measure."""

    indicator: str
    design: Design = Design.BEST
    control: Control = Control.NOT_YET
    anticipation: int = 0
    by_lot: bool = False
    lot_note: str = ""
    began_on: date | None = None


def check_plan(plan: StudyPlan, indicator: Indicator, measure: Measure) -> None:
    """Refuse a study that can tell nothing. Raises ``InvalidInput`` (``effect_study.invalid``)."""
    problems = list(_problems(plan, indicator, measure))
    if problems:
        raise InvalidInput("effect_study.invalid", problems=problems)


def check_words(value: str, where: str, *, is_required: bool) -> str:
    """Text beside a study, without the space around it. Raises ``InvalidInput``."""
    problems = list(line_problems(value, where, limit=MAX_NOTE))
    if is_required and not value.strip():
        problems.append(Problem.of("value.missing", where=where))
    if problems:
        raise InvalidInput("effect_study.invalid", problems=problems)
    return value.strip()


def _problems(plan: StudyPlan, indicator: Indicator, measure: Measure) -> Iterator[Problem]:
    if indicator.programme_id != measure.programme_id:
        yield Problem.of("effect_study.other_programme", where="indicator")
    if not 0 <= plan.anticipation <= MOST_ANTICIPATION:
        yield Problem.of(
            "effect_study.anticipation_out_of_range", where="anticipation", most=MOST_ANTICIPATION
        )
    yield from line_problems(plan.lot_note, "lot_note", limit=MAX_NOTE)
    if plan.by_lot and not plan.lot_note.strip():
        yield Problem.of("effect_study.lot_not_described", where="lot_note")
    if plan.began_on is not None and not _FIRST <= plan.began_on <= _LAST:
        yield Problem.of("indicator.date_out_of_range", where="began_on")
    if indicator.is_of_organisations:
        if plan.began_on is not None:
            yield Problem.of("effect_study.starts_are_recorded", where="began_on")
        return
    if plan.began_on is None:
        yield Problem.of("effect_study.start_missing", where="began_on")
    if plan.design is Design.COMPARISON:
        yield Problem.of("effect_study.nobody_to_compare", where="design")
    if plan.by_lot:
        yield Problem.of("effect_study.nobody_to_compare", where="by_lot")
