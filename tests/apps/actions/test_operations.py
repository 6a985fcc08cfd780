"""Who may do what with findings and actions, what is refused, and what is told to whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from samvern.apps.actions import operations, queries
from samvern.apps.actions.models import Action, Change, Decision, Finding, Verification
from samvern.apps.actions.operations import ActionPlan
from samvern.base.audit import verify_chain
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SamvernError,
)
from samvern.engine.follow_up import DecisionKind, FindingState, Severity, Verdict
from tests.factories import actions as make
from tests.factories import actors, users
from tests.worlds import CAST, World

AT = make.AT


def code_of(act: Callable[[], object]) -> str:
    """The code with which something is refused; with its problems, if it has any."""
    with pytest.raises(SamvernError) as refused:
        act()
    problems = ",".join(each.code for each in refused.value.problems)
    return f"{refused.value.code}:{problems}" if problems else refused.value.code


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("reported", [False, True], ids=["improvement", "reported"])
def test_who_raises_and_who_sees(world: World, member: str, reported: bool) -> None:
    viewer = world.viewer(member)
    may_raise = {"officer"} | ({"authority", "supervisor"} if reported else set())
    if member in may_raise:
        raised = make.finding(world.hospital, by=viewer, reported=reported, key="2")
        assert queries.finding_for(viewer, raised.pk) == raised
    else:
        with pytest.raises(NotAllowed):
            make.finding(world.hospital, by=viewer, reported=reported, key="2")
    finding = make.finding(world.department, reported=reported)
    action = make.action(finding, None)
    if member in may_raise:
        assert queries.finding_for(viewer, finding.pk) == finding
        assert queries.action_for(viewer, action.pk) == action
    else:
        with pytest.raises(NotFound):
            queries.finding_for(viewer, finding.pk)
        with pytest.raises(NotFound):
            queries.action_for(viewer, action.pk)
    counts = [
        model.objects.visible_to(viewer).count() > 0
        for model in (Finding, Decision, Action, Change)
    ]
    assert counts == [member in may_raise] * 4


@pytest.mark.parametrize("member", CAST)
def test_only_those_who_answer_for_security_decide_and_plan(world: World, member: str) -> None:
    viewer = world.viewer(member)
    finding = make.finding(world.hospital, reported=True)
    action = make.action(finding, world.people["owner"])
    plan = ActionPlan("Something else", make.DUE, position="IT")
    tried: list[Callable[[], Any]] = [
        lambda: make.decided(finding, by=viewer),
        lambda: operations.edit_finding(
            by=viewer,
            finding_id=finding.pk,
            version=Finding.objects.get().version,
            title="Better said",
            description="",
            severity=Severity.LOW,
            at=AT,
        ),
        lambda: make.action(finding, None, by=viewer),
        lambda: operations.change_action(
            by=viewer, action_id=action.pk, version=1, plan=plan, at=AT
        ),
        lambda: operations.cancel_action(
            by=viewer, action_id=action.pk, version=2, reason="No longer needed", at=AT
        ),
    ]
    for attempt in tried:
        if member == "officer":
            attempt()
        else:
            with pytest.raises((NotAllowed, NotFound)):
                attempt()
    with pytest.raises(NotAllowed):
        operations.hand_on_findings(
            by=world.viewer("officer"), predecessor_id=1, successor_id=2, at=AT
        )


def test_raised_again_it_is_the_same_finding_and_others_learn_nothing_of_it(world: World) -> None:
    first = make.finding(world.hospital, by=world.viewer("officer"))
    again = make.finding(world.hospital, by=world.viewer("officer"), title="Said in other words")
    assert again == first
    assert again.title == make.SECRET
    source = operations.Source(first.source_type, first.source_id, "")
    # The same source and key for other readers, or elsewhere: no refusal that would tell.
    reported = make.finding(
        world.hospital, by=world.viewer("authority"), reported=True, source=source
    )
    elsewhere = make.finding(
        world.other_hospital, by=world.viewer("officer_elsewhere"), source=source
    )
    assert len({first.pk, reported.pk, elsewhere.pk}) == 3
    assert AuditEntry.objects.filter(action="finding.raised").count() == 3


def test_owners_and_verifiers_see_and_follow_up_their_own_and_nothing_else(world: World) -> None:
    finding = make.finding(world.hospital)
    owner, colleague = world.people["owner"], world.people["colleague"]
    mine = make.action(finding, owner, verifier_id=colleague.pk)
    other = make.action(finding, None)
    for viewer in (viewer_for(owner), viewer_for(colleague)):
        assert list(Action.objects.visible_to(viewer)) == [mine]
        assert set(Change.objects.visible_to(viewer)) == set(mine.changes.all())
        with pytest.raises(NotFound):
            queries.finding_for(viewer, finding.pk)
        with pytest.raises(NotFound):
            queries.action_for(viewer, other.pk)
    begun = operations.begin_action(
        by=viewer_for(owner), action_id=mine.pk, version=mine.version, at=AT
    )
    assert code_of(lambda: make.done(begun, by=colleague)) == "action.not_owner"
    assert code_of(lambda: make.done(begun, by=world.people["officer"])) == "action.not_owner"
    assert code_of(lambda: make.verified(make.done(begun, by=owner), by=owner)) == (
        "action.own_work"
    )
    mine.refresh_from_db()
    make.verified(mine, by=colleague)
    # Whoever no longer holds a role at the actor no longer sees it.
    owner.grants.update(valid_to=date(2021, 1, 1))
    assert not Action.objects.visible_to(viewer_for(owner)).exists()


def test_nobody_confirms_their_own_work_under_any_account(world: World) -> None:
    officer, owner = world.people["officer"], world.people["owner"]
    finding = make.finding(world.hospital)
    of_officer = make.done(make.action(finding, officer), by=officer)
    assert code_of(lambda: make.verified(of_officer, by=officer)) == "action.own_work"
    of_position = make.done(make.action(finding, None), by=officer)
    assert code_of(lambda: make.verified(of_position, by=officer)) == "action.own_work"
    # The same person with a second account, and a position that bears the person's name.
    twin = users.user("  OFFICER ", email="twin@example.no")
    actors.grant(twin, Role.SECURITY_OFFICER, world.hospital)
    assert code_of(lambda: make.verified(of_officer, by=twin)) == "action.own_work"
    named = make.action(finding, None, position="Second")
    second = users.user("Second")
    actors.grant(second, Role.SECURITY_OFFICER, world.hospital)
    named = make.done(named, by=officer)
    assert code_of(lambda: make.verified(named, by=second)) == "action.own_work"
    assert (
        code_of(
            lambda: operations.verify_action(
                by=SYSTEM, action_id=named.pk, version=2, verdict=Verdict.WORKS, seen="x", at=AT
            )
        )
        == "action.not_verifier"
    )
    assert make.verified(of_officer, by=second).verified_by == second
    assert (
        code_of(lambda: make.action(finding, owner, verifier_id=owner.pk))
        == "action.invalid:action.verifier_is_owner"
    )


def test_the_database_itself_refuses_those_who_confirm_their_own_work(world: World) -> None:
    officer, owner = world.people["officer"], world.people["owner"]
    action = make.done(make.action(make.finding(world.hospital), owner), by=owner)
    for verifier, name in ((owner, "Somebody"), (officer, owner.name)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(
                state="verified", verified_by=verifier, verified_by_name=name, verified_at=AT
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(state="verified")
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.create(
            action=action,
            verdict="works",
            seen="it",
            done_by=owner,
            verified_by=owner,
            verified_by_name="x",
            verified_at=AT,
        )


def test_a_finding_is_closed_by_what_was_seen_to_work_and_opens_when_it_no_longer_does(
    world: World,
) -> None:
    officer, owner = world.people["officer"], world.people["owner"]
    finding = make.finding(world.hospital)

    def state() -> FindingState:
        return queries.state_of(finding, on=make.TODAY)

    assert state() is FindingState.OPEN
    assert (
        code_of(
            lambda: operations.plan_action(
                by=SYSTEM,
                finding_id=finding.pk,
                plan=ActionPlan("x", make.DUE, position="IT"),
                at=AT,
            )
        )
        == "finding.not_to_treat"
    )
    first, second = make.action(finding, owner), make.action(finding, owner)
    assert state() is FindingState.DECIDED
    assert code_of(lambda: make.decided(finding, DecisionKind.NOTHING)) == "finding.actions_remain"
    first = make.done(first, by=owner)
    assert state() is FindingState.ACTED_ON
    assert (
        code_of(
            lambda: operations.cancel_action(
                by=SYSTEM, action_id=first.pk, version=first.version, reason="tick", at=AT
            )
        )
        == "action.not_now"
    )
    failed = make.verified(first, by=officer, verdict=Verdict.DOES_NOT_WORK)
    assert (failed.state, failed.done_by, failed.verified_by) == ("ongoing", None, None)
    first = make.verified(make.done(failed, by=owner), by=officer)
    assert state() is FindingState.ACTED_ON
    operations.cancel_action(
        by=SYSTEM, action_id=second.pk, version=second.version, reason="The first did it", at=AT
    )
    assert state() is FindingState.CLOSED
    assert code_of(lambda: make.decided(finding)) == "finding.closed"
    make.verified(first, by=officer, verdict=Verdict.DOES_NOT_WORK)
    assert state() is FindingState.ACTED_ON
    verdicts = Verification.objects.filter(action=first).order_by("pk")
    assert [each.verdict for each in verdicts] == ["does_not_work", "works", "does_not_work"]
    assert verify_chain().broken_at is None


def test_an_accepted_risk_says_why_and_until_when_and_then_opens_again(world: World) -> None:
    finding = make.finding(world.hospital)

    def accept(until: date | None, reason: str = "Too dear now") -> Callable[[], Decision]:
        return lambda: make.decided(
            finding, DecisionKind.ACCEPT, accepted_until=until, reason=reason
        )

    year = date(2027, 11, 24)
    assert code_of(accept(None)) == "decision.invalid:decision.until_missing"
    assert code_of(accept(date(2026, 11, 23))) == "decision.invalid:decision.until_past"
    assert code_of(accept(date(2029, 11, 25))) == "decision.invalid:decision.until_too_late"
    assert code_of(accept(year, "  ")) == "decision.invalid:value.missing"
    assert code_of(lambda: make.decided(finding, accepted_until=year)) == (
        "decision.invalid:decision.until_without_risk"
    )
    accept(year)()
    assert queries.state_of(finding, on=year) is FindingState.DECIDED
    assert queries.state_of(finding, on=year + timedelta(days=1)) is FindingState.OPEN
    make.decided(finding, DecisionKind.NOTHING)
    kept = finding.decisions.order_by("pk")
    assert [(each.kind, each.replaced_at is None) for each in kept] == [
        ("accept", False),
        ("nothing", True),
    ]


def test_whoever_saves_an_older_version_overwrites_nothing(world: World) -> None:
    finding = make.finding(world.hospital)
    action = make.action(finding, world.people["owner"])
    plan = ActionPlan("First", make.DUE, position="IT")
    operations.change_action(by=SYSTEM, action_id=action.pk, version=1, plan=plan, at=AT)
    stale: list[Callable[[], object]] = [
        lambda: operations.change_action(
            by=SYSTEM, action_id=action.pk, version=1, plan=plan, at=AT
        ),
        lambda: operations.cancel_action(
            by=SYSTEM, action_id=action.pk, version=1, reason="x", at=AT
        ),
        lambda: operations.decide_finding(
            by=SYSTEM, finding_id=finding.pk, version=1, kind=DecisionKind.TREAT, at=AT
        ),
    ]
    for attempt in stale:
        with pytest.raises(Conflict):
            attempt()
    told = Change.objects.filter(what="action.changed").get().changes
    assert told == {
        "what": [action.what, "First"],
        "owner": ["Owner", "IT"],
    }


def test_what_cannot_be_saved_is_told_all_at_once(world: World) -> None:
    finding = make.finding(world.hospital)
    stranger = world.people["stranger"]
    for wrong, codes in (
        ({"title": " "}, "value.missing"),
        ({"title": "x" * 201, "description": "a\0b"}, "value.too_long,text.control_character"),
    ):
        assert code_of(lambda wrong=wrong: make.finding(world.hospital, key="9", **wrong)) == (
            f"finding.invalid:{codes}"
        )
    assert (
        code_of(
            lambda: make.action(finding, stranger, what="", position="IT", due_on=date(2040, 1, 1))
        )
        == "action.invalid:value.missing,action.one_owner,action.person_unknown,action.due_too_far"
    )
    assert (
        code_of(
            lambda: operations.cancel_action(
                by=SYSTEM,
                action_id=make.action(finding, None).pk,
                version=1,
                reason=" ",
                at=AT,
            )
        )
        == "action.reason_missing:value.missing"
    )
    with pytest.raises((InvalidInput, NotReady)):
        operations.verify_action(
            by=world.viewer("officer"),
            action_id=Action.objects.latest("pk").pk,
            version=1,
            verdict=Verdict.WORKS,
            seen="it",
            at=AT,
        )


def test_the_trail_of_the_sector_tells_that_it_happened_and_nothing_of_what(world: World) -> None:
    officer, owner = world.people["officer"], world.people["owner"]
    finding = make.finding(world.hospital, by=world.viewer("officer"), reported=True)
    plan = ActionPlan(f"New {make.SECRET}", make.DUE, owner_id=owner.pk)
    action = make.action(finding, None, by=world.viewer("officer"))
    changed = operations.change_action(
        by=world.viewer("officer"), action_id=action.pk, version=1, plan=plan, at=AT
    )
    make.verified(make.done(changed, by=owner), by=officer)
    seen = AuditEntry.objects.visible_to(world.viewer("authority"))
    told = json.dumps(list(seen.values("action", "subject_label", "changes")))
    assert make.SECRET not in told
    assert {"high", "reported", "treat"} & set(told.replace('"', " ").split()) == set()
    assert seen.get(action="action.changed").changes == {"fields": ["owner", "what"]}
    assert seen.get(action="finding.raised").subject_label == f"F{finding.pk}"


def test_what_is_found_at_an_actor_follows_to_its_successor(world: World) -> None:
    moved = make.finding(world.hospital)
    source = operations.Source(moved.source_type, moved.source_id, "")
    like = make.finding(world.other_hospital, source=source)
    said = {"predecessor_id": world.hospital.pk, "successor_id": world.other_hospital.pk, "at": AT}
    assert operations.hand_on_findings(by=SYSTEM, **said) == 1
    assert operations.hand_on_findings(by=SYSTEM, **said) == 0
    elsewhere: Viewer = world.viewer("officer_elsewhere")
    assert set(Finding.objects.visible_to(elsewhere)) == {moved, like}
    assert not Finding.objects.visible_to(world.viewer("officer")).exists()


def test_findings_of_a_source_are_told_to_those_who_see_them(world: World) -> None:
    first, second = (make.finding(world.hospital, key=key) for key in "12")
    make.action(second, None)
    ids = [world.hospital.pk, 999_999]

    def told(member: str) -> dict[str, list[tuple[str, str]]]:
        found = queries.findings_of_source(world.viewer(member), "actors.actor", ids, on=make.TODAY)
        return {key: [(each.key, each.state.value) for each in found[key]] for key in found}

    assert told("officer") == {
        str(world.hospital.pk): [("1", "open"), ("2", "decided")],
        "999999": [],
    }
    assert first.key == "1"
    assert told("authority") == {str(world.hospital.pk): [], "999999": []}
