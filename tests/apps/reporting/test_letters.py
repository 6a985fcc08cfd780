"""Who is written to about what waits, once for each occasion, over real SMTP."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samvern.apps.reporting import operations, writing
from samvern.apps.reporting.models import ReportingLetter
from samvern.base.jobs.worker import Worker
from samvern.base.models import AuditEntry, Job, User
from tests.factories import reporting as make
from tests.mail_server import MailServer
from tests.worlds import World, small_world

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "the supplier went bankrupt"
#: Reminders fall 14 and 3 days before, and a day after the last day of the year.
FIRST = datetime(2026, 12, 18, 8, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """The cast, which reads English."""
    found = small_world()
    User.objects.update(language="en")
    return found


def _work(at: datetime) -> None:
    Worker(clock=lambda: at).run_until_idle()


def _bodies(post: MailServer) -> str:
    return "\n".join(f"{each['Subject']}\n{each.get_content()}" for each in post.letters)


def test_owners_are_told_reminded_once_and_not_of_what_is_handed_in(
    world: World, post: MailServer
) -> None:
    found = make.opened(make.programme())
    owner = world.people["owner"]
    assert [each["To"] for each in post.letters] == [owner.email], "one letter for two measures"
    assert post.letters[0]["Subject"] == "You are asked how your measures stand"
    assert "2 reports, by 31 December 2026" in _bodies(post)
    assert "Measure 1.1" not in _bodies(post)

    make.submitted(make.of(found), by=world.viewer("owner"), milestone=SECRET)
    post.letters.clear()
    for _again in range(2):
        _work(FIRST)
    assert [each["Subject"] for each in post.letters] == ["1 report waits for you"]
    operations.remind(by=world.viewer("authority"), round_id=found.pk, at=FIRST)
    operations.remind(by=world.viewer("authority"), round_id=found.pk, at=FIRST)
    _work(FIRST)
    assert len(post.letters) == 2, "asked for twice in a day is once"
    make.submitted(make.of(found, "1.2"), by=world.viewer("owner"))
    _work(FIRST + timedelta(days=20))
    assert len(post.letters) == 2, "nothing is left to be reminded of"
    assert SECRET not in _bodies(post)


def test_the_verdict_is_told_and_what_is_asked_again_has_a_day_of_its_own(
    world: World, post: MailServer
) -> None:
    found = make.opened(make.programme())
    report = make.of(found)
    submission = make.submitted(report, by=world.viewer("owner"), milestone=SECRET)
    post.letters.clear()
    operations.return_report(
        by=world.viewer("authority"),
        submission_id=submission.pk,
        message=SECRET,
        due_again_on=date(2026, 12, 10),
        at=make.AT,
    )
    _work(make.AT)
    assert [each["Subject"] for each in post.letters] == ["The review of your report is done"]
    assert SECRET not in _bodies(post)
    post.letters.clear()
    _work(datetime(2026, 12, 7, 8, tzinfo=UTC))
    assert len(post.letters) == 1
    assert "10 December 2026" in _bodies(post)
    labels = str(list(Job.objects.values_list("label", "content")))
    assert SECRET not in labels


def test_whoever_is_handed_a_report_is_told_and_a_moved_day_is_not(
    world: World, post: MailServer
) -> None:
    found = make.opened(make.programme())
    post.letters.clear()
    for member in ("officer", "colleague"):  # thought better of within the second
        operations.hand_over(
            by=world.viewer("owner"),
            report_id=make.of(found).pk,
            email=world.people[member].email,
            at=make.AT,
        )
    _work(make.AT)
    assert [each["To"] for each in post.letters] == [world.people["colleague"].email]
    operations.move_round(
        by=world.viewer("authority"),
        round_id=found.pk,
        version=found.version,
        due_on=date(2027, 3, 1),
        at=make.AT,
    )
    post.letters.clear()
    _work(FIRST)
    assert not post.letters


def test_a_letter_that_fails_is_tried_again_and_noted(world: World, post: MailServer) -> None:
    post.refused.add(world.people["owner"].email)
    found = make.opened(make.programme())
    assert ReportingLetter.objects.get(reporting_round=found).state == "failed"
    post.refused.clear()
    later = make.AT + timedelta(hours=1)
    writing.look(later)
    _work(later)
    assert ReportingLetter.objects.get(reporting_round=found).state == "sent"
    assert not AuditEntry.objects.filter(changes__icontains=SECRET).exists()
