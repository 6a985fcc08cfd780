"""What a study is computed from: the values of its indicator, and who began when with its measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from samvern.apps.effects.models import EffectStudy
from samvern.apps.indicators.models import IndicatorValue, MeasureStart
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.effects import Better, EffectPanel
from samvern.engine.errors import NotReady
from samvern.engine.indicators import (
    Direction,
    Frequency,
    IndicatorPeriod,
    period_on,
    periods_between,
    read_period,
)

#: What stands for the sector, where it is measured as one.
SECTOR: Final = "sector"


@dataclass(frozen=True)
class StudyInput:
    """Everything that a result rests on.

    ``digest`` is of the settings and of all values and starts; ``rows`` has one of each organisation
    alone. ``unknown_starts`` counts those with values of which nobody has said whether they have
    begun, ``without_values`` those that are said to have begun, or not, and have no value: neither take
    part.
    """

    panel: EffectPanel
    better: Better
    digest: str
    rows: Mapping[str, str]
    unknown_starts: int
    without_values: int


def input_of(study: EffectStudy) -> StudyInput:
    """Read what a study is computed from, whoever may see it.

    Raises
    ------
    NotReady
        ``effect_study.no_values``: there is no value, or nobody has said who has begun.
    """
    values, starts = _of_sector(study) if study.began_on else _of_organisations(study)
    known = {name for name, _period, _value in values}
    taking_part = sorted(known & starts.keys())
    if not taking_part:
        raise NotReady("effect_study.no_values")
    frequency = study.indicator.often
    kept = [each for each in values if each[0] in starts]
    periods = _periods({period for _name, period, _value in kept}, frequency)
    labels = [period.text for period in periods]
    begun = {name: _first_period(starts[name], periods, frequency) for name in taking_part}
    panel = EffectPanel.of_values(kept, begun, labels)
    better = Better.HIGHER if study.indicator.better is Direction.UP else Better.LOWER
    rows = {
        name: sha256_of(canonical_json([begun[name], list(row)]))[:16]
        for name, row in zip(panel.organisations, panel.outcomes, strict=True)
    }
    whole = [study.settings, better.value, labels, begun, panel.outcomes]
    return StudyInput(
        panel=panel,
        better=better,
        digest=sha256_of(canonical_json(whole)),
        rows=rows,
        unknown_starts=len(known - starts.keys()),
        without_values=len(starts.keys() - known),
    )


def changed_rows(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    """How many organisations gave something else, came or left."""
    return sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())


_Values = list[tuple[str, str, float]]
_Starts = dict[str, date | None]


def _of_organisations(study: EffectStudy) -> tuple[_Values, _Starts]:
    values = (
        IndicatorValue.objects.in_force()
        .of_organisations()
        .filter(indicator=study.indicator_id)
        .order_by("actor_id", "ends_on")
        .values_list("actor_id", "period", "value")
    )
    starts = (
        MeasureStart.objects.in_force()
        .filter(measure=study.measure_id)
        .values_list("actor_id", "began_on")
    )
    found = [(str(actor), period, float(value or 0.0)) for actor, period, value in values]
    return found, {str(actor): began_on for actor, began_on in starts}


def _of_sector(study: EffectStudy) -> tuple[_Values, _Starts]:
    values = (
        IndicatorValue.objects.in_force()
        .of_groups()
        .filter(indicator=study.indicator_id, group="")
        .values_list("period", "value")
    )
    found = [(SECTOR, period, float(value or 0.0)) for period, value in values]
    return found, {SECTOR: study.began_on}


def _periods(found: Iterable[str], frequency: Frequency) -> Sequence[IndicatorPeriod]:
    known = sorted((read_period(text, frequency) for text in found), key=lambda one: one.starts_on)
    return list(periods_between(known[0], known[-1]))


def _first_period(
    began_on: date | None, periods: Sequence[IndicatorPeriod], frequency: Frequency
) -> str | None:
    """The period in which an organisation began; the first for whoever began before it, none for whoever
    begins after the last.
    """
    if began_on is None or began_on > periods[-1].ends_on:
        return None
    if began_on < periods[0].starts_on:
        return periods[0].text
    return period_on(began_on, frequency).text
