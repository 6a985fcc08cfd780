"""Made-up assessments, so that a newcomer sees one from last year and one that is half answered.

They are named examples wherever they are shown, and are those of made-up organisations only: no
real organisation has answered so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from samvern.apps.actors.models import Actor
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.operations import AnswerEntry
from samvern.apps.assessments.queries import asked_of
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.assessments import (
    AnswerValues,
    Confidence,
    Confidentiality,
    DoneBy,
    Progress,
    Result,
)

_SET = ("nsm-gp-ikt", "2.1")
_OFFICER = "officer@demo.samvern.example"
_HOSPITAL, _OTHER = "Fiktive Fjordheim sykehus HF", "Oppdiktet Nattlys sykehus HF"

#: What is said in turn: result, maturity, how sure, who does it, and a comment. Neighbouring
#: requirements are thus answered differently, as they are where people work.
_SAID: tuple[AnswerValues, ...] = (
    AnswerValues(
        progress=Progress.DONE,
        result=Result.FULFILLED,
        maturity=4,
        confidence=Confidence.HIGH,
        done_by=DoneBy.OURSELVES,
        comment="Oppdiktet eksempel: gjennomgått i mars, og prøvd i øvelsen i mai.",
        responsible="IKT-sjefen",
    ),
    AnswerValues(
        progress=Progress.DONE,
        result=Result.PARTLY,
        maturity=2,
        confidence=Confidence.MEDIUM,
        done_by=DoneBy.OURSELVES,
        comment="Oppdiktet eksempel: gjort for sentrale system, ikke for utstyr på sengepost.",
        responsible="Demo Siv Sikker",
    ),
    AnswerValues(
        progress=Progress.DONE,
        result=Result.FULFILLED,
        maturity=3,
        confidence=Confidence.MEDIUM,
        done_by=DoneBy.SUPPLIER,
        supplier="Papirløs Eksempeldrift AS",
    ),
    AnswerValues(
        progress=Progress.DONE,
        result=Result.NOT_FULFILLED,
        maturity=0,
        confidence=Confidence.HIGH,
        comment="Oppdiktet eksempel: ikke begynt. Venter på ny avtale om drift.",
        responsible="Demo Siv Sikker",
    ),
    AnswerValues(
        progress=Progress.DONE,
        result=Result.UNKNOWN,
        done_by=DoneBy.SUPPLIER,
        supplier="Skyfri Eksempelsky AS",
        comment="Oppdiktet eksempel: leverandøren er spurt.",
    ),
    AnswerValues(
        progress=Progress.DONE, result=Result.FULFILLED, maturity=3, confidence=Confidence.LOW
    ),
    AnswerValues(
        progress=Progress.DONE,
        result=Result.NOT_APPLICABLE,
        reason="Oppdiktet eksempel: vi utvikler ikke programvare selv.",
    ),
    AnswerValues(progress=Progress.IN_PROGRESS, result=Result.PARTLY, maturity=1),
)
#: Of this year's, so many are answered; the rest waits.
_ANSWERED = 106
#: Every so many of this year's have only a comment so far.
_BEGUN = 9


@transaction.atomic
def load_examples(*, at: datetime) -> int:
    """Hold the examples unless there are any; how many assessments are new."""
    officer = User.objects.filter(email=_OFFICER, is_demo=True, is_active=True).first()
    places = {each.name: each for each in Actor.objects.filter(name__in=(_HOSPITAL, _OTHER))}
    found = RequirementSet.objects.filter(code=_SET[0], version=_SET[1]).first()
    is_there = Assessment.objects.filter(actor__in=places.values()).exists()
    if officer is None or found is None or len(places) < 2 or is_there:
        return 0
    by, today = viewer_for(officer, channel="system"), timezone.localdate(at)
    _last_year(by, places[_HOSPITAL], at=at, today=today)
    begun_at = at - timedelta(days=21)  # some days that were ahead then have passed
    this = _start(
        by,
        places[_HOSPITAL],
        title="Eksempel: egenvurdering mot NSMs grunnprinsipper",
        at=begun_at,
        period=str(today.year),
        due_on=today + timedelta(days=9),
    )
    _answer(by, this, list(_half(this, today)), at=begun_at)
    other = _start(
        SYSTEM,
        places[_OTHER],
        title="Eksempel: egenvurdering mot NSMs grunnprinsipper",
        at=begun_at,
        period=str(today.year),
        due_on=today - timedelta(days=3),
    )
    _answer(SYSTEM, other, list(_half(other, today))[:30], at=begun_at)
    return 3


def _last_year(by: Viewer, actor: Actor, *, at: datetime, today: date) -> None:
    """One that is answered, handed in and accepted."""
    before = at - timedelta(days=365)
    found = _start(
        by,
        actor,
        title="Eksempel: egenvurdering i fjor",
        at=before,
        period=str(today.year - 1),
    )
    codes = [each.id for each in asked_of(found).assessable]
    said = [(code, _SAID[(place * 3) % len(_SAID)]) for place, code in enumerate(codes)]
    _answer(by, found, said, at=before)
    later = before + timedelta(days=20)
    submission = operations.submit_assessment(by=SYSTEM, assessment_id=found.pk, at=later)
    operations.accept_submission(by=by, submission_id=submission.pk, at=later + timedelta(days=8))


def _start(
    by: Viewer,
    actor: Actor,
    *,
    title: str,
    period: str,
    at: datetime,
    due_on: date | None = None,
) -> Assessment:
    found = operations.start_assessment(
        by=by,
        actor_id=actor.pk,
        set_code=_SET[0],
        set_version=_SET[1],
        title=title,
        period=period,
        confidentiality=Confidentiality.IMPROVEMENT,
        due_on=due_on,
        at=at,
    )
    return operations.acknowledge(by=by, assessment_id=found.pk, at=at)


def _half(found: Assessment, today: date) -> Iterator[tuple[str, AnswerValues]]:
    """What is said this year: most of it, some only begun, and what is missing with a day."""
    for place, each in enumerate(asked_of(found).assessable[:_ANSWERED]):
        if place % _BEGUN == _BEGUN - 1:
            yield each.id, AnswerValues(comment="Oppdiktet eksempel: spør drift om dette.")
            continue
        said = _SAID[place % len(_SAID)]
        due = today + timedelta(days=place % 7 * 30 - 20) if said.is_gap else None
        yield each.id, AnswerValues(**{**vars(said), "due_on": due})


def _answer(
    by: Viewer, found: Assessment, said: Sequence[tuple[str, AnswerValues]], *, at: datetime
) -> None:
    entries = [AnswerEntry(code, values) for code, values in said]
    operations.save_answers(by=by, assessment_id=found.pk, entries=entries, at=at)
