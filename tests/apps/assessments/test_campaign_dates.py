"""The day of an open campaign is moved, and a plan that nobody was asked by is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.assessments import operations, reminding
from samvern.apps.assessments.models import Assessment, Campaign, Reminder
from samvern.base.jobs.worker import Worker
from samvern.base.models import AuditEntry, Job
from samvern.cli.main import main
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import actors
from tests.factories import assessments as make
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
Ask = Callable[..., HttpResponse]

LATER_DAY = make.DUE + timedelta(days=30)
#: When the first reminder about the old day, and about the new one, falls due.
FIRST = datetime(2026, 12, 18, 8, tzinfo=UTC)


def _move(world: World, campaign: Campaign, due_on: date, member: str = "authority") -> Campaign:
    campaign.refresh_from_db()
    return operations.move_due_date(
        by=world.viewer(member),
        campaign_id=campaign.pk,
        version=campaign.version,
        due_on=due_on,
        at=make.LATER,
    )


def _work(at: datetime) -> None:
    Worker(clock=lambda: at).run_until_idle()


def test_all_move_with_it_but_those_with_a_later_day_of_their_own(world: World) -> None:
    campaign = make.opened()
    later, between = LATER_DAY + timedelta(days=5), make.DUE + timedelta(days=5)
    for actor, day in ((world.department, later), (world.other_hospital, between)):
        Assessment.objects.filter(actor=actor).update(due_on=day)
    _move(world, campaign, LATER_DAY)
    days = {each.actor: each.due_on for each in campaign.assessments.select_related("actor")}
    assert days == {
        world.hospital: LATER_DAY,
        world.department: later,
        world.other_hospital: LATER_DAY,
    }
    entry = AuditEntry.objects.get(action="campaign.due_moved")
    told = [make.DUE.isoformat(), LATER_DAY.isoformat()]
    assert entry.changes == {"due_on": told, "assessments": 2}
    _move(world, campaign, LATER_DAY - timedelta(days=10))
    assert make.of(campaign, world.department).due_on == later
    assert make.of(campaign, world.hospital).due_on == LATER_DAY - timedelta(days=10)


def test_it_costs_the_same_for_many_as_for_few(world: World) -> None:
    few = make.opened(make.population(name="Few"))
    for number in range(20):
        actors.actor(f"Hospital {number}")
    many, counts = make.opened(make.population(name="Many")), []
    for campaign in (few, many):
        with CaptureQueriesContext(connection) as found:
            _move(world, campaign, LATER_DAY)
        counts.append(len(found))
    assert many.assessments.count() == few.assessments.count() + 20
    assert counts[0] == counts[1]


def test_reminders_follow_the_new_day_and_none_goes_out_for_the_old(world: World) -> None:
    campaign = make.opened()
    officer = world.people["officer"]
    _work(FIRST)
    sent = set(Reminder.objects.values_list("user", "key"))
    old = Reminder.objects.filter(key__startswith="submission/")
    assert old.exists()
    old.update(state="waiting", attempts=0, tried_at=None)
    _move(world, campaign, LATER_DAY)
    assert set(old.values_list("state", flat=True)) == {"dropped"}
    _work(FIRST + timedelta(days=12))  # three days before the old day, and more than 14 to the new
    assert set(Reminder.objects.values_list("user", "key")) == sent
    _work(FIRST + timedelta(days=30))
    new = set(Reminder.objects.values_list("user", "key")) - sent
    assert officer.pk in {user for user, _key in new}
    assert {key.rpartition("/")[2][:10] for _user, key in new} == {"2027-01-16"}


def test_what_was_asked_for_and_not_written_down_is_about_the_day_as_it_is(world: World) -> None:
    campaign = make.opened()
    before = Reminder.objects.count()
    reminding.look(FIRST)
    assert Job.objects.filter(key__startswith="due/").exists()
    _move(world, campaign, LATER_DAY)
    _work(FIRST)
    assert Reminder.objects.count() == before


def test_what_makes_no_sense_is_refused(world: World) -> None:
    campaign = make.opened()
    today = make.LATER.date()
    for day, code in (
        (today, "due.not_ahead"),
        (today - timedelta(days=400), "due.not_ahead"),
        (make.DUE, "due.as_before"),
        (today + timedelta(days=5000), "due.far_ahead"),
    ):
        with pytest.raises(InvalidInput) as caught:
            _move(world, campaign, day)
        assert [each.code for each in caught.value.problems] == [code]
    with pytest.raises(Conflict):
        operations.move_due_date(
            by=world.viewer("authority"),
            campaign_id=campaign.pk,
            version=campaign.version + 9,
            due_on=LATER_DAY,
            at=make.LATER,
        )
    operations.close_campaign(by=world.viewer("authority"), campaign_id=campaign.pk, at=make.LATER)
    for refused in (campaign, make.planned(make.population(name="Later"))):
        with pytest.raises(NotReady, match=r"campaign\.not_open"):
            _move(world, refused, LATER_DAY)


def test_only_a_plan_is_deleted_and_only_by_who_runs_it(world: World) -> None:
    planned, opened = make.planned(make.population(name="Later")), make.opened()
    for member in set(CAST) - {"authority"}:
        with pytest.raises((NotAllowed, NotFound)):
            _move(world, opened, LATER_DAY, member)
        with pytest.raises((NotAllowed, NotFound)):
            operations.delete_campaign(
                by=world.viewer(member), campaign_id=planned.pk, at=make.LATER
            )
    authority = world.viewer("authority")
    with pytest.raises(NotReady, match=r"campaign\.opened"):
        operations.delete_campaign(by=authority, campaign_id=opened.pk, at=make.LATER)
    operations.delete_campaign(by=authority, campaign_id=planned.pk, at=make.LATER)
    assert list(Campaign.objects.all()) == [opened]
    assert AuditEntry.objects.get(action="campaign.deleted").subject_label == planned.title


@pytest.mark.parametrize("member", CAST)
def test_who_is_let_in_by_page_and_api(world: World, log_in: LogIn, ask: Ask, member: str) -> None:
    planned, opened = make.planned(make.population(name="Later")), make.opened()
    client = log_in(member)
    pages = [
        client.get(f"/campaigns/{planned.pk}/delete/").status_code,
        client.get(f"/campaigns/{opened.pk}/due-date/").status_code,
    ]
    body = {"version": opened.version, "due_on": "2030-12-31"}
    answers = [
        ask(member, "post", f"/campaigns/{opened.pk}/due-date", body).status_code,
        ask(member, "delete", f"/campaigns/{planned.pk}").status_code,
    ]
    if member == "authority":
        assert (pages, answers) == ([200, 200], [200, 204])
        assert set(opened.assessments.values_list("due_on", flat=True)) == {date(2030, 12, 31)}
    else:
        assert set(pages) <= {302, 403, 404}
        assert set(answers) <= {401, 403, 404}
        assert Campaign.objects.count() == 2


def test_the_pages_say_what_they_do_and_the_commands_do_the_same(
    world: World, log_in: LogIn
) -> None:
    planned, opened = make.planned(make.population(name="Later")), make.opened()
    client = log_in("authority")
    page = f"/campaigns/{opened.pk}/due-date/"
    assert page in client.get(f"/campaigns/{opened.pk}/").content.decode()
    text = client.get(page).content.decode()
    assert "Now it is 31 December 2026" in text
    sent = {"version": opened.version, "due_on": "2020-01-01"}
    wrong = client.post(page, sent)
    assert wrong.status_code == 422
    assert "Choose a day after today." in wrong.content.decode()
    assert client.post(page, sent | {"due_on": "2031-01-31"}).status_code == 302
    stale = client.post(page, sent | {"due_on": "2031-02-01"})
    assert stale.status_code == 422
    assert f'value="{opened.version + 1}"' in stale.content.decode(), "the form is as of now"
    assert (
        f"/campaigns/{planned.pk}/delete/"
        in client.get(f"/campaigns/{planned.pk}/").content.decode()
    )
    for arguments, code in (
        (("move", str(opened.pk), "2032-01-31"), 0),
        (("move", str(opened.pk), "2020-01-31"), 2),
        (("delete", str(opened.pk)), 2),
        (("delete", str(planned.pk)), 0),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--lang", "en", "campaign", *arguments])
        assert int(ended.value.code or 0) == code
    assert Campaign.objects.get().due_on == date(2032, 1, 31)
