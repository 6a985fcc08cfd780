"""Two made-up studies, so that a newcomer sees a card with a claim and one without.

The values, and who began when, are invented, and belong to made-up clinics alone; a small formula
makes them, so that every demo has the same. Every page that shows them says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from samvern.apps.actors.models import Actor, ActorKind, FactSource
from samvern.apps.effects import operations
from samvern.apps.effects.models import Audience, EffectStudy
from samvern.apps.effects.rules import StudyPlan
from samvern.apps.indicators import operations as indicators
from samvern.apps.indicators.models import Indicator, StartRegister
from samvern.apps.indicators.rules import GivenStart, GivenValue, IndicatorPlan
from samvern.apps.programmes.models import Measure
from samvern.base.models import User
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.assessments import LEAST_ANSWERS
from samvern.engine.indicators import Direction, Frequency, read_period

_PROGRAMME: Final = "IE-1125"
_AUTHOR: Final = "authority@demo.samvern.example"
_PERIODS: Final = tuple(f"{year}-H{half}" for year in (2022, 2023, 2024, 2025) for half in (1, 2))
_KINDS: Final = (ActorKind.GP_OFFICE, ActorKind.DENTIST, ActorKind.PSYCHOLOGIST)
_FIRST, _SECOND = date(2023, 9, 1), date(2024, 9, 1)


@dataclass(frozen=True)
class _Example:
    """One measure, its indicator, who began when, and what happens then in the made-up values."""

    measure: str
    code: str
    title: dict[str, str]
    definition: dict[str, str]
    unit: dict[str, str]
    direction: Direction
    starts: Sequence[date | None]
    level: float
    spread: float
    effect: float


EXAMPLES: Final = (
    _Example(
        measure="4.2b",
        code="EKS-1",
        title={
            "nb": "Eksempel: grunnleggende tiltak på plass",
            "nn": "Eksempel: grunnleggjande tiltak på plass",
            "en": "Example: basic measures in place",
        },
        definition={
            "nb": "Oppdiktet. Andelen av de grunnleggende tiltakene som en klinikk har på plass.",
            "nn": "Oppdikta. Delen av dei grunnleggjande tiltaka som ein klinikk har på plass.",
            "en": "Made up. The share of the basic measures that a clinic has in place.",
        },
        unit={"nb": "%", "nn": "%", "en": "%"},
        direction=Direction.UP,
        starts=(_FIRST,) * 6 + (_SECOND,) * 5 + (None,) * 7,
        level=42.0,
        spread=3.0,
        effect=11.0,
    ),
    _Example(
        measure="5.3",
        code="EKS-2",
        title={
            "nb": "Eksempel: dager med driftsstans etter systembytte",
            "nn": "Eksempel: dagar med driftsstans etter systembyte",
            "en": "Example: days of downtime after a change of system",
        },
        definition={
            "nb": "Oppdiktet. Dager i halvåret der journalsystemet ikke kunne brukes.",
            "nn": "Oppdikta. Dagar i halvåret der journalsystemet ikkje kunne brukast.",
            "en": "Made up. Days of the half-year on which the record system could not be used.",
        },
        unit={"nb": "dager", "nn": "dagar", "en": "days"},
        direction=Direction.DOWN,
        starts=(_FIRST, _SECOND, None, None, None),
        level=6.0,
        spread=1.0,
        effect=-1.5,
    ),
)


def load_examples(*, at: datetime) -> int:
    """Make and publish the examples unless they are there; how many studies are new."""
    author = User.objects.filter(email=_AUTHOR, is_demo=True).first()
    if author is None or EffectStudy.objects.filter(is_example=True).exists():
        return 0
    clinics = list(
        Actor.objects.filter(source=FactSource.FICTITIOUS, kind__in=_KINDS).order_by("pk")
    )
    return sum(_load(viewer_for(author, channel="system"), each, clinics, at) for each in EXAMPLES)


def _load(by: Viewer, example: _Example, clinics: Sequence[Actor], at: datetime) -> int:
    measure = Measure.objects.filter(
        programme__code=_PROGRAMME, code=example.measure, withdrawn_at__isnull=True
    ).first()
    listed = clinics[: len(example.starts)]
    if measure is None or len(listed) < len(example.starts):
        return 0
    indicator = _indicator(by, example, at)
    indicators.give_values(
        by=by, indicator_id=indicator.pk, values=list(_values(example, listed)), at=at
    )
    if not StartRegister.objects.filter(measure=measure).exists():
        indicators.open_register(by=by, measure_id=measure.pk, is_reported=True, at=at)
    starts = [GivenStart(actor.pk, day) for actor, day in zip(listed, example.starts, strict=True)]
    indicators.give_starts(by=by, measure_id=measure.pk, starts=starts, at=at)
    study = operations.make_study(
        by=by,
        code=_PROGRAMME,
        measure_code=example.measure,
        plan=StudyPlan(example.code),
        at=at,
        is_example=True,
    )
    operations.compute_study(by=by, study_id=study.pk, at=at, is_patient=True)
    study.refresh_from_db()
    if study.result is not None and len(listed) >= LEAST_ANSWERS:
        operations.publish_study(
            by=by,
            study_id=study.pk,
            digest=study.result.digest,
            audience=Audience.PUBLIC,
            note="Oppdiktet eksempel. Ingen har målt dette.",
            at=at,
        )
    return 1


def _indicator(by: Viewer, example: _Example, at: datetime) -> Indicator:
    plan = IndicatorPlan(
        code=example.code,
        title=example.title,
        definition=example.definition,
        unit=example.unit,
        direction=example.direction,
        frequency=Frequency.HALF_YEAR,
        is_reported=True,
        measures=(example.measure,),
    )
    return indicators.add_indicator(by=by, programme_code=_PROGRAMME, plan=plan, at=at)


def _values(example: _Example, clinics: Sequence[Actor]) -> Iterator[GivenValue]:
    """A level of its own for each, a slow rise for all, a little of everything, and the effect."""
    for place, (clinic, start) in enumerate(zip(clinics, example.starts, strict=True)):
        for at, period in enumerate(_PERIODS):
            has_begun = (
                start is not None and read_period(period, Frequency.HALF_YEAR).ends_on > start
            )
            wobble = ((place * 7 + at * 5) % 11 - 5) / 5
            value = example.level + example.spread * (place % 4 - 1.5 + at / 4 + wobble)
            yield GivenValue(
                period, round(value + (example.effect if has_begun else 0.0), 1), clinic.pk
            )
