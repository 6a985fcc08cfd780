"""What can be done with a report of a round, and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from samvern.apps.actors.models import Actor
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.operations import OwnerEntry, set_owners
from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.models import (
    DimensionStatus,
    Report,
    ReportState,
    ReportSubmission,
    Round,
)
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
)
from samvern.engine.reporting import Dimension, Light, ReportValues, Said
from tests.factories import actors, users
from tests.factories import reporting as make
from tests.refusals import refused
from tests.worlds import CAST, World

SECRET = "the supplier went bankrupt"
TODAY = make.AT.date()


# --- a report is written --------------------------------------------------------------------------


@pytest.mark.parametrize("member", CAST)
def test_a_draft_is_the_owners_own(world: World, report: Report, member: str) -> None:
    make.says(report, by=world.viewer("owner"), milestone=SECRET)
    by = world.viewer(member)
    if member == "owner":
        assert queries.working(by, report.pk).values.milestone == SECRET
        return
    refused(NotFound, lambda: queries.report_for(by, report.pk))
    refused(NotFound, lambda: make.says(report, by=by))
    refused(NotFound, lambda: operations.submit_report(by=by, report_id=report.pk, at=make.AT))
    entries = AuditEntry.objects.visible_to(by).filter(action="report.saved")
    assert entries.exists() == (member == "officer"), "who answers for security there"


def test_two_at_one_report_lose_nothing(world: World, report: Report) -> None:
    second = users.user("Second owner")
    actors.grant(second, Role.MEASURE_OWNER, world.hospital)
    first, other = world.viewer("owner"), world.viewer("owner")
    make.says(report, by=first, values=ReportValues(milestone="Tender"))
    base = report.said

    def save(values: ReportValues, version: int) -> operations.Saved:
        return operations.save_report(
            by=other, report_id=report.pk, values=values, version=version, at=make.AT
        )

    save(replace(base, done_percent=40), 1)
    saved = save(replace(base, planned_percent=50), 1)
    assert saved.merged == ("done_percent",)
    assert (saved.report.said.done_percent, saved.report.said.planned_percent) == (40, 50)
    error = refused(Conflict, lambda: save(replace(base, done_percent=60), 1))
    assert [each.where for each in error.problems] == ["done_percent"]
    report.refresh_from_db()
    assert (report.version, ReportState.objects.count()) == (3, 3)
    save(report.said, 3)
    assert ReportState.objects.count() == 3, "the same again is no new state"
    assert refused(InvalidInput, lambda: save(base, 9)).code == "report.version_unknown"
    wrong = refused(InvalidInput, lambda: save(replace(base, answers={"x": "y"}), 3))
    assert wrong.problems[0].code == "question.unknown"


def test_what_is_handed_in_must_say_why(world: World, report: Report) -> None:
    owner = world.viewer("owner")
    late = {
        "milestone": "Tender",
        "milestone_planned_on": TODAY,
        "milestone_expected_on": TODAY + timedelta(90),
    }
    make.says(report, by=owner, said={Dimension.TIME: Said(Light.GREEN)}, **late)
    error = refused(
        NotReady, lambda: operations.submit_report(by=owner, report_id=report.pk, at=make.AT)
    )
    codes = {(each.where, each.code) for each in error.problems}
    assert ("time_reason", "light.milder") in codes
    assert ("risk_light", "light.missing") in codes
    said = make.light(Dimension.TIME, Light.YELLOW, "The tender drew nobody.")
    submission = make.submitted(report, by=owner, said=said, **late)
    light = DimensionStatus.objects.get(submission=submission, dimension="time")
    assert (light.light, light.suggested) == ("yellow", "red")
    assert refused(NotReady, lambda: make.says(report, by=owner)).code == "report.locked"


# --- and reviewed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("member", CAST)
def test_what_is_handed_in_is_read_and_reviewed_by_those_who_may(
    world: World, report: Report, member: str
) -> None:
    submission = make.submitted(report, by=world.viewer("owner"), milestone=SECRET)
    by, key = world.viewer(member), submission.pk
    reads = member in {"authority", "supervisor", "owner"}
    seen = ReportSubmission.objects.visible_to(by)
    assert seen.filter(pk=key).exists() == reads

    def accept() -> None:
        operations.accept_report(by=by, submission_id=key, at=make.AT)

    if member == "authority":
        accept()
        assert Report.objects.get(pk=report.pk).stage == "accepted"
    else:
        refused(NotAllowed if reads else NotFound, accept)


def test_sent_back_with_remarks_that_are_told_with_the_verdict(
    world: World, found: Round, report: Report
) -> None:
    owner, authority = world.viewer("owner"), world.viewer("authority")
    first = make.submitted(report, by=owner)
    say: dict[str, Any] = {"by": authority, "submission_id": first.pk, "at": make.AT}
    operations.remark(part="time", text="When is the tender?", **say)
    refused(NotFound, lambda: operations.remark(part="mood", text="x", **say))
    assert not queries.working(owner, report.pk).remarks, "not before the verdict"
    assert not AuditEntry.objects.visible_to(owner).filter(action="report.remarked").exists()
    operations.return_report(message="", due_again_on=date(2026, 12, 10), **say)
    working = queries.working(owner, report.pk)
    assert working.remarks["time"].text == "When is the tender?"
    assert working.report.asked_by_on == date(2026, 12, 10)
    operations.close_round(by=authority, round_id=found.pk, at=make.LATER)
    make.says(report, by=owner, milestone=SECRET)
    rows = ReportSubmission.objects.visible_to(authority)
    assert SECRET not in str(list(rows.values())), "a draft after a verdict is a draft again"
    second = operations.submit_report(by=owner, report_id=report.pk, at=make.LATER)
    assert second.number == 2
    refused(
        NotReady,
        lambda: operations.accept_report(by=authority, submission_id=first.pk, at=make.LATER),
    )


def test_what_is_taken_back_is_a_draft_again(world: World, report: Report) -> None:
    owner, authority = world.viewer("owner"), world.viewer("authority")
    submission = make.submitted(report, by=owner)
    say: dict[str, Any] = {"by": authority, "submission_id": submission.pk, "at": make.AT}
    operations.remark(part="time", text="Hm", **say)
    operations.recall_report(by=owner, report_id=report.pk, at=make.LATER)
    refused(NotFound, lambda: queries.submission_for(authority, submission.pk))
    assert not queries.review(owner, submission.pk).remarks
    refused(NotReady, lambda: operations.recall_report(by=owner, report_id=report.pk, at=make.AT))


# --- who is to report -----------------------------------------------------------------------------


def test_a_report_is_handed_to_a_colleague_who_sees_no_other(
    world: World, found: Round, report: Report
) -> None:
    owner, colleague = world.viewer("owner"), world.viewer("colleague")
    hand: dict[str, Any] = {"by": owner, "report_id": report.pk, "at": make.AT}
    for stranger in ("stranger", "officer_elsewhere"):
        email = world.people[stranger].email
        error = refused(InvalidInput, lambda email=email: operations.hand_over(email=email, **hand))
        assert error.problems[0].code == "handing.nobody_there"
    operations.hand_over(email=world.people["colleague"].email.upper(), **hand)
    seen = Report.objects.visible_to(colleague)
    assert list(seen) == [report]
    make.submitted(report, by=colleague)
    assert queries.round_for(colleague, found.pk) == found
    refused(
        NotAllowed,
        lambda: operations.hand_over(by=colleague, report_id=report.pk, email="", at=make.AT),
    )


def test_the_authority_reports_on_behalf_for_a_reason_and_another_reviews(
    world: World, found: Round
) -> None:
    authority, unknown = world.viewer("authority"), make.of(found, "1.3")
    take: dict[str, Any] = {"by": authority, "report_id": unknown.pk, "at": make.AT}
    refused(InvalidInput, lambda: operations.take_on(reason=" ", **take))
    operations.take_on(reason="They asked by telephone.", **take)
    refused(NotReady, lambda: operations.take_on(reason="Again", **take))
    submission = make.submitted(unknown, by=authority)
    assert submission.on_behalf_reason == "They asked by telephone."
    error = refused(
        NotAllowed,
        lambda: operations.accept_report(by=authority, submission_id=submission.pk, at=make.AT),
    )
    assert error.code == "report.own"
    assert AuditEntry.objects.filter(action="report.taken_on").exists()
    begun = make.says(make.of(found), by=world.viewer("owner"))
    error = refused(
        NotReady,
        lambda: operations.take_on(by=authority, report_id=begun.pk, reason="x", at=make.AT),
    )
    assert error.code == "report.begun"


def test_owners_take_over_from_whoever_reports_for_them(world: World, report: Report) -> None:
    owner, authority = world.viewer("owner"), world.viewer("authority")
    operations.take_on(by=authority, report_id=report.pk, reason="Asked", at=make.AT)
    make.says(report, by=authority, milestone="Tender")
    operations.hand_back(by=owner, report_id=report.pk, at=make.AT)
    refused(NotFound, lambda: queries.report_for(authority, report.pk))
    assert queries.report_for(owner, report.pk).said.milestone == "Tender"


def test_what_is_not_reported_follows_to_a_successor(world: World, report: Report) -> None:
    moved = operations.hand_on_reports(
        by=SYSTEM,
        predecessor_id=world.hospital.pk,
        successor_id=world.other_hospital.pk,
        at=make.AT,
    )
    assert moved == 1
    assert report.owners.get().actor == world.other_hospital
    assert not Report.objects.visible_to(world.viewer("owner")).filter(pk=report.pk).exists()


def test_the_period_before_stands_beside_this_one(world: World, programme: Programme) -> None:
    owner = world.viewer("owner")
    first = make.opened(programme, period="2026-H1")
    make.submitted(make.of(first), by=owner, done_percent=20)
    second = make.opened(programme, at=make.LATER)
    working = queries.working(owner, make.of(second).pk)
    assert working.before is not None
    assert working.before.said.done_percent == 20
    assert working.before.report.reporting_round == first


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_a_new_owner_goes_on_from_where_the_one_before_left_it(
    world: World, programme: Programme, is_taken_back: bool
) -> None:
    owner, new = world.viewer("owner"), _owner_of(world.other_hospital)
    first = make.opened(programme, period="2026-H1")
    report = make.of(first)
    submission = make.submitted(report, by=owner, milestone=SECRET)
    if is_taken_back:
        operations.recall_report(by=owner, report_id=report.pk, at=make.AT)
    refused(NotFound, lambda: queries.submission_for(new, submission.pk))
    hospital = world.other_hospital
    set_owners(
        by=SYSTEM,
        measure_id=report.measure_id,
        version=report.measure.version,
        owners=[OwnerEntry(hospital.name, hospital.pk)],
        at=make.LATER,
    )
    second = make.opened(programme, at=make.LATER)
    before = queries.working(new, make.of(second).pk).before
    if is_taken_back:
        assert before is None
        refused(NotFound, lambda: queries.review(new, submission.pk))
        return
    assert before == submission
    found = queries.review(new, submission.pk)
    assert found.values.milestone == SECRET
    assert not found.is_whole
    assert not found.sees_round
    assert not found.may_review
    refused(NotFound, lambda: queries.report_for(new, report.pk))
    refused(NotFound, lambda: queries.round_for(new, first.pk))
    assert queries.review(owner, submission.pk).is_whole, "who reported it still sees it"
    other = ReportSubmission.objects.visible_to(new).exclude(report__measure=report.measure_id)
    assert not other.exists()


def _owner_of(actor: Actor) -> Viewer:
    user = users.user("New owner")
    actors.grant(user, Role.MEASURE_OWNER, actor)
    return viewer_for(user)
