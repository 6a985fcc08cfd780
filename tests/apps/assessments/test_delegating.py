"""Requirements by a link: it opens nothing without the right log-in, and then nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from samvern.apps.actors.models import Grant
from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Answer, Assessment, Delegation
from samvern.apps.assessments.operations import Invitation
from samvern.base.models import User
from samvern.engine.assessments import AnswerValues, Result
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import assessments as make
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's own, of a set with two requirements."""
    return make.started(world.hospital, by=world.viewer("officer"))


def _delegate(world, assessment, *, to="colleague", by="officer", **more):
    user = world.user(to)
    said = {"codes": ["1.1"], "email": user.email if user else to, "at": make.AT, **more}
    return operations.delegate(by=world.viewer(by), assessment_id=assessment.pk, **said)


def _accept(world, key, *, member="colleague", at=make.AT):
    return operations.accept_delegation(by=world.viewer(member), key=key, at=at)


def _answer(world, assessment, code, *, member="colleague", version=0):
    return operations.save_answer(
        by=world.viewer(member),
        assessment_id=assessment.pk,
        code=code,
        values=AnswerValues(result=Result.PARTLY),
        version=version,
        at=make.AT,
    )


def test_a_colleague_answers_what_is_delegated_and_sees_nothing_else(world, assessment):
    make.says(assessment, {"1.2": Result.NOT_FULFILLED}, by=world.viewer("officer"))
    handed = _delegate(world, assessment)
    colleague = world.viewer("colleague")
    assert not Assessment.objects.visible_to(colleague).exists(), "a link alone opens nothing"
    _accept(world, handed.key)
    _accept(world, handed.key)
    shown = queries.answer_rows(colleague, assessment, at=make.AT)
    assert [(row.requirement.id, row.is_hidden, row.answer) for row in shown][1:] == [
        ("1.1", False, None),
        ("1.2", True, None),
    ]
    _answer(world, assessment, "1.1")
    with pytest.raises(NotFound):
        _answer(world, assessment, "1.2", version=1)
    assert [each.requirement.code for each in Answer.objects.visible_to(colleague)] == ["1.1"]
    [row] = queries.delegations_of(world.viewer("officer"), assessment, at=make.AT)
    assert (row.state, row.total, row.answered) == ("accepted", 1, 1)


def test_accepting_tells_who_will_see_the_answers(world):
    assessment = make.started(world.hospital, by=world.viewer("officer"), is_told=False)
    _accept(world, _delegate(world, assessment).key)
    assessment.refresh_from_db()
    assert assessment.told_by == world.user("colleague")


@pytest.mark.parametrize("member", [member for member in CAST if member != "colleague"])
def test_nobody_else_comes_in_by_the_link(world, assessment, member):
    handed = _delegate(world, assessment)
    with pytest.raises(NotAllowed, match=r"^delegation\.other_account$"):
        _accept(world, handed.key, member=member)
    assert not Delegation.objects.filter(accepted_by__isnull=False).exists()


def test_a_role_in_the_whole_sector_is_no_place_where_the_draft_belongs(world, assessment):
    with pytest.raises(InvalidInput):
        _delegate(world, assessment, to="supervisor")
    assert not queries.has_place_at(world.people["authority"].pk, world.hospital)
    assert queries.has_place_at(world.people["officer"].pk, world.department)
    assert not queries.has_place_at(world.people["officer_elsewhere"].pk, world.hospital)


@pytest.mark.parametrize("member", [member for member in CAST if member != "officer"])
def test_only_its_security_officers_delegate_and_take_back(world, assessment, member):
    delegation = _delegate(world, assessment).delegation
    with pytest.raises((NotFound, NotAllowed)):
        _delegate(world, assessment, to="owner", by=member)
    for operation in (operations.revoke_delegation, operations.delegate_anew):
        with pytest.raises(NotFound):
            operation(by=world.viewer(member), delegation_id=delegation.pk, at=make.AT)


def test_what_is_taken_back_is_closed_at_once_and_the_answers_stay(world, assessment):
    handed = _delegate(world, assessment)
    _accept(world, handed.key)
    _answer(world, assessment, "1.1")
    operations.revoke_delegation(
        by=world.viewer("officer"), delegation_id=handed.delegation.pk, at=make.AT
    )
    with pytest.raises(NotReady, match=r"delegation\.ended"):
        _accept(world, handed.key)
    with pytest.raises(NotFound):
        _answer(world, assessment, "1.1", version=1)
    assert not Answer.objects.visible_to(world.viewer("colleague")).exists()
    assert Answer.objects.get().result == Result.PARTLY


def test_a_link_runs_out_and_a_new_one_takes_its_place(world, assessment):
    handed = _delegate(world, assessment)
    late = make.AT + timedelta(days=91)
    with pytest.raises(NotReady):
        _accept(world, handed.key, at=late)
    anew = operations.delegate_anew(
        by=world.viewer("officer"), delegation_id=handed.delegation.pk, at=late
    )
    with pytest.raises(NotFound, match=r"delegation\.unknown"):
        _accept(world, handed.key, at=late)
    assert _accept(world, anew.key, at=late).accepted_by == world.user("colleague")


def test_somebody_new_is_invited_as_a_contributor_in_the_same_step(world, assessment):
    with pytest.raises(InvalidInput) as caught:
        _delegate(world, assessment, to="new@example.org")
    assert [each.code for each in caught.value.problems] == ["delegation.needs_invitation"]
    assert not User.objects.filter(email="new@example.org").exists()
    _delegate(world, assessment, to="New@example.org", invitation=Invitation("Nina Ny"))
    grant = Grant.objects.get(user__email="new@example.org")
    assert (grant.role, grant.actor) == ("contributor", world.hospital)
    _delegate(world, assessment, to="stranger", invitation=Invitation())
    assert queries.has_place_at(world.people["stranger"].pk, world.hospital)


def test_what_cannot_be_delegated(world, assessment):
    with pytest.raises(NotFound):
        _delegate(world, assessment, codes=["9.9"])
    with pytest.raises(InvalidInput) as caught:
        _delegate(world, assessment, to="officer", codes=[])
    assert {(each.where, each.code) for each in caught.value.problems} == {
        ("email", "delegation.own"),
        ("requirements", "delegation.nothing_chosen"),
    }
    make.submitted(assessment, by=world.viewer("officer"))
    with pytest.raises(NotReady, match=r"assessment\.locked"):
        _delegate(world, assessment)
