"""A supplier is asked, replies once, and a person of the customer takes the reply over."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from samvern.apps.actors.models import Actor, ActorKind
from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Answer, AnswerState, Assessment, SupplierQuestion
from samvern.apps.assessments.models import SupplierResult as Says
from samvern.apps.assessments.operations import SupplierReply
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.assessments import MAX_COMMENT, AnswerValues, DoneBy, Result
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import actors, users
from tests.factories import assessments as make
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
THEIRS = AnswerValues(
    result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier="Drift AS", comment="SECRET"
)


def _supplier(name: str) -> tuple[Actor, Viewer]:
    """A supplier of the directory, and its security officer."""
    supplier = actors.actor(name, kind=ActorKind.SUPPLIER)
    user = users.user(f"Somebody at {name}", language="en")
    actors.grant(user, Role.SECURITY_OFFICER, supplier)
    return supplier, viewer_for(user)


@pytest.fixture
def supplier(world: World) -> tuple[Actor, Viewer]:
    """Drift AS, that the hospital's answer names."""
    return _supplier("Drift AS")


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's, where Drift AS does one thing and nobody knows how."""
    found = make.started(world.hospital, by=world.viewer("officer"))
    make.says(found, {"1.1": THEIRS, "1.2": Result.NOT_FULFILLED}, by=world.viewer("officer"))
    return found


def _ask(world, assessment, *, member="officer", code="1.1", **more):
    return operations.ask_supplier(
        by=world.viewer(member), assessment_id=assessment.pk, code=code, at=make.AT, **more
    )


def _reply(by, *questions, result=Says.FULFILLED, **more):
    return operations.reply_to_customers(
        by=by,
        question_ids=[each.pk for each in questions],
        reply=SupplierReply(result, **more),
        at=make.LATER,
    )


def test_one_click_asks_the_supplier_that_the_answer_names(world, assessment, supplier):
    question = _ask(world, assessment)
    assert question.supplier == supplier[0]
    assert _ask(world, assessment) == question, "asked again, it is the same"


def test_the_supplier_sees_who_asks_what_and_nothing_that_they_answered(
    world, assessment, supplier
):
    _ask(world, assessment)
    [asked] = queries.asked_of_supplier(supplier[1])
    [question] = asked.waiting
    assert (asked.requirement.id, question.assessment.actor) == ("1.1", world.hospital)
    assert not Answer.objects.visible_to(supplier[1]).exists()
    assert not AnswerState.objects.visible_to(supplier[1]).exists()
    assert not Assessment.objects.visible_to(supplier[1]).exists()


def test_a_reply_is_taken_over_by_a_person_with_its_source(world, assessment, supplier):
    question = _ask(world, assessment)
    _reply(supplier[1], question, comment="Every night", valid_until=date(2027, 6, 1))
    answer = Answer.objects.get(assessment=assessment, requirement__code="1.1")
    assert answer.values == replace(THEIRS, progress=answer.values.progress), "nothing by itself"
    operations.accept_reply(by=world.viewer("officer"), question_id=question.pk, at=make.LATER)
    answer.refresh_from_db()
    assert answer.values.result is Result.FULFILLED
    assert answer.values.comment == "SECRET\n\nEvery night"
    state = answer.states.first()
    assert state.origin == "supplier"
    assert (state.source["name"], state.source["valid_until"]) == ("Drift AS", "2027-06-01")
    with pytest.raises(NotReady):
        operations.accept_reply(by=world.viewer("officer"), question_id=question.pk, at=make.LATER)


def test_what_is_not_theirs_is_ours_again(world, assessment, supplier):
    question = _ask(world, assessment)
    _reply(supplier[1], question, result=Says.NOT_OURS)
    operations.accept_reply(by=world.viewer("officer"), question_id=question.pk, at=make.LATER)
    answer = Answer.objects.get(assessment=assessment, requirement__code="1.1")
    assert (answer.result, answer.done_by, answer.supplier) == ("unknown", "", "")


def test_a_reply_stands_and_can_be_given_to_others_who_ask_the_same(world, assessment, supplier):
    other = make.started(world.other_hospital)
    make.says(other, {"1.1": THEIRS, "1.2": THEIRS})
    first = _ask(world, assessment)
    second = _ask(world, other, member="officer_elsewhere")
    another = _ask(world, other, member="officer_elsewhere", code="1.2")
    with pytest.raises(InvalidInput) as caught:
        _reply(supplier[1], first, another)
    assert [each.code for each in caught.value.problems] == ["supplier_reply.not_the_same"]
    _reply(supplier[1], first, second, comment="Alike")
    assert queries.asked_for_reply(supplier[1], second.pk).earlier is not None
    with pytest.raises(NotReady):
        _reply(supplier[1], first, result=Says.PARTLY)


@pytest.mark.parametrize("member", CAST)
def test_who_sees_a_question_and_a_reply(world, assessment, supplier, member):
    question = _ask(world, assessment)
    _reply(supplier[1], question)
    viewer = world.viewer(member)
    seen = SupplierQuestion.objects.visible_to(viewer).exists()
    assert seen is (member == "officer")
    if member != "officer":
        with pytest.raises(NotFound):
            operations.accept_reply(by=viewer, question_id=question.pk, at=make.LATER)
        with pytest.raises((NotFound, NotAllowed)):
            _ask(world, assessment, member=member)
    with pytest.raises(NotFound):
        _reply(viewer, question)


def test_another_supplier_sees_and_replies_nothing(world, assessment, supplier):
    question = _ask(world, assessment)
    other = _supplier("Nett AS")[1]
    assert queries.asked_of_supplier(other) == []
    with pytest.raises(NotFound):
        _reply(other, question)
    with pytest.raises(NotFound):
        queries.question_for(supplier[1], question.pk)
    operations.withdraw_question(by=world.viewer("officer"), question_id=question.pk, at=make.AT)
    assert queries.asked_of_supplier(supplier[1]) == [], "what is taken back is gone"


def test_only_a_supplier_is_asked_and_only_what_a_supplier_does(world, assessment, supplier):
    with pytest.raises(NotReady, match=r"not_done_by"):
        _ask(world, assessment, code="1.2")
    with pytest.raises(NotFound, match=r"actor\.unknown"):
        _ask(world, assessment, supplier_id=world.other_hospital.pk)
    question = _ask(world, assessment, name="Somebody who is not there")
    assert (question.supplier, question.supplier_name) == (None, "Somebody who is not there")


def test_the_trail_tells_nothing_of_what_was_asked_or_said(world, assessment, supplier):
    question = _ask(world, assessment)
    _reply(supplier[1], question, comment="SECRET REPLY", result=Says.NOT_FULFILLED)
    operations.accept_reply(by=world.viewer("officer"), question_id=question.pk, at=make.LATER)
    told = json.dumps(list(AuditEntry.objects.values()), default=str)
    assert "SECRET" not in told
    assert "not_fulfilled" not in told
    with pytest.raises(InvalidInput):
        _reply(supplier[1], _again(world, assessment), valid_until=date(2020, 1, 1))


def _again(world, assessment):
    """A second question, about the other requirement."""
    operations.save_answer(
        by=world.viewer("officer"),
        assessment_id=assessment.pk,
        code="1.2",
        values=THEIRS,
        version=1,
        at=make.AT,
    )
    return _ask(world, assessment, code="1.2")


def test_asked_again_once_it_is_over_it_is_a_new_question_and_the_old_one_stays(
    world, assessment, supplier, log_in
):
    officer, page = world.viewer("officer"), f"/assessments/{assessment.pk}/answers/1.1/"
    first = _ask(world, assessment)
    _reply(supplier[1], first, comment="Every night", valid_until=date(2027, 1, 31))
    in_oslo = datetime(2027, 1, 31, 23, 30, tzinfo=UTC)  # the first of February there
    assert queries.questions_of(officer, assessment)["1.1"] == first
    asked = {"by": officer, "assessment_id": assessment.pk, "code": "1.1"}
    second = operations.ask_supplier(**asked, at=in_oslo)
    first.refresh_from_db()
    assert (first.state, second.state) == ("lapsed", "asked")
    with pytest.raises(InvalidInput):
        operations.reply_to_customers(
            by=supplier[1],
            question_ids=[second.pk],
            reply=SupplierReply(Says.FULFILLED, valid_until=date(2027, 1, 31)),
            at=in_oslo,
        )
    _reply(supplier[1], second, comment="Every night")
    operations.accept_reply(by=officer, question_id=second.pk, at=make.LATER)
    assert "Ask Drift AS again" in log_in("officer").get(page).content.decode()
    third = operations.ask_supplier(**asked, at=in_oslo)
    assert operations.ask_supplier(**asked, at=in_oslo) == third
    every = queries.every_question_of(officer, assessment)["1.1"]
    assert [each.pk for each in every] == [third.pk, second.pk, first.pk]
    shown = log_in("officer").get(page).content.decode()
    assert "Earlier replies" in shown
    assert "Ask Drift AS again" not in shown


def test_a_reply_that_does_not_fit_is_refused_whole_and_fits_once_there_is_room(
    world, assessment, supplier
):
    officer = world.viewer("officer")
    question = _ask(world, assessment)
    _reply(supplier[1], question, comment="Every night")
    answer = Answer.objects.get(assessment=assessment, requirement__code="1.1")
    Answer.objects.filter(pk=answer.pk).update(comment="x" * MAX_COMMENT)
    with pytest.raises(NotReady, match=r"no_room"):
        operations.accept_reply(by=officer, question_id=question.pk, at=make.LATER)
    Answer.objects.filter(pk=answer.pk).update(comment="x" * (MAX_COMMENT - 13))
    operations.accept_reply(by=officer, question_id=question.pk, at=make.LATER)
    answer.refresh_from_db()
    assert answer.comment.endswith("x\n\nEvery night")
