"""Until the verdict is given a remark is the reviewers' own, and it outlives what is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Remark, Submission
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from tests.factories import actors
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]


@pytest.fixture
def submission(world: World) -> Submission:
    """The hospital's, in a reported campaign, with a remark that is not told."""
    found = make.submitted(make.of(make.opened(), world.hospital), by=world.viewer("officer"))
    _remark(world, found, "DRAFT")
    return found


def _remark(world: World, on: Submission, text: str, code: str = "1.1") -> Remark | None:
    authority = world.viewer("authority")
    return operations.remark(by=authority, submission_id=on.pk, code=code, text=text, at=make.LATER)


def _taken_back(world: World, submission: Submission) -> Submission:
    """The one that was handed in again, after the first was taken back."""
    officer = world.viewer("officer")
    operations.recall_submission(by=officer, submission_id=submission.pk, at=make.LATER)
    return operations.submit_assessment(
        by=officer, assessment_id=submission.assessment_id, at=make.LATER
    )


def test_a_remark_is_the_reviewers_until_the_verdict(
    world: World, log_in: LogIn, submission: Submission
) -> None:
    on = submission.pk
    shown = (f"/submissions/{on}/", f"/api/v1/submissions/{on}", f"/submissions/{on}/?q=draft")

    def readers() -> dict[str, int]:
        return {
            member: sum("DRAFT" in client.get(url).content.decode() for url in shown)
            for member in ("authority", "officer", "supervisor")
            if (client := log_in(member))
        }

    assert readers() == {"authority": 3, "officer": 0, "supervisor": 0}
    operations.accept_submission(by=world.viewer("authority"), submission_id=on, at=make.LATER)
    assert readers() == {"authority": 3, "officer": 3, "supervisor": 3}


def test_within_an_organisation_it_is_kept_from_whoever_handed_in(
    world: World, log_in: LogIn
) -> None:
    officer, colleague = world.viewer("officer"), world.people["colleague"]
    actors.grant(colleague, Role.SECURITY_OFFICER, world.hospital)
    found = make.submitted(make.started(world.hospital, by=officer), by=officer)
    url = f"/submissions/{found.pk}/"
    log_in("colleague").post(f"{url}remarks/1.1/", {"text": "DRAFT"})
    assert "DRAFT" in log_in("colleague").get(url).content.decode()
    assert "DRAFT" not in log_in("officer").get(url).content.decode()
    again = _taken_back(world, found)
    assert "DRAFT" in log_in("colleague").get(f"/submissions/{again.pk}/").content.decode()
    operations.recall_submission(by=officer, submission_id=again.pk, at=make.LATER)
    operations.submit_assessment(
        by=world.viewer("colleague"), assessment_id=found.assessment_id, at=make.LATER
    )
    assert not Remark.objects.visible_to(officer).exists(), (
        "what the colleague wrote is not for whom they reviewed"
    )


def test_it_follows_from_what_is_taken_back_to_what_is_handed_in_next(
    world: World, log_in: LogIn, submission: Submission
) -> None:
    _remark(world, submission, "ANOTHER", "1.2")
    officer = world.viewer("officer")
    operations.recall_submission(by=officer, submission_id=submission.pk, at=make.LATER)
    for member in ("officer", "authority", "supervisor"):
        assert not Remark.objects.visible_to(world.viewer(member)).exists(), member
    again = operations.submit_assessment(
        by=officer, assessment_id=submission.assessment_id, at=make.LATER
    )
    url, reviewer = f"/submissions/{again.pk}/", log_in("authority")
    page = reviewer.get(url).content.decode()
    assert page.count("Written on an earlier submission (number 1)") == 2
    assert "what is left is told with your verdict" in page
    told = reviewer.get(f"/api/v1/submissions/{again.pk}").json()["remarks"]
    assert [each["written_on"] for each in told] == [1, 1]
    assert "DRAFT" not in log_in("officer").get(url).content.decode()

    reviewer.post(f"{url}remarks/1.1/", {"text": "DRAFT"})
    reviewer.post(f"{url}remarks/1.2/", {"text": "ANOTHER", "is_deleted": "1"})
    page = reviewer.get(url).content.decode()
    assert "Written on an earlier submission" not in page, "one is kept and one is deleted"
    assert "DRAFT" in page
    reviewer.post(f"{url}verdict/", {"verdict": "return", "message": ""})
    page = log_in("officer").get(url).content.decode()
    assert "DRAFT" in page
    assert "ANOTHER" not in page


def test_it_knows_where_it_was_written_however_often_it_follows(
    world: World, submission: Submission
) -> None:
    third = _taken_back(world, _taken_back(world, submission))
    [remark] = Remark.objects.all()
    assert (remark.submission_id, remark.written_on_number) == (third.pk, 1)
    _remark(world, third, "DRAFT")
    fourth = _taken_back(world, third)
    remark.refresh_from_db()
    assert (remark.submission_id, remark.written_on_number) == (fourth.pk, 3)


def test_what_was_told_stays_where_it_was_told(world: World, submission: Submission) -> None:
    operations.return_submission(
        by=world.viewer("authority"), submission_id=submission.pk, message="", at=make.LATER
    )
    operations.submit_assessment(
        by=world.viewer("officer"), assessment_id=submission.assessment_id, at=make.LATER
    )
    assert Remark.objects.get().submission == submission


def test_what_is_saved_as_it_stands_is_no_step_of_the_trail(
    world: World, submission: Submission
) -> None:
    said = AuditEntry.objects.filter(action="assessment.remarked")
    assert said.count() == 1
    _remark(world, submission, "DRAFT ")
    _remark(world, submission, " ", "1.2")
    assert said.count() == 1
    _remark(world, submission, "Other words")
    assert said.count() == 2
