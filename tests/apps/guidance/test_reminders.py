"""Those who answer for owners are reminded: who, of what, how often, and what when it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samvern.apps.actors.models import Succession, SuccessionKind
from samvern.apps.guidance import operations, queries
from samvern.apps.guidance.models import Reminder
from samvern.base.audit import verify_chain
from samvern.base.models import AuditEntry, User
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.cli.main import main
from samvern.engine.errors import NotAllowed
from tests.at_once import at_once
from tests.factories import actors, users
from tests.mail_server import MailServer, mail_server
from tests.worlds import CAST, World

Commits = Any
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
OWN = ["ks-digital-robusthet", "ks-kompetansepakke"]


@pytest.fixture
def ks(world: World) -> World:
    """The cast, which reads English, with some of it at an owner of guidance."""
    User.objects.update(language="en")
    place = actors.actor("KS", also_known_as=["Kommunesektorens organisasjon"])
    for member, role in {
        "officer": Role.SECURITY_OFFICER,
        "owner": Role.MEASURE_OWNER,
        "colleague": Role.CONTRIBUTOR,
    }.items():
        actors.grant(world.people[member], role, place)
    return world


def told() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def remind(commits: Commits, at: datetime = AT) -> list[Reminder]:
    with commits(execute=True):
        return operations.remind_owners(by=SYSTEM, at=at)


@pytest.mark.parametrize("member", CAST)
def test_the_sector_authority_reminds_and_nobody_else(
    ks: World, django_capture_on_commit_callbacks: Commits, member: str
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        if member == "authority":
            assert len(operations.remind_owners(by=ks.viewer(member), at=AT)) == 2
            return
        for ask in (
            lambda: operations.remind_owners(by=ks.viewer(member), at=AT),
            lambda: queries.reminders_due(ks.viewer(member), on=AT.date()),
            lambda: queries.failed_reminders(ks.viewer(member), []),
            lambda: operations.note_failed_reminder(
                by=ks.viewer(member), reminder_id=1, at=AT, path="/"
            ),
        ):
            with pytest.raises(NotAllowed):
                ask()
    assert not Reminder.objects.exists()
    assert mail.outbox == []


def test_those_who_answer_for_an_owner_are_told_what_waits_for_them_and_nobody_else(
    ks: World, django_capture_on_commit_callbacks: Commits
) -> None:
    remind(django_capture_on_commit_callbacks)
    people = [ks.people[member] for member in ("officer", "owner")]
    assert told() == sorted(each.email for each in people)
    body = str(mail.outbox[0].body)
    assert mail.outbox[0].subject == "2 entries of guidance wait for you to look through them"
    for entry in OWN:
        assert f"/guidance/entries/{entry}/review/" in body
    assert "(KS): no review is known." in body
    assert "once a month at most" in body
    entries = AuditEntry.objects.filter(action="guidance.reminded")
    assert [each.changes for each in entries] == [{"entries": 2}] * 2
    assert verify_chain().broken_at is None


def test_nobody_is_told_twice_in_a_month_and_everybody_anew_in_the_next(
    ks: World, django_capture_on_commit_callbacks: Commits
) -> None:
    commits = django_capture_on_commit_callbacks
    assert len(remind(commits)) == 2
    assert remind(commits, datetime(2026, 11, 30, 22, tzinfo=UTC)) == []
    assert len(remind(commits, datetime(2026, 11, 30, 23, tzinfo=UTC))) == 2  # December in Oslo
    assert len(mail.outbox) == 4
    assert {each.month for each in Reminder.objects.all()} == {date(2026, 11, 1), date(2026, 12, 1)}


def test_whom_nothing_waits_for_hears_nothing(
    ks: World, django_capture_on_commit_callbacks: Commits
) -> None:
    for entry in OWN:
        operations.record_review(by=SYSTEM, entry=entry, reviewed_on=AT.date(), at=AT)
    assert remind(django_capture_on_commit_callbacks) == []


def test_made_up_and_inactive_people_and_ended_roles_are_left_in_peace(
    ks: World, django_capture_on_commit_callbacks: Commits
) -> None:
    User.objects.filter(pk=ks.people["officer"].pk).update(is_demo=True)
    User.objects.filter(pk=ks.people["owner"].pk).update(is_active=False)
    gone = users.user("Gone")
    place = queries.Actor.objects.get(name="KS")
    actors.grant(gone, Role.SECURITY_OFFICER, place, until=date(2026, 11, 1))
    assert remind(django_capture_on_commit_callbacks) == []


def test_whoever_followed_an_owner_is_reminded_in_their_own_language(
    world: World, django_capture_on_commit_callbacks: Commits
) -> None:
    before, after = actors.actor("Direktoratet for e-helse"), actors.actor("Helsedirektoratet")
    Succession.objects.create(
        predecessor=before, successor=after, kind=SuccessionKind.MERGER, on=date(2024, 1, 1)
    )
    person = users.user("Nils", language="nn")
    actors.grant(person, Role.SECURITY_OFFICER, after)
    remind(django_capture_on_commit_callbacks)
    assert told() == [person.email]
    body = str(mail.outbox[0].body)
    assert "Hei, Nils!" in body
    assert "/guidance/entries/normkonferansen/review/" in body


def test_a_long_list_names_the_most_pressing_and_counts_the_rest(
    world: World, django_capture_on_commit_callbacks: Commits
) -> None:
    person = users.user("Siri", language="en")
    actors.grant(person, Role.SECURITY_OFFICER, actors.actor("Styringsgruppen for Normen"))
    (found,) = queries.reminders_due(SYSTEM, on=AT.date()).people
    assert len(found.due) > 20
    remind(django_capture_on_commit_callbacks)
    body = str(mail.outbox[0].body)
    assert body.count("/review/\n") == 20
    assert f"… and {len(found.due) - 20} more." in body


def test_a_person_with_two_owners_gets_one_letter(
    ks: World, django_capture_on_commit_callbacks: Commits
) -> None:
    officer = ks.people["officer"]
    actors.grant(officer, Role.SECURITY_OFFICER, actors.actor("Datatilsynet"))
    remind(django_capture_on_commit_callbacks)
    assert told().count(officer.email) == 1


def test_what_nobody_here_answers_for_is_told_to_whoever_reminds(ks: World) -> None:
    alone = {each.entry.id for each in queries.reminders_due(SYSTEM, on=AT.date()).without_anybody}
    assert alone
    assert alone.isdisjoint(OWN)


def test_the_database_keeps_one_reminder_for_a_month(ks: World) -> None:
    said = {"user": ks.people["officer"], "catalogue": "c", "month": date(2026, 11, 1)}
    Reminder.objects.create(**said, entries=1, reminded_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(**said, entries=1, reminded_at=AT)


def test_the_cost_of_looking_does_not_depend_on_how_many_people_there_are(ks: World) -> None:
    place = queries.Actor.objects.get(name="KS")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            queries.reminders_due(SYSTEM, on=AT.date())
        return len(asked)

    few = cost()
    for number in range(18):
        actors.grant(users.user(f"Person {number}"), Role.SECURITY_OFFICER, place)
    assert cost() == few <= 8


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A real mail server, and settings as SAMVERN_EMAIL_URL would make them."""
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = False
        yield running


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "guidance", "remind", *arguments])
    return int(ended.value.code or 0)


def test_the_timer_sends_real_letters_once(
    ks: World,
    server: MailServer,
    django_capture_on_commit_callbacks: Commits,
    capsys: pytest.CaptureFixture[str],
) -> None:
    people = sorted(ks.people[member].email for member in ("officer", "owner"))
    assert run("--dry-run") == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [f"{email}\t2" for email in people]
    assert "Nobody here answers for the owners of" in said.err
    assert server.letters == []
    with django_capture_on_commit_callbacks(execute=True):
        assert run() == 0
    assert sorted(str(letter["To"]) for letter in server.letters) == people
    assert server.letters[0]["Subject"].endswith("wait for you to look through them")
    assert f"/guidance/entries/{OWN[0]}/review/" in server.letters[0].get_content()
    with django_capture_on_commit_callbacks(execute=True):
        capsys.readouterr()
        assert run("--json") == 0
    assert json.loads(capsys.readouterr().out)["reminded"] == []
    assert len(server.letters) == 2
    assert run("--as", ks.people["officer"].email) == 3


@pytest.mark.django_db(transaction=True)
def test_what_does_not_go_out_is_told_and_tried_again(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    person, other = users.user("Kari", language="en"), users.user("Ola", language="en")
    place = actors.actor("KS")
    for each in (person, other):
        actors.grant(each, Role.SECURITY_OFFICER, place)
    server.refused = {person.email}
    assert run("--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["failed"] == [person.email]
    assert [str(letter["To"]) for letter in server.letters] == [other.email]
    assert AuditEntry.objects.filter(action="guidance.reminder_failed").count() == 1
    server.refused = set()
    assert run("--json") == 0
    assert [str(letter["To"]) for letter in server.letters] == [other.email, person.email]
    assert not Reminder.objects.filter(has_failed=True).exists()
    assert verify_chain().broken_at is None


@pytest.mark.django_db(transaction=True)
def test_two_timers_at_once_write_to_nobody_twice(server: MailServer) -> None:
    place = actors.actor("KS")
    for number in range(3):
        actors.grant(users.user(f"Person {number}"), Role.SECURITY_OFFICER, place)
    ended = at_once(*[lambda: operations.remind_owners(by=SYSTEM, at=AT)] * 3)
    assert ended == {"done": 3}
    assert len({str(letter["To"]) for letter in server.letters}) == len(server.letters) == 3
    assert Reminder.objects.count() == 3
