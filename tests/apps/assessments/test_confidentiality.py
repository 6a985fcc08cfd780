"""What is said before the first answer about who will see what binds the code.

Each way of standing to a hospital is tried against everything that holds what it answered, for both
kinds of assessment and in every state.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from samvern.apps.actions.models import Action, Finding
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import (
    Answer,
    AnswerState,
    Assessment,
    Remark,
    Submission,
    SubmissionEvidence,
)
from samvern.apps.evidence.models import Evidence
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import viewer_for
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from samvern.engine.errors import NotAllowed, NotFound, NotReady
from tests.factories import actions as make_action
from tests.factories import actors, evidence, users
from tests.factories import assessments as make
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db

OWN = {"officer"}
#: Who sees what was handed in, by what was said before the first answer.
SEE_SUBMISSIONS = {
    Confidentiality.IMPROVEMENT: OWN,
    Confidentiality.REPORTED: OWN | {"authority", "supervisor"},
}


def _who_sees(world: World, model, **of):
    return {
        member
        for member in CAST
        if model.objects.visible_to(world.viewer(member)).filter(**of).exists()
    }


@pytest.mark.parametrize("confidentiality", Confidentiality)
def test_everybody_sees_what_was_said_up_front_and_no_more(world: World, confidentiality):
    campaign = make.opened(confidentiality=confidentiality)
    assessment = make.of(campaign, world.hospital)
    officer = world.viewer("officer")
    make.says(assessment, {"1.1": Result.NOT_FULFILLED}, by=officer)
    assert _who_sees(world, Answer) == OWN, "a draft is the organisation's own"
    assert not _who_sees(world, Submission)
    make.says(assessment, {"1.2": Result.PARTLY}, by=officer)
    submission = operations.submit_assessment(
        by=officer, assessment_id=assessment.pk, at=make.LATER
    )
    if confidentiality is Confidentiality.REPORTED:
        operations.remark(
            by=world.viewer("authority"),
            submission_id=submission.pk,
            code="1.1",
            text="How?",
            at=make.LATER,
        )
        assert _who_sees(world, Remark) == {"authority"}, "until the verdict the reviewers' own"
    for _state in ("submitted", "after the verdict"):
        assert _who_sees(world, Answer) == OWN
        assert _who_sees(world, AnswerState) == OWN
        assert _who_sees(world, Assessment, actor=world.hospital) == OWN
        assert _who_sees(world, Submission) == SEE_SUBMISSIONS[confidentiality]
        Submission.objects.filter(verdict="waiting").update(
            verdict="accepted", decided_at=make.LATER
        )
    if confidentiality is Confidentiality.REPORTED:
        assert _who_sees(world, Remark) == SEE_SUBMISSIONS[confidentiality]


def test_what_is_taken_back_is_a_draft_again_whatever_way_one_looks_for_it(world: World, log_in):
    """As a page, a paper, evidence, a finding and through the API; the figures do not count it."""
    officer = world.viewer("officer")
    campaign = make.opened(confidentiality=Confidentiality.REPORTED)
    assessment = make.of(campaign, world.hospital)
    make.says(assessment, {"1.1": Result.PARTLY, "1.2": Result.PARTLY}, by=officer)
    piece = evidence.link(world.hospital, by=officer)
    of = {"by": officer, "assessment_id": assessment.pk}
    operations.attach_evidence(**of, code="1.1", evidence_id=piece.pk, at=make.AT)
    submission = operations.submit_assessment(**of, at=make.LATER)
    [found] = operations.raise_findings(**of, codes=["1.1"], at=make.LATER)
    make_action.action(found, None)
    pages = (
        f"/follow-up/findings/{found.pk}/",
        f"/api/v1/findings/{found.pk}",
        f"/submissions/{submission.pk}/",
        f"/submissions/{submission.pk}/papers/",
        f"/evidence/{piece.pk}/",
        f"/api/v1/evidence/{piece.pk}",
    )
    supervisor = log_in("supervisor")
    assert {supervisor.get(page).status_code for page in pages} == {200}
    operations.recall_submission(by=officer, submission_id=submission.pk, at=make.LATER)
    for model in (Submission, SubmissionEvidence, Evidence, Finding, Action):
        assert _who_sees(world, model) == OWN
    for member in ("authority", "supervisor"):
        assert {log_in(member).get(page).status_code for page in pages} == {404}
        assert found.title not in log_in(member).get("/follow-up/").content.decode()
    assert AuditEntry.objects.get(action="finding.taken_back").is_private
    operations.close_campaign(by=world.viewer("authority"), campaign_id=campaign.pk, at=make.LATER)
    campaign.refresh_from_db()
    assert not any(any(each.values()) for each in campaign.figures["exact"].values())


def test_a_finding_is_reported_again_with_what_it_tells_of(world: World):
    """And what was raised of an earlier hand-in, which was sent back, stays with those who read it."""
    officer, authority = world.viewer("officer"), world.viewer("authority")
    assessment = make.of(make.opened(confidentiality=Confidentiality.REPORTED), world.hospital)
    of = {"by": officer, "assessment_id": assessment.pk}
    make.says(assessment, {"1.1": Result.PARTLY, "1.2": Result.PARTLY}, by=officer)

    def submitted(hour):
        at = make.LATER + timedelta(hours=hour)
        return operations.submit_assessment(**of, at=at), at

    def raised(code, at):
        return operations.raise_findings(**of, codes=[code], at=at)

    def seen():
        return set(Finding.objects.visible_to(authority).values_list("key", flat=True))

    first, at = submitted(1)
    raised("1.1", at)
    operations.return_submission(by=authority, submission_id=first.pk, message="More", at=at)
    second, at = submitted(2)
    raised("1.2", at)
    operations.recall_submission(by=officer, submission_id=second.pk, at=at)
    assert seen() == {"1.1"}
    third, at = submitted(3)
    assert seen() == {"1.1", "1.2"}
    operations.recall_submission(by=officer, submission_id=third.pk, at=at)
    assert seen() == {"1.1"}
    fulfilled = AnswerValues(result=Result.FULFILLED)
    version = Answer.objects.get(requirement__code="1.2").version
    entry = operations.AnswerEntry("1.2", fulfilled, version)
    operations.save_answers(**of, entries=[entry], at=at)
    submitted(4)
    assert seen() == {"1.1"}, "what it told of is not handed in any more"


def test_the_authority_follows_who_has_handed_in_without_seeing_what(world: World):
    make.opened(confidentiality=Confidentiality.IMPROVEMENT)
    followed = Assessment.objects.followed_by
    assert followed(world.viewer("authority")).count() == 3
    assert followed(world.viewer("supervisor")).count() == 3
    for member in set(CAST) - {"authority", "supervisor"}:
        assert not followed(world.viewer(member)).exists()


def test_no_operation_changes_who_sees_an_assessment(world: World):
    """Whatever is saved, what was said before the first answer stays."""
    assessment = make.of(make.opened(confidentiality="improvement"), world.hospital)
    make.submitted(assessment, by=world.viewer("officer"))
    assessment.refresh_from_db()
    assert assessment.confidentiality == Confidentiality.IMPROVEMENT
    with pytest.raises(NotAllowed, match=r"assessment\.for_improvement"):
        operations.take_on(
            by=world.viewer("authority"), assessment_id=assessment.pk, reason="Asked", at=make.AT
        )


def test_on_behalf_needs_a_reported_assessment_where_nobody_is_in_charge(world: World):
    clinic = actors.actor("Made-up clinic", kind="gp_office")
    campaign = make.opened(make.population("hospital_trust", "gp_office"))
    theirs, has_officer = make.of(campaign, clinic), make.of(campaign, world.hospital)
    authority = world.viewer("authority")
    with pytest.raises(NotReady, match=r"assessment\.answers_itself"):
        operations.take_on(by=authority, assessment_id=has_officer.pk, reason="Asked", at=make.AT)
    with pytest.raises(NotAllowed):
        operations.take_on(
            by=world.viewer("supervisor"), assessment_id=theirs.pk, reason="Asked", at=make.AT
        )
    operations.take_on(by=authority, assessment_id=theirs.pk, reason="By phone", at=make.AT)
    with pytest.raises(NotReady, match=r"assessment\.answers_itself"):
        operations.take_on(by=authority, assessment_id=theirs.pk, reason="Again", at=make.AT)
    submission = make.submitted(theirs, by=authority)
    assert submission.value.on_behalf == "By phone"
    assert _who_sees(world, Answer, assessment=theirs) == {"authority"}


def test_an_organisation_is_told_before_it_takes_over_and_the_helper_sees_no_more(world: World):
    clinic = actors.actor("Made-up clinic", kind="gp_office")
    theirs = make.of(make.opened(make.population("gp_office")), clinic)
    authority = world.viewer("authority")
    operations.take_on(by=authority, assessment_id=theirs.pk, reason="By phone", at=make.AT)
    make.says(theirs, {"1.1": Result.PARTLY}, by=authority)
    officer = users.user("Officer of the clinic")
    actors.grant(officer, Role.SECURITY_OFFICER, clinic)
    by = viewer_for(officer)
    entry = [operations.AnswerEntry("1.2", AnswerValues(result=Result.PARTLY))]
    with pytest.raises(NotReady, match=r"assessment\.not_told"):
        operations.save_answers(by=by, assessment_id=theirs.pk, entries=entry, at=make.AT)
    operations.acknowledge(by=by, assessment_id=theirs.pk, at=make.AT)
    operations.save_answers(by=by, assessment_id=theirs.pk, entries=entry, at=make.AT)
    assert not _who_sees(world, Answer, assessment=theirs)
    assert Answer.objects.visible_to(by).count() == 2


def test_a_stranger_hands_in_and_reviews_nothing(world: World):
    assessment = make.of(make.opened(), world.hospital)
    submission = make.submitted(assessment, by=world.viewer("officer"))
    for member in ("owner", "colleague", "officer_elsewhere", "stranger", "anonymous"):
        by = world.viewer(member)
        with pytest.raises(NotFound):
            operations.submit_assessment(by=by, assessment_id=assessment.pk, at=make.AT)
        with pytest.raises(NotFound):
            operations.accept_submission(by=by, submission_id=submission.pk, at=make.AT)
    with pytest.raises(NotAllowed):
        operations.accept_submission(
            by=world.viewer("supervisor"), submission_id=submission.pk, at=make.AT
        )
