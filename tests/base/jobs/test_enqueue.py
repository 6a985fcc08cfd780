"""A job exists if and only if its change does, and once."""

from __future__ import annotations

import pytest
from django.db import transaction

from samvern.base import jobs
from samvern.base.jobs import queries
from samvern.base.models import Job
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict
from tests.at_once import at_once
from tests.base.jobs.clock import NOW
from tests.base.jobs.counting import ask
from tests.worlds import World


def test_a_job_is_rolled_back_with_its_change(db: None) -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="must share the transaction"):
        jobs.enqueue(by=SYSTEM, kind="test.count", key="1", label="x", at=NOW)


def test_a_kind_that_nobody_registered_is_refused(db: None) -> None:
    with pytest.raises(RuntimeError, match=r"no kind of job is called test\.none"):
        ask("test.none")


def test_the_same_key_is_the_same_job(db: None) -> None:
    assert ask() == ask()
    assert ask(key="two") != ask()
    assert ask("test.stumble") != ask()


def test_the_same_key_with_other_content_is_a_conflict(db: None) -> None:
    ask(total=5)
    with pytest.raises(Conflict, match=r"job\.key_reused"):
        ask(total=6)


@pytest.mark.django_db(transaction=True)
def test_asked_for_by_two_at_once_it_is_one_job() -> None:
    assert at_once(ask, ask, ask) == {"done": 3}
    assert Job.objects.count() == 1


def test_a_job_says_who_asked(world: World) -> None:
    job = ask(by=world.viewer("officer"), path=world.hospital.path)
    assert (job.user, job.by_name) == (world.user("officer"), "Officer")
    assert queries.job_of("test.count", "one") == job
    assert queries.job_of("test.count", "two") is None
    assert (job.path, job.total, job.state) == (world.hospital.path, 10, "waiting")
