"""Starting an assessment, saying something, and two people who say something at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.models import Answer, Assessment
from samvern.apps.assessments.operations import AnswerEntry
from samvern.base.models import AuditEntry
from samvern.base.viewer import Viewer
from samvern.engine.assessments import AnswerValues, Confidentiality, Progress, Result
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's own, of a set with two requirements, read by its officer."""
    return make.started(world.hospital, by=world.viewer("officer"))


def _save(world, assessment, values, *, member="officer", code="1.1", version=0):
    return operations.save_answer(
        by=world.viewer(member),
        assessment_id=assessment.pk,
        code=code,
        values=values,
        version=version,
        at=make.AT,
    )


def test_nothing_can_be_said_before_somebody_has_read_who_will_see_it(world):
    assessment = make.started(world.hospital, is_told=False)
    with pytest.raises(NotReady, match=r"assessment\.not_told"):
        _save(world, assessment, AnswerValues(result=Result.PARTLY))
    assert not Answer.objects.exists()


def test_an_answer_is_kept_with_every_state_and_counted(world, assessment):
    _save(world, assessment, AnswerValues(comment=" Since May "))
    _save(world, assessment, AnswerValues(result=Result.PARTLY), version=1)
    row = queries.answer_for(world.viewer("officer"), assessment, "1.1", at=make.AT)
    assert row.values == AnswerValues(progress=Progress.IN_PROGRESS, result=Result.PARTLY)
    assert [each.number for each in queries.history_of(world.viewer("officer"), row.answer)] == [
        2,
        1,
    ]
    assessment.refresh_from_db()
    assert (assessment.answered_count, assessment.total_count) == (1, 2)
    _save(world, assessment, AnswerValues(), version=2)
    assessment.refresh_from_db()
    assert assessment.answered_count == 0


def test_what_two_change_apart_from_each_other_is_put_together(world, assessment):
    _save(world, assessment, AnswerValues(result=Result.PARTLY))
    _save(world, assessment, AnswerValues(result=Result.FULFILLED), version=1)
    saved = _save(
        world, assessment, AnswerValues(result=Result.PARTLY, comment="By hand"), version=1
    )
    assert saved.answers["1.1"].values.result is Result.FULFILLED
    assert saved.answers["1.1"].values.comment == "By hand"
    assert saved.merged == {"1.1": ("result",)}


def test_what_two_change_otherwise_is_refused_and_loses_nothing(world, assessment):
    _save(world, assessment, AnswerValues(result=Result.PARTLY))
    _save(world, assessment, AnswerValues(result=Result.FULFILLED), version=1)
    with pytest.raises(Conflict) as caught:
        _save(world, assessment, AnswerValues(result=Result.NOT_FULFILLED), version=1)
    assert [each.where for each in caught.value.problems] == ["1.1.result"]
    assert Answer.objects.get().values.result is Result.FULFILLED


def test_two_who_answer_first_at_once_are_two_who_change(world, assessment):
    _save(world, assessment, AnswerValues(result=Result.PARTLY))
    with pytest.raises(Conflict):
        _save(world, assessment, AnswerValues(result=Result.FULFILLED))


def test_several_are_saved_together_or_not_at_all(world, assessment):
    entries = [
        AnswerEntry("1.1", AnswerValues(result=Result.FULFILLED)),
        AnswerEntry("1.2", AnswerValues(result=Result.NOT_APPLICABLE)),
    ]
    with pytest.raises(InvalidInput) as caught:
        operations.save_answers(
            by=world.viewer("officer"), assessment_id=assessment.pk, entries=entries, at=make.AT
        )
    assert [each.where for each in caught.value.problems] == ["1.2.reason"]
    assert not Answer.objects.exists()


def test_saving_what_is_there_changes_nothing(world, assessment):
    _save(world, assessment, AnswerValues(result=Result.PARTLY))
    said = Answer.objects.get().values
    entries = AuditEntry.objects.count()
    assert _save(world, assessment, said, version=1).answers["1.1"].version == 1
    assert AuditEntry.objects.count() == entries


def test_a_version_that_never_was_is_refused(world, assessment):
    with pytest.raises(InvalidInput, match=r"answer\.version_unknown"):
        _save(world, assessment, AnswerValues(), version=3)


def test_the_trail_never_says_what_was_answered(world, assessment):
    secret = AnswerValues(result=Result.NOT_FULFILLED, comment="SECRET", responsible="SECRET")
    _save(world, assessment, secret)
    _save(world, assessment, AnswerValues(comment="SECRET 2"), version=1)
    make.started(world.hospital, by=world.viewer("officer"), title="SECRET plan")
    told = json.dumps(list(AuditEntry.objects.values()), default=str)
    assert "SECRET" not in told
    assert "not_fulfilled" not in told


@pytest.mark.parametrize(
    "member", ["authority", "owner", "colleague", "supervisor", "officer_elsewhere", "stranger"]
)
def test_nobody_else_sees_or_answers_it(world, assessment, member):
    with pytest.raises(NotFound):
        _save(world, assessment, AnswerValues(result=Result.PARTLY), member=member)
    make.says(assessment, {"1.1": Result.PARTLY}, by=world.viewer("officer"))
    viewer = world.viewer(member)
    assert not Answer.objects.visible_to(viewer).exists()
    assert not Assessment.objects.visible_to(viewer).exists()


def test_only_a_security_officer_of_the_actor_starts_one(world):
    for member in ("authority", "colleague", "supervisor", "officer_elsewhere"):
        with pytest.raises(NotAllowed):
            make.started(world.hospital, by=world.viewer(member))


def test_an_officer_sees_what_those_below_answer(world):
    below = make.started(world.department)
    assert queries.assessment_for(world.viewer("officer"), below.pk) == below


def test_what_it_is_for_is_kept_from_the_start(world):
    own = make.started(world.hospital, confidentiality=Confidentiality.REPORTED)
    assert own.confidentiality == Confidentiality.REPORTED


def test_a_token_that_only_reads_saves_nothing(world: World, assessment: Assessment) -> None:
    reads = Viewer(**{**vars(world.viewer("officer")), "scopes": frozenset({"read"})})
    with pytest.raises(NotAllowed):
        make.says(assessment, {"1.1": Result.PARTLY}, by=reads)
