"""Who is written to about what waits, once for each occasion, over real SMTP."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samvern.apps.assessments import operations, queries, reminder_letters, reminding
from samvern.apps.assessments.models import Campaign, Reminder
from samvern.base.jobs.worker import Worker
from samvern.base.models import AuditEntry, Job, User
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.assessments import Result
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady
from tests.at_once import at_once
from tests.factories import actors, users
from tests.factories import assessments as make
from tests.mail_server import MailServer
from tests.worlds import CAST, World, small_world

pytestmark = pytest.mark.django_db(transaction=True)

#: The reminders of the factory's campaigns fall 14 and 3 days before, and a day after.
FIRST = datetime(2026, 12, 18, 8, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """The cast, which reads English."""
    found = small_world()
    User.objects.update(language="en")
    return found


def _work(at: datetime) -> None:
    Worker(clock=lambda: at).run_until_idle()


def _to(post: MailServer) -> list[str]:
    return sorted(str(letter["To"]) for letter in post.letters)


def _mail(world: World, *members: str) -> list[str]:
    return sorted(world.people[member].email for member in members)


def test_officers_are_invited_and_reminded_once_of_all_that_waits_for_them(
    world: World, post: MailServer
) -> None:
    campaign = make.opened()
    assert _to(post) == _mail(world, "officer", "officer_elsewhere")
    letter = next(each for each in post.letters if each["To"] == world.people["officer"].email)
    assert letter["Subject"] == "You are asked for a self-assessment"
    body = letter.get_content()
    for actor in (world.hospital, world.department):  # nobody of its own below the hospital
        assert f"/assessments/{make.of(campaign, actor).pk}/" in body
    assert "31 December 2026" in body

    handed_in = make.of(campaign, world.other_hospital)
    make.submitted(handed_in, by=world.viewer("officer_elsewhere"), comment="SECRET")
    make.says(make.of(campaign, world.hospital), {"1.1": Result.NOT_FULFILLED})
    post.letters.clear()
    for _again in range(2):  # another worker, or the same one later
        _work(FIRST)
    assert _to(post) == _mail(world, "officer")
    text = str(post.letters[0]["Subject"]) + post.letters[0].get_content()
    assert "2 self-assessments wait for you" in text
    assert "SECRET" not in text
    assert "not_fulfilled" not in text
    _work(FIRST + timedelta(hours=1))
    assert len(post.letters) == 1
    _work(FIRST + timedelta(days=20))  # two days were passed over: one letter
    assert len(post.letters) == 2


def test_nothing_is_sent_twice_by_two_at_once(world: World, post: MailServer) -> None:
    campaign = make.opened()
    post.letters.clear()
    Reminder.objects.create(
        campaign=campaign, user=world.people["officer"], key="asked", created_at=make.AT
    )
    officer = world.people["officer"].pk
    at_once(*[lambda: reminder_letters.send([officer], at=make.AT)] * 3)
    assert len(post.letters) == 1
    at_once(*[lambda: reminding.look(FIRST)] * 3)
    assert Job.objects.filter(key__startswith="due/").count() == 1


def test_a_letter_that_fails_is_tried_again_after_a_pause_and_the_others_go_out(
    world: World, post: MailServer
) -> None:
    post.refused.add(world.people["officer"].email)
    campaign = make.opened()
    assert _to(post) == _mail(world, "officer_elsewhere")
    assert queries.letter_counts(world.viewer("authority"), campaign) == {"failed": 1, "sent": 1}
    post.refused.clear()
    _work(make.AT + timedelta(minutes=5))
    assert len(post.letters) == 1
    _work(make.AT + timedelta(minutes=11))
    assert _to(post) == _mail(world, "officer", "officer_elsewhere")
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


def test_whoever_was_to_be_written_to_when_the_process_ended_is_written_to_later(
    world: World, post: MailServer
) -> None:
    campaign = make.opened()
    post.letters.clear()
    for member, state in (("officer", "waiting"), ("officer_elsewhere", "sending")):
        Reminder.objects.create(
            campaign=campaign,
            user=world.people[member],
            key="asked",
            created_at=make.AT,
            state=state,
            attempts=int(state == "sending"),
            tried_at=make.AT if state == "sending" else None,
        )
    _work(make.AT + timedelta(minutes=11))
    assert _to(post) == _mail(world, "officer"), "one that was begun may have arrived"


def test_who_asks_for_it_chooses_whom_and_nobody_gets_two_a_day(
    world: World, post: MailServer
) -> None:
    campaign = make.opened()
    post.letters.clear()
    authority, elsewhere = world.viewer("authority"), make.of(campaign, world.other_hospital)
    operations.remind(
        by=authority, campaign_id=campaign.pk, assessment_ids=[elsewhere.pk], at=make.LATER
    )
    _work(make.LATER)
    assert _to(post) == _mail(world, "officer_elsewhere")
    operations.remind(by=authority, campaign_id=campaign.pk, at=make.LATER + timedelta(hours=1))
    _work(make.LATER + timedelta(hours=1))
    assert _to(post) == _mail(world, "officer", "officer_elsewhere")
    assert AuditEntry.objects.filter(action="campaign.reminded").count() == 2
    foreign = make.started(world.hospital)
    for chosen in ([], [foreign.pk]):
        with pytest.raises(InvalidInput):
            operations.remind(
                by=authority, campaign_id=campaign.pk, assessment_ids=chosen, at=make.LATER
            )
    for member in set(CAST) - {"authority"}:
        with pytest.raises((NotAllowed, NotFound)):
            operations.remind(by=world.viewer(member), campaign_id=campaign.pk, at=make.LATER)


def test_made_up_people_get_nothing_and_those_with_nobody_are_known(
    world: World, post: MailServer
) -> None:
    User.objects.filter(pk=world.people["officer"].pk).update(is_demo=True)
    alone = actors.actor("Lonely hospital")
    campaign = make.opened()
    assert _to(post) == _mail(world, "officer_elsewhere")
    officers = queries.officers_on(date(2026, 11, 24))
    assert queries.nobody_to_write_to(campaign, officers) == [make.of(campaign, alone).pk]


def test_one_person_above_many_gets_one_letter(world: World, post: MailServer) -> None:
    above = actors.actor("Region", kind="regional_authority")
    for number in range(25):
        actors.actor(f"Hospital {number}", parent=above)
    person = users.user("Region officer", language="en")
    actors.grant(person, Role.SECURITY_OFFICER, above)
    make.opened()
    letters = [each for each in post.letters if each["To"] == person.email]
    assert len(letters) == 1
    assert "and 5 more" in letters[0].get_content()


def test_a_closed_campaign_reminds_nobody(world: World, post: MailServer) -> None:
    campaign = make.opened()
    post.letters.clear()
    operations.close_campaign(by=SYSTEM, campaign_id=campaign.pk, at=make.LATER)
    _work(FIRST)
    assert not post.letters
    with pytest.raises(NotReady):
        operations.remind(by=SYSTEM, campaign_id=campaign.pk, at=FIRST)
    figures = Campaign.objects.get().figures
    assert (figures["safe"], figures["exact"]) == ({"count": None, "rows": []}, {})
