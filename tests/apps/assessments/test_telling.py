"""Who is told that a review is done, and reminded of what is asked for again, over real SMTP."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samvern.apps.assessments import operations, queries, telling, telling_letters
from samvern.apps.assessments.models import Assessment, AssessmentLetter, LetterAbout, Submission
from samvern.base.jobs.worker import Worker
from samvern.base.models import Job, User
from samvern.base.permissions import Role
from samvern.base.viewer import viewer_for
from samvern.engine.assessments import Confidentiality
from tests.at_once import at_once
from tests.factories import actors, users
from tests.factories import assessments as make
from tests.mail_server import MailServer
from tests.worlds import World, small_world

pytestmark = pytest.mark.django_db(transaction=True)

AGAIN = date(2027, 1, 31)
#: The reminders of the factory's campaigns fall 14 and 3 days before the end of the day, and one after.
FORTNIGHT, LAST, OVER = (
    datetime(2027, month, day, 8, tzinfo=UTC) for month, day in ((1, 18), (1, 29), (2, 2))
)


@pytest.fixture
def world() -> World:
    """The cast, which reads English; the hospital's officer reads bokmål."""
    found = small_world()
    User.objects.update(language="en")
    User.objects.filter(pk=found.people["officer"].pk).update(language="nb")
    return found


def _work(at: datetime) -> None:
    Worker(clock=lambda: at).run_until_idle()


def _to(post: MailServer) -> list[str]:
    return sorted(str(letter["To"]) for letter in post.letters)


def _submission(world: World, **fields: object) -> Submission:
    """The hospital's, whose second officer reads English."""
    second = users.user("Second officer", language="en")
    actors.grant(second, Role.SECURITY_OFFICER, world.hospital)
    found = make.of(make.opened(**fields), world.hospital)
    make.delegated(found, world.people["colleague"], "1.1")
    return make.submitted(found, by=world.viewer("officer"), comment="ANSWERED")


def _returned(world: World, submission: Submission, *, at: datetime = make.LATER) -> Assessment:
    operations.return_submission(
        by=world.viewer("authority"),
        submission_id=submission.pk,
        message="SAID",
        due_again_on=AGAIN,
        at=at,
    )
    return Assessment.objects.get(pk=submission.assessment_id)


@pytest.mark.parametrize("is_accepted", [True, False])
def test_officers_are_told_once_that_the_review_is_done_and_not_how_it_ended(
    world: World, post: MailServer, is_accepted: bool
) -> None:
    submission = _submission(world)
    post.letters.clear()
    authority = world.viewer("authority")
    operations.remark(
        by=authority, submission_id=submission.pk, code="1.1", text="REMARKED", at=make.LATER
    )
    if is_accepted:
        operations.accept_submission(
            by=authority, submission_id=submission.pk, message="SAID", at=make.LATER
        )
    else:
        _returned(world, submission)
    for minutes in (0, 1, 30):  # another worker, or the same one later
        _work(make.LATER + timedelta(minutes=minutes))
    second = User.objects.get(name="Second officer")
    assert _to(post) == sorted([world.people["officer"].email, second.email]), "no colleague"
    read = {str(letter["To"]): letter for letter in post.letters}
    assert read[second.email]["Subject"] == "The review of your self-assessment is done"
    assert read[second.email].get_content().startswith("Hello")
    assert read[world.people["officer"].email].get_content().startswith("Hei")
    for letter in post.letters:
        body = letter.get_content()
        assert f"/assessments/{submission.assessment_id}/" in body
        for word in ("ANSWERED", "REMARKED", "SAID", "returned", "accepted", "Sent back", "again"):
            assert word not in body + str(letter["Subject"]), word


def test_whoever_reviewed_it_in_the_organisation_is_not_told_nor_is_the_authority(
    world: World, post: MailServer
) -> None:
    submission = _submission(world, confidentiality=Confidentiality.IMPROVEMENT)
    campaign = submission.assessment.campaign
    post.letters.clear()
    counts = queries.letter_counts(world.viewer("authority"), campaign)
    second = User.objects.get(name="Second officer")
    operations.accept_submission(by=viewer_for(second), submission_id=submission.pk, at=make.LATER)
    _work(make.LATER)
    assert _to(post) == [world.people["officer"].email]
    assert queries.letter_counts(world.viewer("authority"), campaign) == counts
    [job] = Job.objects.filter(kind=telling.KIND)
    assert (job.by_name, job.label) == ("Samvern", make.LATER.date().isoformat()), (
        "neither who nor what"
    )


def test_what_an_organisation_calls_its_own_is_not_written(world: World, post: MailServer) -> None:
    officer = world.viewer("officer")
    actors.grant(world.people["colleague"], Role.SECURITY_OFFICER, world.hospital)
    found = make.submitted(
        make.started(world.hospital, by=officer, title="NAMED BY THEM"), by=officer
    )
    operations.return_submission(
        by=world.viewer("colleague"),
        submission_id=found.pk,
        message="SAID",
        due_again_on=AGAIN,
        at=make.LATER,
    )
    for at in (make.LATER, FORTNIGHT, LAST, OVER):
        _work(at)
    assert len(post.letters) == 1 + 3 * 2, "a review, and three usual reminders to two officers"
    assert "NAMED BY THEM" not in "".join(each.get_content() for each in post.letters)


def test_one_that_fails_or_was_left_behind_goes_out_later_and_one_cut_short_does_not(
    world: World, post: MailServer
) -> None:
    submission = _submission(world)
    post.letters.clear()
    second = User.objects.get(name="Second officer")
    post.refused.add(second.email)
    _returned(world, submission)
    _work(make.LATER)
    assert _to(post) == [world.people["officer"].email]
    post.refused.clear()
    _work(make.LATER + timedelta(minutes=11))
    assert _to(post) == sorted([world.people["officer"].email, second.email])
    assert set(AssessmentLetter.objects.values_list("state", flat=True)) == {"sent"}

    post.letters.clear()
    for user, state in ((world.people["officer"], "sending"), (second, "waiting")):
        AssessmentLetter.objects.create(
            assessment_id=submission.assessment_id,
            user=user,
            about=LetterAbout.REVIEWED,
            key="left",
            created_at=make.LATER,
            state=state,
            attempts=int(state == "sending"),
            tried_at=make.LATER if state == "sending" else None,
        )
    at_once(*[lambda: telling_letters.send([second.pk], at=make.LATER)] * 3)
    assert _to(post) == [second.email]
    _work(make.LATER + timedelta(minutes=30))
    assert _to(post) == [second.email], "what was begun may have arrived"


@pytest.mark.parametrize("is_closed", [False, True])
def test_what_is_asked_for_again_is_reminded_of_by_its_own_day(
    world: World, post: MailServer, is_closed: bool
) -> None:
    found = _returned(world, _submission(world))
    elsewhere = world.people["officer_elsewhere"].email
    make.submitted(make.of(found.campaign, world.department), by=world.viewer("officer"))
    _work(make.LATER)
    post.letters.clear()
    if is_closed:
        operations.close_campaign(
            by=world.viewer("authority"), campaign_id=found.campaign_id, at=make.LATER
        )
    _work(datetime(2026, 12, 18, 8, tzinfo=UTC))
    assert _to(post) == [elsewhere] * (not is_closed), "the campaign's day is not ours any more"
    for at in (FORTNIGHT, LAST, OVER):
        post.letters.clear()
        for _again in range(2):
            _work(at)
        ours = [letter for letter in post.letters if letter["To"] != elsewhere]
        assert len(ours) == 2, at
        for letter in ours:
            assert f"/assessments/{found.pk}/" in letter.get_content()
            assert "31" in letter.get_content()
            assert "2027" in letter.get_content()
            assert "SAID" not in letter.get_content()
            assert found.title in letter.get_content()
            assert "does not stand here" not in letter.get_content(), "what it is about just did"
    post.letters.clear()
    _work(OVER + timedelta(days=60))
    assert not post.letters


def test_the_authority_that_asks_reaches_them_too_with_their_own_day(
    world: World, post: MailServer
) -> None:
    found = _returned(world, _submission(world))
    _work(make.LATER)
    post.letters.clear()
    operations.remind(
        by=world.viewer("authority"),
        campaign_id=found.campaign_id,
        assessment_ids=[found.pk],
        at=make.LATER,
    )
    _work(make.LATER)
    assert len(post.letters) == 2
    assert all(f"/assessments/{found.pk}/" in each.get_content() for each in post.letters)
    second = next(each for each in post.letters if each["To"] != world.people["officer"].email)
    assert "by 31 January 2027" in second.get_content()


def test_reminders_stop_when_it_is_handed_in_and_go_on_when_it_is_taken_back(
    world: World, post: MailServer
) -> None:
    officer = world.viewer("officer")
    found = _returned(world, _submission(world))
    _work(FORTNIGHT)
    again = operations.submit_assessment(by=officer, assessment_id=found.pk, at=FORTNIGHT)
    post.letters.clear()
    _work(LAST)
    assert not AssessmentLetter.objects.filter(assessment=found, created_at=LAST).exists()
    operations.recall_submission(by=officer, submission_id=again.pk, at=LAST)
    _work(OVER)
    about = AssessmentLetter.objects.filter(assessment=found, created_at=OVER)
    assert set(about.values_list("about", "state")) == {("again", "sent")}


def test_several_days_passed_over_are_one_and_two_who_look_ask_once(
    world: World, post: MailServer
) -> None:
    found = _returned(world, _submission(world))
    _work(make.LATER)
    post.letters.clear()
    at_once(*[lambda: telling.look(OVER)] * 3)
    assert Job.objects.filter(kind=telling.KIND, key__startswith="due/").count() == 1
    operations.submit_assessment(by=world.viewer("officer"), assessment_id=found.pk, at=OVER)
    _work(OVER)
    assert not [each for each in post.letters if f"/assessments/{found.pk}/" in each.get_content()]
    letters = AssessmentLetter.objects.filter(about=LetterAbout.ASKED_AGAIN)
    assert set(letters.values_list("state", flat=True)) == {"dropped"}
    assert letters.count() == 2, "one for each officer, of the last day"
