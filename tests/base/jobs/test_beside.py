"""The worker that a server keeps beside itself: started again when it dies, gone when it does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from samvern.base.models import JobWorker
from tests.base.jobs.test_killed import ROOT, address_of_database

pytestmark = pytest.mark.django_db(transaction=True)

#: What ``samvern serve`` does with its workers, without the server.
KEEP = (
    "import sys\nfrom samvern.cli.server.worker import beside_this_process\n"
    "with beside_this_process(1):\n    sys.stdin.read()\n"
)


@pytest.fixture
def server() -> Iterator[subprocess.Popen[bytes]]:
    """A process that keeps a worker until its standard input is closed."""
    started = subprocess.Popen(
        [sys.executable, "-c", KEEP],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address_of_database()},
        stdin=subprocess.PIPE,
    )
    with started:
        yield started
        started.kill()


def worker_there() -> int:
    """The process of the worker that is there; 0 when there is none."""
    name = JobWorker.objects.order_by("-pk").values_list("name", flat=True).first()
    return int(name.split(":")[1]) if name else 0


def wait_for(what: Callable[[], bool]) -> None:
    while not what():
        time.sleep(0.1)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_comes_and_goes_with_the_server(server: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: worker_there() > 0)
    server.communicate()
    assert server.returncode == 0
    assert worker_there() == 0, "it has said that it goes before the server has ended"


def test_it_goes_when_the_server_is_killed(server: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: worker_there() > 0)
    server.send_signal(signal.SIGKILL)
    wait_for(lambda: worker_there() == 0)


def test_it_goes_when_the_process_that_keeps_it_is_killed(
    server: subprocess.Popen[bytes],
) -> None:
    wait_for(lambda: worker_there() > 0)
    asked = ["ps", "-o", "ppid=", "-p", str(worker_there())]
    keeper = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    os.kill(int(keeper), signal.SIGKILL)
    wait_for(lambda: worker_there() == 0)


def test_it_is_started_again_when_it_is_killed(server: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: worker_there() > 0)
    first = worker_there()
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: worker_there() not in (0, first))
    assert not is_alive(first)
    server.communicate()
    assert server.returncode == 0
