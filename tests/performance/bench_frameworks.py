"""How fast a large requirement set is opened, searched and compared, and what that asks for.

Run in a process of its own, with a database of its own: ``python -m tests.performance.bench_frameworks``.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REQUIREMENTS = 1_200
RUNS = 7

Figure = dict[str, Any]


def run(folder: Path, requirements: int = REQUIREMENTS) -> Iterator[Figure]:
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
    from tests.factories import frameworks as make

    start = time.perf_counter()
    make.requirement_set(make.large_framework("large", requirements))
    size = f"a set of {requirements:,} requirements"
    yield _figure(f"{size} taken in", time.perf_counter() - start, "s", "")
    make.requirement_set(
        make.large_framework("large", requirements, version="2", follows_version="1")
    )
    home = "/frameworks/large/1/"
    yield from _page(f"{size} opened, in process", home, "under 150")
    yield from _page("the same, searched", f"{home}?q=punkt+42&wording=unverified", "under 150")
    yield from _page("one of its requirements", f"{home}requirements/7.3/", "under 150")
    yield from _page("two versions of it compared", f"{home}compared-with/2/", "")
    yield from _page("all requirement sets listed", "/frameworks/", "")


def _page(name: str, path: str, promise: str) -> Iterator[Figure]:
    """A page opened when nothing is kept yet, and then again; and how many queries that takes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from samvern.apps.frameworks.queries import documents, reading

    client = Client(headers={"host": "127.0.0.1"})
    client.get("/about/")  # templates and translations are loaded once for each process

    def opened() -> tuple[float, float]:
        """Milliseconds on the clock, and those of the processor, which others do not slow down."""
        start, processor = time.perf_counter(), time.process_time()
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return (time.perf_counter() - start) * 1000, (time.process_time() - processor) * 1000

    def first() -> tuple[float, float]:
        documents.KEPT.clear()
        reading.KEPT.clear()
        return opened()

    opened()
    for which, once in (("first time", first), ("again", opened)):
        clock, processor = zip(*(once() for _run in range(RUNS)), strict=True)
        yield _figure(f"{name}, {which}", statistics.median(clock), "ms", promise)
        yield _figure("the same in time of one processor", statistics.median(processor), "ms", "")
    with CaptureQueriesContext(connection) as asked:
        first()
    yield _figure(f"{name}, first time", len(asked), "queries", "the same for any size")


def _figure(name: str, value: float, unit: str, promise: str) -> Figure:
    return {"name": name, "value": round(value, 4), "unit": unit, "promise": promise}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        for found in run(Path(made), *(int(size) for size in sys.argv[1:2])):
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
