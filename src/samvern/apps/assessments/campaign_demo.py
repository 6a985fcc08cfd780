"""Made-up campaigns, so that a newcomer sees one that runs and one that is closed with its figures.

They ask made-up organisations only, and are named examples wherever they are shown: no real
organisation is asked, and none has answered so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from samvern.apps.actors import operations as actors
from samvern.apps.actors.models import Actor, ActorKind, FactSource, PopulationVersion
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Assessment, Campaign
from samvern.apps.assessments.operations import AnswerEntry
from samvern.apps.assessments.queries import asked_of
from samvern.apps.assessments.rules import CampaignPlan
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.jobs.worker import Worker
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.assessments import AnswerValues, Confidence, Confidentiality, DoneBy, Result

_RUN_BY = "authority@demo.samvern.example"
#: A made-up person wherever nobody of the demo has a role.
_SOMEBODY = Viewer(name="Demo Ola Oppdiktet", held=SYSTEM.held, channel="system")
_REPORTED, _IMPROVEMENT = ("grunnleggende-tiltak", "0.7"), ("grunnsjekk", "1.0")
#: Of the reported one, what becomes of the first of those who are asked, in turn.
_FATES = ("accepted", "waiting", "returned", "waiting", "again", "accepted", "waiting", "begun")
#: So many have handed in of the one that is closed.
_HANDED_IN = 21


def load_examples(*, at: datetime) -> int:
    """Hold the examples unless there are any; how many campaigns are new."""
    person = User.objects.filter(email=_RUN_BY, is_demo=True, is_active=True).first()
    sets = [
        RequirementSet.objects.filter(code=code, version=version).exists()
        for code, version in (_REPORTED, _IMPROVEMENT)
    ]
    made_up = Actor.objects.filter(source=FactSource.FICTITIOUS).exclude(kind=ActorKind.SUPPLIER)
    keys = list(made_up.order_by("pk").values_list("pk", flat=True))
    is_there = Campaign.objects.filter(planned_by__is_demo=True).exists()
    if person is None or not all(sets) or not keys or is_there:
        return 0
    by = viewer_for(person, channel="system")
    drawn = actors.create_population(
        by=by,
        at=at,
        name="Eksempel: oppdiktede virksomheter",
        description="Bare virksomheter som ikke finnes.",
        criteria={"added": keys},
    )
    _run_one(by, drawn, at=at)
    _close_one(by, drawn, at=at)
    return 2


def _run_one(by: Viewer, drawn: PopulationVersion, *, at: datetime) -> None:
    """A reported one that runs: some have handed in, some are back, most have not begun."""
    campaign = _opened(
        by,
        drawn,
        _REPORTED,
        Confidentiality.REPORTED,
        title="Eksempel: grunnleggende tiltak, rapportert",
        days=12,
        at=at,
    )
    asked = _asked(campaign)[2:]  # the two hospitals are left to those who log in
    for place, (fate, each) in enumerate(zip(_FATES, asked, strict=False)):
        if fate == "begun":
            operations.acknowledge(by=_SOMEBODY, assessment_id=each.pk, at=at)
            continue
        _hand_in(each, place, at=at)
        if fate in ("accepted", "returned", "again"):
            _judge(by, each, is_accepted=fate == "accepted", at=at)
        if fate == "again":
            _hand_in(each, place + 1, at=at, version=1)


def _close_one(by: Viewer, drawn: PopulationVersion, *, at: datetime) -> None:
    """One for improvement that is closed, of which only safe figures are told."""
    campaign = _opened(
        by,
        drawn,
        _IMPROVEMENT,
        Confidentiality.IMPROVEMENT,
        title="Eksempel: grunnsjekk, til egen forbedring",
        days=0,
        at=at,
    )
    for place, each in enumerate(_asked(campaign)[:_HANDED_IN]):
        _hand_in(each, place, at=at)
    operations.close_campaign(by=by, campaign_id=campaign.pk, at=at)


def _opened(
    by: Viewer,
    drawn: PopulationVersion,
    asked: tuple[str, str],
    confidentiality: Confidentiality,
    *,
    title: str,
    days: int,
    at: datetime,
) -> Campaign:
    today = timezone.localdate(at)
    plan = CampaignPlan(
        title=title,
        set_code=asked[0],
        set_version=asked[1],
        population=drawn.pk,
        period=str(today.year),
        confidentiality=confidentiality,
        due_on=today + timedelta(days=days),
        purpose="Oppdiktet eksempel. Ingen virkelige virksomheter er spurt.",
    )
    campaign = operations.plan_campaign(by=by, plan=plan, at=at)
    operations.open_campaign(by=by, campaign_id=campaign.pk, at=at)
    Worker(clock=lambda: at).run_until_idle()
    return campaign


def _asked(campaign: Campaign) -> Sequence[Assessment]:
    return list(campaign.assessments.select_related("actor", "requirement_set").order_by("pk"))


def _hand_in(assessment: Assessment, place: int, *, at: datetime, version: int = 0) -> None:
    """Everything answered, one organisation a little otherwise than the next."""
    operations.acknowledge(by=_SOMEBODY, assessment_id=assessment.pk, at=at)
    entries = [
        AnswerEntry(each.id, _said(number, place), version)
        for number, each in enumerate(asked_of(assessment).assessable)
    ]
    operations.save_answers(by=_SOMEBODY, assessment_id=assessment.pk, entries=entries, at=at)
    operations.submit_assessment(by=_SOMEBODY, assessment_id=assessment.pk, at=at)


def _said(number: int, place: int) -> AnswerValues:
    result = _result(number, place)
    is_sure = result is not Result.UNKNOWN
    return AnswerValues(
        result=result,
        maturity=1 + (number + place) % 4 if is_sure else None,
        confidence=Confidence.MEDIUM if is_sure else None,
        done_by=DoneBy.OURSELVES if number % 3 else DoneBy.UNSAID,
        comment="Oppdiktet eksempel: prøvd i fjor høst." if not (number + place) % 4 else "",
    )


def _result(number: int, place: int) -> Result:
    """Requirements differ in how many fulfil them, and so do organisations."""
    drawn, fulfilled = (place * 37 + number * 61) % 100, 15 + number * 29 % 70
    if drawn < fulfilled:
        return Result.FULFILLED
    if drawn < fulfilled + 20:
        return Result.PARTLY
    return Result.NOT_FULFILLED if drawn % 4 else Result.UNKNOWN


def _judge(by: Viewer, assessment: Assessment, *, is_accepted: bool, at: datetime) -> None:
    submission = assessment.submissions.get()
    if is_accepted:
        operations.accept_submission(by=by, submission_id=submission.pk, at=at)
        return
    code = asked_of(assessment).assessable[0].id
    text = "Oppdiktet eksempel: hvordan vet dere at det virker?"
    operations.remark(by=by, submission_id=submission.pk, code=code, text=text, at=at)
    message = "Oppdiktet eksempel: se merknaden til det første tiltaket."
    operations.return_submission(
        by=by,
        submission_id=submission.pk,
        message=message,
        due_again_on=localdate(at) + timedelta(days=21),
        at=at,
    )
