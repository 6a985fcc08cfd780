"""Those who owe something are reminded: who, when, how often, and of nothing by e-mail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from samvern.apps.actions import operations, queries
from samvern.apps.actions.models import Action, Notice
from samvern.apps.actions.recording import note_owed
from samvern.base.jobs.worker import Worker
from samvern.base.models import AuditEntry, Job, User
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.engine.errors import NotAllowed
from samvern.engine.follow_up import DecisionKind
from tests.at_once import at_once
from tests.factories import actions as make
from tests.mail_server import MailServer, mail_server
from tests.worlds import CAST, World, small_world

DAY = timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A real mail server, and settings as SAMVERN_EMAIL_URL would make them."""
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = False
        yield running


def written_to(at: datetime) -> dict[str, int]:
    """Who is written to at a moment, and how many reminders that is; then it was sent."""
    due = queries.reminders_due(SYSTEM, at=at)
    operations.remind_owners(by=SYSTEM, at=at)
    Notice.objects.update(state="sent")  # the commit of a test comes never
    return {each.user.name: len(each.reminders) for each in due}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=make.AT.tzinfo)


def test_owners_hear_before_and_after_and_officers_once_it_is_overdue(world: World) -> None:
    make.action(make.finding(world.hospital), world.people["owner"])  # due on 24 December
    days = {make.DUE + number * DAY for number in range(-29, 31)}
    heard = {day: written_to(noon(day)) for day in sorted(days)}
    assert {day: said for day, said in heard.items() if said} == {
        make.DUE - 13 * DAY: {"Owner": 1},
        make.DUE - 2 * DAY: {"Owner": 1},
        make.DUE + 2 * DAY: {"Officer": 1, "Owner": 1},
        make.DUE + 15 * DAY: {"Officer": 1, "Owner": 1},
    }


def test_positions_verifications_and_accepted_risks_reach_those_who_answer_for_them(
    world: World,
) -> None:
    officer, owner, colleague = (world.people[each] for each in ("officer", "owner", "colleague"))
    finding = make.finding(world.department)
    of_position = make.action(finding, None)
    assert written_to(noon(make.DUE - 13 * DAY)) == {"Officer": 1}
    operations.cancel_action(by=SYSTEM, action_id=of_position.pk, version=1, reason="x", at=make.AT)
    at_hospital = make.finding(world.hospital)
    asked = make.action(at_hospital, owner, verifier_id=colleague.pk)
    make.done(asked, by=owner)
    make.done(make.action(at_hospital, owner), by=owner)
    done = make.AT.date()
    assert written_to(noon(done + 8 * DAY)) == {"Colleague": 1, "Officer": 1}
    assert written_to(noon(done + 16 * DAY)) == {"Colleague": 1, "Officer": 1}
    accepted = make.finding(world.hospital, key="accepted")
    until = date(2027, 6, 1)
    make.decided(accepted, DecisionKind.ACCEPT, accepted_until=until)
    assert written_to(noon(until - 30 * DAY)) == {"Officer": 1}
    assert written_to(noon(until - 6 * DAY)) == {"Officer": 1}
    assert written_to(noon(until + 2 * DAY)) == {"Officer": 1}
    User.objects.filter(pk=officer.pk).update(is_demo=True)
    Notice.objects.all().delete()
    assert written_to(noon(until + 2 * DAY)) == {}


@pytest.mark.parametrize("member", CAST)
def test_the_sector_authority_reminds_and_nobody_else(world: World, member: str) -> None:
    viewer = world.viewer(member)
    for ask in (
        lambda: operations.remind_owners(by=viewer, at=make.AT),
        lambda: queries.reminders_due(viewer, at=make.AT),
        lambda: queries.failed_notices(viewer, []),
        lambda: queries.owed_for_risks(viewer, at=make.AT),
        lambda: operations.send_reminders(by=viewer, user_ids=[], at=make.AT),
    ):
        if member == "authority":
            ask()
        else:
            with pytest.raises(NotAllowed):
                ask()


@pytest.mark.django_db(transaction=True)
def test_workers_remind_once_a_day_and_try_again_what_failed(server: MailServer) -> None:
    world = small_world()
    owner, officer = world.people["owner"], world.people["officer"]
    make.action(make.finding(world.hospital), owner)  # due on 24 December
    morning = noon(make.DUE + 2 * DAY) - timedelta(hours=4)

    def work(at: datetime) -> list[str]:
        server.letters.clear()
        at_once(*[lambda: Worker(clock=lambda: at).run_until_idle()] * 2)
        return sorted(str(letter["To"]) for letter in server.letters)

    assert work(morning - timedelta(hours=6)) == [], "nobody is written to at night"
    server.refused = {officer.email}
    assert work(morning) == [owner.email]
    assert "/follow-up/mine/" in (told := server.letters[0].get_content())
    for secret in (make.SECRET, world.hospital.name, str(Action.objects.get())):
        assert secret not in told
    assert work(morning + timedelta(minutes=5)) == []
    server.refused = set()
    assert work(morning + timedelta(minutes=15)) == [officer.email]
    assert work(morning + timedelta(hours=8)) == []
    jobs = Job.objects.filter(kind="actions.remind").order_by("pk")
    assert [each.key.split("/")[0] for each in jobs] == ["day", "again"]
    assert {each.state for each in jobs} == {Job.State.DONE}
    assert make.SECRET not in "".join(f"{each.label}{each.content}{each.cursor}" for each in jobs)


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_was_noted_by_a_killed_worker_is_sent_by_the_next(
    server: MailServer,
) -> None:
    world = small_world()
    make.action(make.finding(world.hospital), world.people["owner"])
    at = noon(make.DUE - 12 * DAY)
    part = queries.owed_for_actions(SYSTEM, at=at)
    for _twice in range(2):
        note_owed(part, at=at)
    assert [each.state for each in Notice.objects.all()] == ["waiting"]
    Worker(clock=lambda: at + timedelta(minutes=20)).run_until_idle()
    assert [str(letter["To"]) for letter in server.letters] == [world.people["owner"].email]
    assert Notice.objects.get().state == "sent"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "action", *arguments])
    return int(ended.value.code or 0)


def test_the_timer_sends_real_letters_that_tell_nothing_and_tries_again(
    world: World,
    server: MailServer,
    django_capture_on_commit_callbacks: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from django.utils import timezone

    owner, officer = world.people["owner"], world.people["officer"]
    now = timezone.now()
    due = timezone.localdate() - 2 * DAY
    finding = make.finding(world.hospital)
    make.decided(finding)
    action = make.action(finding, owner, at=now - 9 * DAY, due_on=due)
    server.refused = {officer.email}
    assert run("remind", "--dry-run") == 0
    assert server.letters == []
    with django_capture_on_commit_callbacks(execute=True):
        run("remind")
    assert [str(letter["To"]) for letter in server.letters] == [owner.email]
    told = str(server.letters[0]) + server.letters[0].get_content()
    assert "/follow-up/mine/" in server.letters[0].get_content()
    assert make.SECRET not in told
    assert world.hospital.name not in told
    assert str(action) not in told
    assert Notice.objects.get(state="failed").user == officer
    server.refused = set()
    with django_capture_on_commit_callbacks(execute=True):
        assert run("remind", "--json") == 0
    assert [str(letter["To"]) for letter in server.letters] == [owner.email, officer.email]
    assert not Notice.objects.filter(state="failed").exists()
    capsys.readouterr()
    assert run("remind", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"failed": [], "reminded": []}
    assert run("remind", "--as", officer.email) == 3
    trail = AuditEntry.objects.filter(action__startswith="action.remind")
    assert {each.subject_label for each in trail} == {"Owner", "Officer"}
    capsys.readouterr()
    assert run("list", "--json", "--as", officer.email) == 0
    (listed,) = json.loads(capsys.readouterr().out)["actions"]
    assert (listed["owner"], listed["is_overdue"]) == ("Owner", True)
    assert run("list", "--mine", "--overdue", "--as", owner.email) == 0
    assert action.what in capsys.readouterr().out
    assert run("show", str(finding.pk), "--as", owner.email) == 2
