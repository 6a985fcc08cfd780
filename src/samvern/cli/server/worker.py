"""``samvern worker``: works on background jobs, alone or beside ``samvern serve``."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from samvern.cli.server import django_setup, own_command
from samvern.cli.words import _

#: How often it is looked after whether the server or a worker is still there.
_LOOK_SECONDS = 0.5

#: The pause before a worker that ended by itself is started again.
_AGAIN_SECONDS = 1.0


@click.command(
    "worker",
    help=_(
        "Work on background jobs until stopped; a job that was begun goes on with the next worker. "
        "“samvern serve” starts one by itself."
    ),
)
@click.option("--once", is_flag=True, help=_("Stop when no job is ready."))
@click.option("--beside", type=int, hidden=True)
@click.option("--under", type=int, hidden=True)
def worker(once: bool, beside: int | None, under: int | None) -> None:
    """Work on background jobs until stopped.

    ``beside`` is the process of a server to keep a worker for, ``under`` the one that keeps this.
    """
    if beside is not None:
        _keep_one(beside)
        return
    django_setup()
    from samvern.base.jobs.worker import Worker
    from samvern.base.startup import refuse_unsafe_start

    refuse_unsafe_start()
    at_work = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: at_work.stop())
    if once:
        at_work.run_until_idle()
    else:
        at_work.run(is_wanted=lambda: under is None or os.getppid() == under)


@contextmanager
def beside_this_process(count: int) -> Iterator[None]:
    """Keep so many workers while this holds; they go when this process does, however it ends."""
    mine = os.getpid()
    command = own_command("worker", "--beside", str(mine))
    keepers = [subprocess.Popen(command) for _each in range(count)]  # noqa: S603 - our own program
    try:
        yield
    finally:
        if os.getpid() == mine:  # not in the processes that the server forks
            for keeper in keepers:
                keeper.terminate()
            for keeper in keepers:
                keeper.wait()


def _keep_one(parent: int) -> None:
    """Keep one worker as long as the process that asked for it lives."""
    is_ending: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda given, _frame: is_ending.append(given))
    while not is_ending and os.getppid() == parent:
        started = subprocess.Popen(own_command("worker", "--under", str(os.getpid())))  # noqa: S603 - our own program
        while started.poll() is None and not is_ending and os.getppid() == parent:
            time.sleep(_LOOK_SECONDS)
        if started.poll() is None:
            started.terminate()
            started.wait()
        elif not is_ending:
            time.sleep(_AGAIN_SECONDS)
