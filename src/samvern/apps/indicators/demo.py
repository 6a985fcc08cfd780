"""Made-up indicators of a made-up programme, so that a newcomer sees whether it gets there.

Every value is of a made-up organisation: no real one has been given a figure that nobody measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate

from samvern.apps.actors.models import Actor, ActorKind, FactSource
from samvern.apps.indicators import operations
from samvern.apps.indicators.models import Indicator
from samvern.apps.indicators.rules import GivenStart, GivenValue, IndicatorPlan
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.indicators import Direction, Frequency, MeasuredOn, Point, last_ended

CODE: Final = "EKSEMPEL"
_RUN_BY: Final = "authority@demo.samvern.example"
_OWNED_BY: Final = "Fiktive Fjordheim sykehus HF"
#: Whoever gives values of groups and of the sector in the demo: a made-up person at the owner.
_SOMEBODY: Final = Viewer(name="Demo Ola Oppdiktet", held=SYSTEM.held, channel="system")
_MEASURE: Final = "1.3"
_QUARTERS: Final = 10


def load_examples(*, at: datetime) -> int:
    """Hold the examples unless there are any; how many indicators are new."""
    person = User.objects.filter(email=_RUN_BY, is_demo=True, is_active=True).first()
    programme = Programme.objects.filter(code=CODE).first()
    owner = Actor.objects.filter(source=FactSource.FICTITIOUS, name=_OWNED_BY).first()
    if person is None or programme is None or owner is None:
        return 0
    if Indicator.objects.filter(programme=programme).exists():
        return 0
    by = viewer_for(person, channel="system")
    made_at = at - timedelta(days=400)
    _exercised(by, owner, made_at, at)
    _hours(by, owner, made_at, at)
    _shared(by, made_at, at)
    return 3


def _care() -> list[Actor]:
    """The made-up organisations that give care, in a fixed order."""
    made_up = Actor.objects.filter(source=FactSource.FICTITIOUS, parent__isnull=True)
    return list(made_up.exclude(kind=ActorKind.SUPPLIER).order_by("org_number"))[:24]


def _exercised(by: Viewer, owner: Actor, made_at: datetime, at: datetime) -> None:
    """One that is reported: values of organisations that begin with the measure one after another."""
    last = last_ended(Frequency.QUARTER, localdate(at))
    periods = [last.later(-back) for back in range(_QUARTERS, 0, -1)]
    found = _add(
        by,
        made_at,
        code="Ø1",
        title={
            "nb": "Enheter som har øvd på bortfall av journalen",
            "nn": "Einingar som har øvd på bortfall av journalen",
            "en": "Units that exercised the loss of the record system",
        },
        definition={
            "nb": "Oppdiktet eksempel. Andelen enheter med pasienter som har øvd de siste tolv månedene.",
            "nn": "Oppdikta døme. Delen einingar med pasientar som har øvd dei siste tolv månadene.",
            "en": "Made-up example. The share of units with patients that exercised in twelve months.",
        },
        frequency=Frequency.QUARTER,
        is_reported=True,
        owner_id=owner.pk,
        baseline=22.0,
        baseline_on=periods[0].ends_on,
        targets=(Point(last.ends_on, 45.0), Point(last.later(4).ends_on, 70.0)),
        days_to_give=90,
        measures=(_MEASURE,),
        **_SHARE,
    )
    care = _care()
    measure = found.measures.get()
    operations.open_register(by=by, measure_id=measure.pk, is_reported=True, at=made_at)
    begins = {actor.pk: 4 + place % 3 * 2 for place, actor in enumerate(care) if place % 4}
    operations.give_starts(
        by=by,
        measure_id=measure.pk,
        starts=[
            GivenStart(
                actor.pk, periods[begins[actor.pk]].starts_on if actor.pk in begins else None
            )
            for actor in care
        ],
        at=at,
    )
    rows = [
        GivenValue(period.text, _share_of(place, quarter, begins.get(actor.pk)), actor.pk)
        for place, actor in enumerate(care)
        for quarter, period in enumerate(periods)
    ]
    operations.give_values(by=by, indicator_id=found.pk, values=rows, at=at)
    wholes = [
        GivenValue(period.text, value, count=24, lower=value - 6, upper=value + 6)
        for period, value in zip(periods[:-1], _WHOLES, strict=True)
    ]
    operations.give_values(by=_SOMEBODY, indicator_id=found.pk, values=wholes, at=at)
    corrected = GivenValue(
        periods[3].text,
        _WHOLES[3] + 1.5,
        count=24,
        lower=_WHOLES[3] - 4,
        upper=_WHOLES[3] + 7,
        reason="To enheter var talt dobbelt (oppdiktet)",
    )
    later = at + timedelta(seconds=1)
    operations.give_values(by=_SOMEBODY, indicator_id=found.pk, values=[corrected], at=later)


def _hours(by: Viewer, owner: Actor, made_at: datetime, at: datetime) -> None:
    """One that organisations keep for themselves; the owner tells of groups and the sector."""
    last = last_ended(Frequency.HALF_YEAR, localdate(at))
    found = _add(
        by,
        made_at,
        code="T1",
        title={
            "nb": "Timer til systemet er tilbake i øvelse",
            "nn": "Timar til systemet er tilbake i øving",
            "en": "Hours until the system is back in an exercise",
        },
        definition={
            "nb": "Oppdiktet eksempel. Timer fra bortfallet er meldt til journalen kan brukes igjen.",
            "nn": "Oppdikta døme. Timar frå bortfallet er meldt til journalen kan brukast att.",
            "en": "Made-up example. Hours from the notice of the loss until the record can be used again.",
        },
        unit={"nb": "timer", "nn": "timar", "en": "hours"},
        direction=Direction.DOWN,
        frequency=Frequency.HALF_YEAR,
        owner_id=owner.pk,
        baseline=30.0,
        baseline_on=last.later(-2).ends_on,
        targets=(Point(last.later(2).ends_on, 12.0),),
        days_to_give=180,
    )
    whole = [GivenValue(last.later(-1).text, 27.0, count=26)]
    whole += [GivenValue(last.text, 25.0, count=26, lower=21.0, upper=29.0)]
    groups = [("Tannhelse", 31.0, 12), ("Fastleger", 20.0, 8), ("Sykehus", 16.0, 2)]
    whole += [GivenValue(last.text, value, group=name, count=n) for name, value, n in groups]
    operations.give_values(by=_SOMEBODY, indicator_id=found.pk, values=whole, at=at)
    own = [GivenValue(last.later(-1).text, 22.0, owner.pk), GivenValue(last.text, 14.0, owner.pk)]
    officer = User.objects.filter(email="officer@demo.samvern.example", is_demo=True).first()
    if officer is not None:
        gives = viewer_for(officer, channel="system")
        operations.give_values(by=gives, indicator_id=found.pk, values=own, at=at)


def _shared(by: Viewer, made_at: datetime, at: datetime) -> None:
    """One of the sector as one, which has not been measured for long and has no target."""
    last = last_ended(Frequency.YEAR, localdate(at))
    found = _add(
        by,
        made_at,
        code="F1",
        title={
            "nb": "Felles loggmottak i bruk",
            "nn": "Felles loggmottak i bruk",
            "en": "Shared log reception in use",
        },
        definition={
            "nb": "Oppdiktet eksempel. Hvor langt mottaket er kommet, fra 0 til 100.",
            "nn": "Oppdikta døme. Kor langt mottaket er kome, frå 0 til 100.",
            "en": "Made-up example. How far the reception has come, from 0 to 100.",
        },
        unit={"nb": "poeng", "nn": "poeng", "en": "points"},
        frequency=Frequency.YEAR,
        measured_on=MeasuredOn.SECTOR,
        goals=(),
        measures=("2.2",),
    )
    value = GivenValue(last.text, 25.0)
    operations.give_values(by=by, indicator_id=found.pk, values=[value], at=at)


def _add(by: Viewer, at: datetime, **said: object) -> Indicator:
    plan = IndicatorPlan(**{"direction": Direction.UP, "goals": ("M1",), **said})  # type: ignore[arg-type]
    return operations.add_indicator(by=by, programme_code=CODE, plan=plan, at=at)


_SHARE: Final = {
    "unit": {"nb": "%", "nn": "%", "en": "%"},
    "lowest": 0.0,
    "highest": 100.0,
}
_WHOLES: Final[Sequence[float]] = (22.0, 23.0, 22.5, 24.0, 26.0, 29.0, 33.0, 36.0, 41.0)


def _share_of(place: int, quarter: int, begins: int | None) -> float:
    """A made-up share: each at its own level, all a little better with time, more once they began."""
    level = 14 + place * 7 % 19
    wobble = (place * 5 + quarter * 3) % 7 - 3
    since = 0 if begins is None or quarter < begins else min(quarter - begins + 1, 3)
    return float(min(100, level + quarter + wobble + since * 7))
