"""Made-up findings in several states, at made-up organisations only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actions import operations
from samvern.apps.actions.models import Action, Finding
from samvern.apps.actions.operations import ActionPlan, Source
from samvern.apps.actors.models import Actor
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.assessments import Confidentiality
from samvern.engine.follow_up import DecisionKind, Severity, Verdict
from samvern.engine.months import months_later

_DOMAIN = "demo.samvern.example"
_HOSPITAL = "Fiktive Fjordheim sykehus HF"
_CLINIC = "Fiktiv fastlegepraksis Solbakken"
_OWN, _REPORTED = Confidentiality.IMPROVEMENT, Confidentiality.REPORTED


@dataclass(frozen=True)
class _People:
    """Who decides at the hospital, who does the work there, and who runs the clinic."""

    officer: User
    worker: User
    clinic: User


@transaction.atomic
def load_examples(*, at: datetime) -> int:
    """Raise the examples unless there are any; how many findings are new."""
    people = {each.email: each for each in User.objects.filter(is_demo=True, is_active=True)}
    places = {each.name: each for each in Actor.objects.filter(name__in=(_HOSPITAL, _CLINIC))}
    found = [people.get(f"{account}@{_DOMAIN}") for account in ("officer", "logs", "clinic")]
    if len(places) < 2 or Finding.objects.filter(key__startswith="demo ").exists():
        return 0
    officer, worker, clinic = found
    if officer is None or worker is None or clinic is None:
        return 0
    _at_hospital(places[_HOSPITAL], _People(officer, worker, clinic), at)
    _at_clinic(places[_CLINIC], clinic, at)
    return Finding.objects.count()


def _at_hospital(actor: Actor, people: _People, at: datetime) -> None:
    by, today = viewer_for(people.officer, channel="system"), localtime(at).date()
    raised = at - timedelta(days=60)
    _raise(
        by,
        actor,
        "Reserveløysinga for straum er ikkje prøvd med full last",
        "Ho er prøvd kvar månad, men aldri med alt som ho skal halde i gang.",
        Severity.HIGH,
        _REPORTED,
        raised,
    )
    overdue = _raise(
        by,
        actor,
        "Tilgangar blir ikkje tekne bort når folk sluttar",
        "Stikkprøva viste 14 kontoar etter folk som har slutta.",
        Severity.CRITICAL,
        _OWN,
        raised,
    )
    _decide(by, overdue, DecisionKind.TREAT, raised)
    _plan(
        by, overdue, "Steng dei 14 kontoane", today - timedelta(days=12), people.worker, at=raised
    )
    _plan(
        by,
        overdue,
        "La personalsystemet melde frå når nokon sluttar",
        today + timedelta(days=40),
        position="Leiar for IKT",
        at=at,
    )
    waiting = _raise(
        by,
        actor,
        "Ingen har øvd på drift utan journalsystem i år",
        "Rutinane er på papir, men ingen på natt har brukt dei.",
        Severity.MEDIUM,
        _REPORTED,
        raised,
    )
    _decide(by, waiting, DecisionKind.TREAT, raised)
    drill = _plan(
        by,
        waiting,
        "Øv ei natt på akuttmottaket",
        today - timedelta(days=2),
        people.worker,
        verifier=people.officer,
        at=raised,
    )
    _done(drill, people.worker, "Øvinga er halden, og loggen ligg i kvalitetssystemet.", at)
    accepted = _raise(
        by,
        actor,
        "To ultralydapparat får ikkje oppdateringar lenger",
        "Leverandøren har slutta å støtte dei. Dei står på eit eige nett.",
        Severity.MEDIUM,
        _OWN,
        raised,
    )
    _decide(
        by,
        accepted,
        DecisionKind.ACCEPT,
        raised,
        reason="Dei blir bytte ut neste år, og nettet er skilt frå resten.",
        until=months_later(today, 1),
    )
    closed = _raise(
        by,
        actor,
        "Vakttelefonen til IKT stod på ei gammal liste",
        "",
        Severity.LOW,
        _OWN,
        raised,
    )
    _decide(by, closed, DecisionKind.TREAT, raised)
    listed = _plan(by, closed, "Rett lista og heng opp den nye", today, people.worker, at=at)
    listed = _done(listed, people.worker, "Ny liste heng på alle vaktrom.", at)
    operations.verify_action(
        by=by,
        action_id=listed.pk,
        version=listed.version,
        verdict=Verdict.WORKS,
        seen="Ringde nummeret frå tre vaktrom; det svara kvar gong.",
        at=at,
    )


def _at_clinic(actor: Actor, manager: User, at: datetime) -> None:
    """A clinic with an action for its manager, and a finding about which there is nothing to do."""
    raised = at - timedelta(days=20)
    copies = _raise(
        SYSTEM,
        actor,
        "Ingen har prøvd å hente tilbake en sikkerhetskopi",
        "Leverandøren tar kopi hver natt, men vi har ikke sett at den virker.",
        Severity.HIGH,
        _OWN,
        raised,
    )
    _decide(SYSTEM, copies, DecisionKind.TREAT, raised)
    _plan(
        SYSTEM,
        copies,
        "Be leverandøren hente tilbake én dag og vise det",
        localtime(at).date() + timedelta(days=10),
        manager,
        at=at,
    )
    wifi = _raise(
        SYSTEM, actor, "Gjestenettet har samme navn som før", "", Severity.LOW, _OWN, raised
    )
    _decide(
        SYSTEM,
        wifi,
        DecisionKind.NOTHING,
        raised,
        reason="Nettet er skilt fra resten; navnet alene er ingen risiko.",
    )


def _raise(
    by: Viewer,
    actor: Actor,
    title: str,
    description: str,
    severity: Severity,
    confidentiality: Confidentiality,
    at: datetime,
) -> Finding:
    return operations.raise_finding(
        by=by,
        actor=actor,
        title=title,
        description=description,
        severity=severity,
        source=Source("actors.actor", str(actor.pk), actor.name),
        confidentiality=confidentiality,
        at=at,
        key=f"demo {title}",
    )


def _decide(
    by: Viewer,
    finding: Finding,
    kind: DecisionKind,
    at: datetime,
    *,
    reason: str = "",
    until: date | None = None,
) -> None:
    operations.decide_finding(
        by=by,
        finding_id=finding.pk,
        version=finding.version,
        kind=kind,
        reason=reason,
        accepted_until=until,
        at=at,
    )


def _plan(
    by: Viewer,
    finding: Finding,
    what: str,
    due_on: date,
    owner: User | None = None,
    *,
    position: str = "",
    verifier: User | None = None,
    at: datetime,
) -> Action:
    plan = ActionPlan(
        what=what,
        due_on=due_on,
        owner_id=owner.pk if owner else None,
        position=position,
        verifier_id=verifier.pk if verifier else None,
    )
    return operations.plan_action(by=by, finding_id=finding.pk, plan=plan, at=at)


def _done(action: Action, by: User, note: str, at: datetime) -> Action:
    return operations.say_done(
        by=viewer_for(by, channel="system"),
        action_id=action.pk,
        version=action.version,
        note=note,
        at=at,
    )
