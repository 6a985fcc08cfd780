"""A made-up programme with two rounds, so that a newcomer sees reports, lights and what waits.

Its owners are made-up organisations and it names itself an example wherever it is shown: no measure of
a real programme has been given a status that nobody reported.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from samvern.apps.actors.models import Actor, FactSource
from samvern.apps.programmes import operations as programmes
from samvern.apps.programmes.models import Programme, Sharing
from samvern.apps.reporting import operations
from samvern.apps.reporting.models import Report, Round
from samvern.apps.reporting.rules import RoundPlan
from samvern.base.jobs.worker import Worker
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.programme import document as engine
from samvern.engine.reporting import (
    Criterion,
    Dimension,
    Light,
    Question,
    ReportValues,
    Said,
    Tolerances,
)

CODE = "EKSEMPEL"
_RUN_BY = "authority@demo.samvern.example"
#: A made-up person wherever nobody of the demo has a role.
_SOMEBODY = Viewer(name="Demo Ola Oppdiktet", held=SYSTEM.held, channel="system")
_FJORDHEIM, _NATTLYS = "Fiktive Fjordheim sykehus HF", "Oppdiktet Nattlys sykehus HF"
_SUPPLIER = "Fiktiv Journal og Plaster AS"

#: Measure, owner, what becomes of its report in the round that runs, and how it stands.
_MEASURES: tuple[tuple[str, str, str, str, str], ...] = (
    ("1.1", "Kartlegge medisinsk utstyr på nett", _FJORDHEIM, "begun", "late"),
    ("1.2", "Skille utstyr og kontor i nettet", _FJORDHEIM, "returned", "dear"),
    ("1.3", "Øve på bortfall av journalen", _FJORDHEIM, "untouched", "well"),
    ("1.4", "To faktorer for alle som logger på utenfra", _NATTLYS, "waiting", "late"),
    ("2.1", "Felles avtale om sårbarhetsvarsling", _SUPPLIER, "accepted", "well"),
    ("2.2", "Felles loggmottak", _SUPPLIER, "accepted", "unknown"),
    ("2.3", "Gjenoppretting prøvd hvert halvår", _NATTLYS, "waiting", "dear"),
    ("2.4", "Opplæring for nye ledere", "Ikke avklart", "nobody", "well"),
)


def load_examples(*, at: datetime) -> int:
    """Hold the examples unless there are any; how many rounds are new."""
    person = User.objects.filter(email=_RUN_BY, is_demo=True, is_active=True).first()
    made_up = Actor.objects.filter(source=FactSource.FICTITIOUS, name=_FJORDHEIM)
    is_there = Programme.objects.filter(code=CODE).exists()
    if person is None or is_there or not made_up.exists():
        return 0
    by, today = viewer_for(person, channel="system"), localdate(at)
    programmes.import_programme(by=SYSTEM, document=_programme(), at=at, sharing=Sharing.SECTOR)
    half_a_year = timedelta(days=182)
    _close_one(by, at=at - half_a_year, period=_half(today - half_a_year))
    _run_one(by, at=at, period=_half(today))
    return 2


def _programme() -> engine.Programme:
    return engine.Programme(
        id=CODE,
        title={
            "nb": "Eksempel: et oppdiktet tiltaksprogram",
            "nn": "Døme: eit oppdikta tiltaksprogram",
            "en": "Example: a made-up programme of measures",
        },
        publisher="Ingen: dette programmet finnes ikke",
        goals=(
            engine.Goal(
                "M1",
                {
                    "nb": "Hjelpen går videre når systemer er borte",
                    "nn": "Hjelpa går vidare når system er borte",
                    "en": "Care goes on when systems are gone",
                },
                "goals",
            ),
            engine.Goal(
                "M2",
                {
                    "nb": "Alle vet hvem som har ansvaret",
                    "nn": "Alle veit kven som har ansvaret",
                    "en": "Everybody knows who is responsible",
                },
                "goals",
            ),
        ),
        focus_areas=(
            engine.FocusArea("1", {"nb": "Eget hus", "nn": "Eige hus", "en": "Our own house"}),
            engine.FocusArea("2", {"nb": "Sammen", "nn": "Saman", "en": "Together"}),
        ),
        measures=tuple(
            engine.Measure(id=code, focus_area=code[0], title={"nb": title}, owners=(owner,))
            for code, title, owner, _fate, _standing in _MEASURES
        ),
    )


def _close_one(by: Viewer, *, at: datetime, period: str) -> None:
    """A round that is over: everything accepted but what nobody reported."""
    found = _opened(by, at=at, period=period)
    for code, _title, _owner, fate, standing in _MEASURES:
        if fate != "nobody":
            submission = _hand_in(found, code, _said(standing, at, is_first=True), at=at)
            operations.accept_report(by=by, submission_id=submission, at=at)
    operations.close_round(by=by, round_id=found.pk, at=at)


def _run_one(by: Viewer, *, at: datetime, period: str) -> None:
    """A round that runs: some are accepted, some wait, one is back, and some have not reported."""
    found = _opened(by, at=at, period=period)
    for code, _title, _owner, fate, standing in _MEASURES:
        values = _said(standing, at, is_first=False)
        if fate == "begun":
            _save(found, code, ReportValues(done_percent=45, planned_percent=70), at=at)
        elif fate in ("accepted", "waiting", "returned"):
            submission = _hand_in(found, code, values, at=at)
            if fate == "accepted":
                operations.accept_report(by=by, submission_id=submission, at=at)
            elif fate == "returned":
                _send_back(by, submission, at=at)


def _opened(by: Viewer, *, at: datetime, period: str) -> Round:
    plan = RoundPlan(
        period=period,
        due_on=localdate(at) + timedelta(days=9),
        purpose="Oppdiktet eksempel. Ingen virkelige virksomheter er spurt.",
        questions=(
            Question("q1", "Hva er det viktigste som skjer neste halvår?", is_required=True),
        ),
        tolerances=Tolerances(
            criteria={
                Dimension.RISK: Criterion(
                    "en risiko har vokst, og dere har en plan for den",
                    "en risiko er ute av kontroll, eller andre må avgjøre",
                )
            }
        ),
    )
    found = operations.plan_round(by=by, programme_code=CODE, plan=plan, at=at)
    operations.open_round(by=by, round_id=found.pk, at=at)
    Worker(clock=lambda: at).run_until_idle()
    found.refresh_from_db()
    return found


def _save(found: Round, code: str, values: ReportValues, *, at: datetime) -> Report:
    report = found.reports.get(measure_code=code)
    saved = operations.save_report(
        by=_SOMEBODY, report_id=report.pk, values=values, version=report.version, at=at
    )
    return saved.report


def _hand_in(found: Round, code: str, values: ReportValues, *, at: datetime) -> int:
    report = _save(found, code, values, at=at)
    return operations.submit_report(by=_SOMEBODY, report_id=report.pk, at=at).pk


def _send_back(by: Viewer, submission: int, *, at: datetime) -> None:
    text = "Oppdiktet eksempel: hva skjer hvis pengene ikke kommer?"
    operations.remark(by=by, submission_id=submission, part="money", text=text, at=at)
    operations.return_report(
        by=by,
        submission_id=submission,
        message="Oppdiktet eksempel: se merknaden om penger.",
        due_again_on=localdate(at) + timedelta(days=5),
        at=at,
    )


def _said(standing: str, at: datetime, *, is_first: bool) -> ReportValues:
    """How a made-up measure stands; a little further the second time."""
    today = localdate(at)
    done = 25 if is_first else 60
    lights: dict[Dimension, Said] = dict.fromkeys(Dimension, Said(Light.GREEN))
    figures: dict[str, Any] = {
        "planned_percent": 30 if is_first else 65,
        "done_percent": done,
        "budget_nok_ore": 4_000_000_00,
        "spent_nok_ore": 1_100_000_00 if is_first else 2_500_000_00,
        "forecast_nok_ore": 4_000_000_00,
        "milestone": "Anskaffelse kunngjort",
        "milestone_planned_on": today + timedelta(days=30),
        "milestone_expected_on": today + timedelta(days=30),
        "answers": {"q1": "Oppdiktet eksempel: anskaffelsen kunngjøres."},
    }
    if standing == "late":
        late = 20 if is_first else 75
        figures["milestone_expected_on"] = today + timedelta(days=30 + late)
        lights[Dimension.TIME] = Said(
            Light.YELLOW if is_first else Light.RED,
            "Oppdiktet eksempel: leverandøren er forsinket.",
        )
    elif standing == "dear" and not is_first:
        figures["forecast_nok_ore"] = 4_500_000_00
        lights[Dimension.MONEY] = Said(
            Light.YELLOW, "Oppdiktet eksempel: utstyret ble dyrere. Vi har søkt om mer."
        )
    elif standing == "unknown":
        lights[Dimension.BENEFIT] = Said(Light.UNKNOWN)
        figures |= {"budget_nok_ore": None, "forecast_nok_ore": None}
    return ReportValues(said=lights, **figures)


def _half(day: date) -> str:
    return f"{day.year}-H{1 if day.month <= 6 else 2}"
