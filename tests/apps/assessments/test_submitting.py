"""Handed in, locked, reviewed, and accepted or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Submission
from samvern.base.permissions import Role
from samvern.base.viewer import viewer_for
from samvern.engine.assessments import AnswerValues, Result
from samvern.engine.errors import InvalidInput, NotAllowed, NotReady
from tests.factories import actors, users
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(world: World):
    """The hospital's, in a reported campaign."""
    return make.of(make.opened(), world.hospital)


def test_only_a_complete_assessment_is_handed_in(world, assessment):
    officer = world.viewer("officer")
    make.says(assessment, {"1.1": Result.UNKNOWN}, by=officer)
    with pytest.raises(NotReady) as caught:
        operations.submit_assessment(by=officer, assessment_id=assessment.pk, at=make.AT)
    assert [(each.code, each.where) for each in caught.value.problems] == [
        ("answer.missing", "1.2")
    ]
    make.says(assessment, {"1.2": Result.UNKNOWN}, by=officer)
    assert operations.submit_assessment(by=officer, assessment_id=assessment.pk, at=make.AT)


def test_what_is_handed_in_is_locked_and_frozen(world, assessment):
    officer = world.viewer("officer")
    submission = make.submitted(assessment, by=officer, comment="As it was")
    with pytest.raises(NotReady, match=r"assessment\.locked"):
        make.says(assessment, {"1.1": AnswerValues(comment="Later")}, by=officer)
    operations.recall_submission(by=officer, submission_id=submission.pk, at=make.LATER)
    operations.save_answer(
        by=officer,
        assessment_id=assessment.pk,
        code="1.1",
        values=AnswerValues(result=Result.PARTLY, comment="Later"),
        version=1,
        at=make.LATER,
    )
    frozen = Submission.objects.get().value
    assert {row.values.comment for row in frozen.assessable} == {"As it was"}


def test_a_locked_answer_offers_nothing_that_cannot_be_done(world, assessment, log_in):
    offered = ("Nothing waits any longer: hand in", "Who else knows?", "Ask a colleague")
    make.says(assessment, {"1.1": Result.PARTLY, "1.2": Result.UNKNOWN}, by=world.viewer("officer"))
    officer, page = log_in("officer"), f"/assessments/{assessment.pk}/"
    pages = (page, f"{page}answers/1.1/")
    text = "".join(officer.get(page).content.decode() for page in pages)
    assert all(each in text for each in offered)
    operations.submit_assessment(
        by=world.viewer("officer"), assessment_id=assessment.pk, at=make.LATER
    )
    text = "".join(officer.get(page).content.decode() for page in pages)
    assert not [each for each in offered if each in text]


def test_a_returned_assessment_opens_with_what_is_to_be_looked_at(world, assessment):
    officer, authority = world.viewer("officer"), world.viewer("authority")
    submission = make.submitted(assessment, by=officer)
    with pytest.raises(InvalidInput):
        operations.return_submission(
            by=authority, submission_id=submission.pk, message=" ", at=make.LATER
        )
    operations.remark(
        by=authority, submission_id=submission.pk, code="1.2", text="How?", at=make.LATER
    )
    operations.return_submission(
        by=authority, submission_id=submission.pk, message="", at=make.LATER
    )
    assessment.refresh_from_db()
    assert assessment.is_writable
    again = operations.submit_assessment(by=officer, assessment_id=assessment.pk, at=make.LATER)
    assert again.number == 2
    operations.accept_submission(by=authority, submission_id=again.pk, at=make.LATER)
    assessment.refresh_from_db()
    assert assessment.state == "accepted"
    with pytest.raises(NotReady, match=r"submission\.decided"):
        operations.return_submission(
            by=authority, submission_id=again.pk, message="x", at=make.LATER
        )


def test_one_for_improvement_is_reviewed_by_another_officer_and_never_by_oneself(world):
    officer = world.viewer("officer")
    submission = make.submitted(make.started(world.hospital, by=officer), by=officer)
    with pytest.raises(NotAllowed, match=r"submission\.own"):
        operations.accept_submission(by=officer, submission_id=submission.pk, at=make.LATER)
    other = users.user("Second officer")
    actors.grant(other, Role.SECURITY_OFFICER, world.hospital)
    operations.accept_submission(by=viewer_for(other), submission_id=submission.pk, at=make.LATER)
    assert Submission.objects.get().verdict == "accepted"


def test_a_closed_campaign_takes_nothing_more(world, assessment):
    officer, authority = world.viewer("officer"), world.viewer("authority")
    make.answered(assessment, by=officer)
    operations.close_campaign(by=authority, campaign_id=assessment.campaign_id, at=make.LATER)
    with pytest.raises(NotReady, match=r"campaign\.closed"):
        operations.submit_assessment(by=officer, assessment_id=assessment.pk, at=make.LATER)
