"""A worker that is killed in the middle: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from samvern.base.jobs.worker import Worker
from samvern.base.models import Job
from tests.base.jobs.clock import Clock
from tests.base.jobs.counting import ask, effects

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]


def address_of_database() -> str:
    """The address of the database that this test stands on, for another process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    user = ":".join(quote(given[part]) for part in ("USER", "PASSWORD") if given[part])
    options = {**given["OPTIONS"], "host": given["HOST"]}
    options = {key: value for key, value in options.items() if isinstance(value, str)}
    port = f":{given['PORT']}" if given["PORT"] else ""
    return f"postgresql://{user}@localhost{port}/{quote(given['NAME'])}?{urlencode(options)}"


@pytest.fixture
def waiting_worker() -> Iterator[subprocess.Popen[str]]:
    """A worker that waits in the middle of the job; whoever reads a line knows that it is there."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.base.jobs.process", address_of_database(), "--wait"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with started:
        yield started
        started.kill()


@pytest.fixture(params=["test.wait_inside", "test.wait_between"])
def job(request: pytest.FixtureRequest) -> Job:
    return ask(request.param, total=10)


def test_killed_in_the_middle(
    job: Job, waiting_worker: subprocess.Popen[str], clock: Clock
) -> None:
    assert waiting_worker.stdout
    assert waiting_worker.stdout.readline() == "in the middle\n"
    waiting_worker.send_signal(signal.SIGKILL)
    waiting_worker.wait()

    job.refresh_from_db()
    saved = job.done
    assert 0 < saved < job.total
    assert effects() == list(range(saved)), (
        "what was saved, and nothing of the step that was killed"
    )
    assert job.state == "running"

    worker = Worker(clock=clock)
    assert worker.run_until_idle() == 0, "its lease still lasts"
    clock.move(hours=1)
    assert worker.run_until_idle() == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.attempts) == ("done", 10, 0)
    assert effects() == list(range(10))


def test_stopped_in_the_middle_it_ends_its_step_and_lets_go(
    job: Job, waiting_worker: subprocess.Popen[str], clock: Clock
) -> None:
    assert waiting_worker.stdout
    assert waiting_worker.stdout.readline() == "in the middle\n"
    waiting_worker.send_signal(signal.SIGTERM)
    waiting_worker.communicate()  # closes what it waits for
    assert waiting_worker.returncode == 0

    job.refresh_from_db()
    assert (job.state, job.lease_until, job.attempts) == ("waiting", None, 0)
    assert effects() == list(range(job.done))
    assert Worker(clock=clock).run_until_idle() == 1, "at once: no lease is left"
    assert effects() == list(range(10))
