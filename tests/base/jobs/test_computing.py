"""What takes long is computed beside the transaction of a step; and work that is asked for anew."""

from __future__ import annotations

import pytest
from django.db import connection

from samvern.base import jobs
from samvern.base.jobs import JobKind, Progress, Work
from samvern.base.jobs.worker import Worker
from samvern.base.models import Job
from tests.base.jobs.counting import ask, counted


def one() -> Job:
    return Job.objects.get()


@pytest.mark.django_db(transaction=True)
def test_what_takes_long_is_computed_before_the_transaction_and_given_to_the_step(
    worker: Worker,
) -> None:
    seen: list[tuple[bool, object]] = []

    def compute(work: Work) -> int:
        seen.append((connection.in_atomic_block, work.cursor))
        return 10 * (work.cursor or 0)

    def advance(work: Work) -> Progress:
        seen.append((connection.in_atomic_block, work.computed))
        number = (work.cursor or 0) + 1
        return Progress(number, number, is_finished=number == 2)

    jobs.register(JobKind("test.long", "Long", advance, compute=compute))
    ask("test.long")
    assert worker.run_until_idle() == 1
    assert seen == [(False, None), (True, 0), (False, 1), (True, 10)]
    assert one().state == "done"


@pytest.mark.django_db
def test_a_job_that_is_over_begins_anew_only_where_that_is_meant(worker: Worker) -> None:
    ask(total=2)
    worker.run_until_idle()
    ask(total=2)
    assert worker.run_until_idle() == 0
    ask(total=2, is_anew=True)
    assert (one().state, one().done, one().cursor) == ("waiting", 0, None)
    assert worker.run_until_idle() == 1
    assert counted() == {0: 2, 1: 2}
    assert one().state == "done"
