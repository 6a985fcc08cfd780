"""How fast jobs are taken forward, how large a worker gets, and how a page of many jobs does.

Run in a process of its own, with a database of its own: ``python -m tests.performance.bench_jobs``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.performance.memory import peak_megabytes

if TYPE_CHECKING:
    from samvern.base.jobs import Progress, Work

STEPS, ROWS, ROWS_IN_STEP, JOBS = 1_000, 5_000, 200, 20_000

Figure = dict[str, Any]


def run(folder: Path) -> Iterator[Figure]:
    """Measure everything; the folder gets the database."""
    os.environ.update(
        SAMVERN_MODE="demo",
        SAMVERN_DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="samvern.config.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from samvern.base import jobs

    jobs.register(jobs.JobKind("bench.empty", "Empty steps", _empty))
    jobs.register(jobs.JobKind("bench.rows", "Rows", _rows))
    taken = _done("bench.empty", STEPS)
    yield _figure("a step of a job that does nothing", taken / STEPS * 1000, "ms", "")
    taken = _done("bench.rows", ROWS)
    name = f"a job that writes {ROWS:,} rows, {ROWS_IN_STEP} a step"
    yield _figure(name, taken, "s", "under 15 with what a campaign writes")
    yield _figure("peak memory of the worker", peak_megabytes(), "MB", "under 300")
    yield from _page()


def _empty(work: Work) -> Progress:
    from samvern.base.jobs import Progress

    return Progress(None, work.done + 1, is_finished=work.done + 1 >= work.content["count"])


def _rows(work: Work) -> Progress:
    from samvern.base.jobs import Progress
    from samvern.base.models import FactDelivery

    rows = [FactDelivery(kind="bench", content={}, delivered_at=work.at)] * ROWS_IN_STEP
    FactDelivery.objects.bulk_create(rows)
    done = work.done + ROWS_IN_STEP
    return Progress(None, done, is_finished=done >= work.content["count"])


def _done(kind: str, count: int) -> float:
    """How many seconds a worker takes for a job."""
    from django.db import transaction
    from django.utils import timezone

    from samvern.base import jobs
    from samvern.base.jobs.worker import Worker
    from samvern.base.viewer import SYSTEM

    with transaction.atomic():
        at, content = timezone.now(), {"count": count}
        jobs.enqueue(by=SYSTEM, kind=kind, key="1", label="Measured", content=content, at=at)
    start = time.perf_counter()
    Worker().run_until_idle()
    return time.perf_counter() - start


def _page() -> Iterator[Figure]:
    """What the operations page reads, when there have been many jobs."""
    from django.utils import timezone

    from samvern.base.jobs import queries
    from samvern.base.models import Job
    from samvern.base.viewer import SYSTEM

    now = timezone.now()
    moments = {"created_at": now, "run_after": now, "finished_at": now}
    Job.objects.bulk_create(
        Job(kind="bench.empty", key=f"old {number}", label="Old", state="done", **moments)
        for number in range(JOBS)
    )
    start = time.perf_counter()
    queries.counts(SYSTEM, at=now)
    queries.job_rows(SYSTEM, queries.jobs_for(SYSTEM)[:50])
    taken = (time.perf_counter() - start) * 1000
    yield _figure(f"what the page of {JOBS:,} jobs reads", taken, "ms", "under 50")


def _figure(name: str, value: float, unit: str, promise: str) -> Figure:
    return {"name": name, "value": round(value, 4), "unit": unit, "promise": promise}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        for found in run(Path(made)):
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
