"""How long the opening of a round takes, and whether 100 people who save reports at once lose anything.

``python -m tests.performance.bench_reporting`` does it on SQLite and on PostgreSQL; with the name of one
on that. They save through the page over real HTTP, as it saves by itself. Two of each three share a
report, so that what meets is tried too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.performance.bench_assessments import figure
from tests.performance.databases import DATABASES, open_database
from tests.performance.saving import Person, save_at_once, saving_figures, served

MEASURES, OWNERS, PEOPLE, SAVES = 500, 120, 100, 10

Figure = dict[str, Any]


def run(folder: Path, database: str) -> Iterator[Figure]:
    """Open a round and have everybody save at once on one database; the folder gets it."""
    open_database(folder, database)
    from django.db import connections

    people, opening = _people()
    what = f"a round of {MEASURES} measures and {OWNERS} owners opens, {database}"
    yield figure(what, opening.seconds, "s", "under 2")
    yield figure(f"{what}: processor time", opening.processor_seconds, "s", "under 2")
    yield figure(f"{what}: questions to the database", opening.queries, "")
    connections.close_all()
    with served() as port:
        start = time.perf_counter()
        save_at_once(people, port)
        taken = time.perf_counter() - start
    yield from saving_figures(
        people, taken, f"{PEOPLE} people saving reports at once over HTTP, {database}", _kept()
    )


@dataclass
class Opening:
    """What the opening of a round took."""

    seconds: float = 0.0
    processor_seconds: float = 0.0
    queries: int = 0

    def count(self, execute: Callable[..., Any], *question: Any) -> Any:
        """Count a question to the database, and pass it on."""
        self.queries += 1
        return execute(*question)


def _people() -> tuple[list[Person], Opening]:
    """A measure owner at each of many hospitals, and what the opening took."""
    from django.db import connection, transaction
    from django.utils import timezone

    from samvern.apps.reporting import opening, operations
    from samvern.apps.reporting.models import Round
    from samvern.base.jobs import Work
    from samvern.base.permissions import Role
    from samvern.base.viewer import SYSTEM
    from tests.factories import actors, reporting, users
    from tests.factories import programmes as make

    hospitals = [actors.actor(f"Made-up hospital {n}", made_up=True) for n in range(OWNERS)]
    owners = []
    for number, hospital in enumerate(hospitals):
        for _one in range(2 if number < PEOPLE // 3 else 1):
            owners.append((users.user(), number))
            actors.grant(owners[-1][0], Role.MEASURE_OWNER, hospital)
    measures = tuple(
        make.measure(f"1.{n}", owners=(hospitals[n % OWNERS].name,)) for n in range(MEASURES)
    )
    programme = make.programme(make.document("P-BENCH", measures=measures))
    at = timezone.now()
    found = reporting.planned(programme, at=at, due_on=timezone.localdate(at))
    operations.open_round(by=SYSTEM, round_id=found.pk, at=at)
    taken, cursor, done, is_finished = Opening(), None, 0, False
    start, work_start = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(taken.count):
        while not is_finished:
            with transaction.atomic():
                work = Work({"round": found.pk}, cursor, done, MEASURES, SYSTEM, at)
                step = opening.advance(work)
            cursor, done, is_finished = step.cursor, step.done, step.is_finished
    taken.seconds = time.perf_counter() - start
    taken.processor_seconds = time.process_time() - work_start
    found = Round.objects.get(pk=found.pk)
    reports = list(found.reports.order_by("position").values_list("pk", flat=True)[:OWNERS])
    return [
        Person.logged_in(user, [f"/reports/{reports[number]}/"] * SAVES, _said)
        for user, number in owners[:PEOPLE]
    ], taken


def _said(version: int, words: str) -> dict[str, str]:
    """What the page sends of a report."""
    return {"version": str(version), "time_light": "yellow", "time_reason": words, "then": "stay"}


def _kept() -> Sequence[str]:
    from samvern.apps.reporting.models import ReportState

    return [
        values.get("time_reason", "")
        for values in ReportState.objects.values_list("values", flat=True)
    ]


def main(arguments: list[str]) -> None:
    """Measure what is asked for, one process for each database."""
    if not arguments:
        for database in DATABASES:
            subprocess.run([sys.executable, "-m", __spec__.name, database], check=True)
        return
    with tempfile.TemporaryDirectory() as made:
        for found in run(Path(made), arguments[0]):
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
