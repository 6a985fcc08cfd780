"""How fast the editor opens and two-hop suggestions are composed, for a large set.

Run in a process of its own, with a database of its own:
``python -m tests.performance.bench_mappings``.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

REQUIREMENTS, MAPPINGS, SETS = 1_200, 5_000, 3
RUNS = 7

Figure = dict[str, Any]


def run(
    folder: Path, requirements: int = REQUIREMENTS, mappings: int = MAPPINGS
) -> Iterator[Figure]:
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
    _sets(requirements)
    yield from _import(requirements, mappings)
    yield from _composing(requirements, mappings)
    yield from _pages(requirements, mappings)


def _sets(requirements: int) -> None:
    from samvern.engine.frameworks import Requirement
    from tests.factories import frameworks as make

    chance = random.Random(1)
    words = [
        "tilgang",
        "logg",
        "kopi",
        "nettverk",
        "leverandør",
        "øvelse",
        "plan",
        "risiko",
        "utstyr",
        "konto",
        "varsel",
    ]
    for name in range(SETS):
        every = tuple(
            Requirement(
                f"{number}",
                {"nb": " ".join(chance.sample(words, 4)) + f" {number}"},
                {"nb": "Virksomheten skal ha " + " og ".join(chance.sample(words, 5)) + "."},
            )
            for number in range(requirements)
        )
        make.requirement_set(make.framework(f"set{name}", requirements=every))


def _import(requirements: int, mappings: int) -> Iterator[Figure]:
    from io import BytesIO

    from django.utils import timezone

    from samvern.apps.mappings import operations
    from samvern.base.viewer import SYSTEM
    from samvern.engine.mappings import BASIC, RequirementMapping, RequirementRef
    from samvern.formats import mappings_file

    chance, seen = random.Random(2), set()
    values = []
    while len(values) < mappings:
        # Two mappings in three are of the set that is looked at.
        first, second = chance.choice([(0, 1), (0, 2), (1, 2)])
        ends = chance.randrange(requirements), chance.randrange(requirements)
        if (first, second, *ends) in seen:
            continue
        seen.add((first, second, *ends))
        refs = (
            RequirementRef(f"set{first}", f"{ends[0]}"),
            RequirementRef(f"set{second}", f"{ends[1]}"),
        )
        values.append(RequirementMapping(f"{len(values)}", *refs, chance.choice(BASIC), "Made up"))
    stream = BytesIO()
    mappings_file.write(values, stream, kind="sssom", at=timezone.now())
    start = time.perf_counter()
    operations.import_mappings(by=SYSTEM, content=stream.getvalue(), name="m", at=timezone.now())
    yield _figure(
        f"{mappings:,} mappings taken in from a file", time.perf_counter() - start, "s", ""
    )


def _composing(requirements: int, mappings: int) -> Iterator[Figure]:
    from samvern.apps.mappings import queries
    from samvern.apps.mappings.models import MappingEdition
    from samvern.base.viewer import SYSTEM

    name = f"all two-hop suggestions of {requirements:,} requirements with {mappings:,} mappings"
    last = MappingEdition.objects.order_by("-pk")[:1].get()

    def compose() -> int:
        # As after a change: what was composed before is of no use any more.
        MappingEdition.objects.filter(pk=last.pk).update(revision=uuid.uuid4())
        return len(queries.composed(SYSTEM, "set0").paths)

    found = compose()  # the requirement sets are read once for each process
    yield _figure(name, _median(compose) / 1000, "s", "under 2 s")
    yield _figure("found by that", found, "paths", "")


def _pages(requirements: int, mappings: int) -> Iterator[Figure]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    address = "/mappings/set0@1/set1@1/"
    size = f"of {requirements:,} requirements with {mappings:,} mappings"
    start, processor = time.perf_counter(), time.process_time()
    _ask(client, f"{address}?requirement=7")
    first = time.perf_counter() - start
    yield _figure(f"editor {size}, first suggestions of the process", first, "s", "")
    yield _figure("the same in time of one processor", time.process_time() - processor, "s", "")
    for page, what in ((address, "opened"), (f"{address}?requirement=7", "with suggestions")):
        took = _median(lambda page=page: _ask(client, page))  # type: ignore[misc]
        yield _figure(f"editor {size}, {what}", took, "ms", "under 150")
        processor = time.process_time()
        _ask(client, page)
        used = (time.process_time() - processor) * 1000
        yield _figure("the same in time of one processor", used, "ms", "")
        with CaptureQueriesContext(connection) as caught:
            _ask(client, page)
        yield _figure(f"the same, {what}", len(caught), "queries", "the same for any size")
    start = time.perf_counter()
    _ask(client, "/mappings/quality/")
    yield _figure("quality page over all, first time", time.perf_counter() - start, "s", "")


def _ask(client: Any, page: str) -> None:
    answer = client.get(page)
    if answer.status_code != 200:
        raise RuntimeError(f"{page} answered {answer.status_code}")


def _median(act: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    took = []
    for _run in range(RUNS):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def _figure(name: str, value: float, unit: str, promise: str) -> Figure:
    return {"name": name, "value": round(value, 4), "unit": unit, "promise": promise}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        for found in run(Path(made), *(int(size) for size in sys.argv[1:3])):
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
