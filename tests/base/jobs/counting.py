"""Kinds of jobs for tests: their effect is rows that can be counted, each step its own."""

from __future__ import annotations

import sys
from collections import Counter

from django.db import transaction

from samvern.base import jobs
from samvern.base.jobs import JobKind, Progress, Work
from samvern.base.models import FactDelivery, Job
from samvern.base.viewer import SYSTEM, Viewer
from tests.base.jobs.clock import NOW

#: What the next steps of a stumbling job raise, in order.
TROUBLE: list[Exception] = []


def effects(key: str = "one") -> list[int]:
    """The numbers that a job has written, in the order in which it did."""
    rows = FactDelivery.objects.filter(kind=f"counted {key}").order_by("pk")
    return [row.content["number"] for row in rows]


def counted(key: str = "one") -> Counter[int]:
    """How often a job has written each number."""
    return Counter(effects(key))


def ask(
    kind: str = "test.count", key: str = "one", total: int = 10, by: Viewer = SYSTEM, **more: object
) -> Job:
    """Enqueue a job of a test kind, in a transaction of its own."""
    with transaction.atomic():
        return jobs.enqueue(
            by=by,
            kind=kind,
            key=key,
            label=f"Count to {total}",
            content={"key": key, "total": total},
            total=total,
            at=NOW,
            **more,  # type: ignore[arg-type]
        )


def _count(work: Work) -> Progress:
    """Write the next number."""
    number = work.cursor or 0
    FactDelivery.objects.create(
        kind=f"counted {work.content['key']}", content={"number": number}, delivered_at=work.at
    )
    return Progress(number + 1, number + 1, is_finished=number + 1 >= work.content["total"])


def _stumble(work: Work) -> Progress:
    """Write the next number, and then raise what is at hand."""
    progress = _count(work)
    if TROUBLE:
        raise TROUBLE.pop(0)
    return progress


def _wait_inside(work: Work) -> Progress:
    """Write the next number; in the middle, say so and wait until somebody kills the process."""
    progress = _count(work)
    if progress.done == work.content["total"] // 2 and "--wait" in sys.argv:
        sys.stdout.write("in the middle\n")
        sys.stdout.flush()
        sys.stdin.read()
    return progress


def _wait_between(work: Work) -> Progress:
    """The same, before anything of the step is written: the last one is saved."""
    if work.done == work.content["total"] // 2 and "--wait" in sys.argv:
        sys.stdout.write("in the middle\n")
        sys.stdout.flush()
        sys.stdin.read()
    return _count(work)


def register() -> None:
    """Take the kinds of the tests into use."""
    jobs.register(JobKind("test.count", "Count", _count))
    jobs.register(JobKind("test.stumble", "Stumble", _stumble, most_attempts=3))
    jobs.register(JobKind("test.wait_inside", "Wait in a step", _wait_inside, most_attempts=3))
    jobs.register(JobKind("test.wait_between", "Wait between steps", _wait_between))
