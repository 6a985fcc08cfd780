"""How fast and in how much memory the register comes in, and how fast the directory is searched.

``python -m tests.performance.bench_directory`` measures each number of rows in a process of its
own, with a database of its own, so that the peaks of memory can be compared; with a number of
rows it measures that.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.performance.memory import peak_megabytes

ROWS = 200_000
#: The same with a quarter of the rows, to show that memory does not grow with them.
FEWER_ROWS = 50_000
#: The share of rows that are of the sector; in the whole register it is about a twentieth.
SHARE_OF_SECTOR = 0.2
SEARCHED = 20_000

Figure = dict[str, Any]


def run(folder: Path, rows: int = ROWS) -> Iterator[Figure]:
    """Measure everything; the folder gets the database and the files."""
    os.environ.update(
        SAMVERN_MODE="demo",
        SAMVERN_DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="samvern.config.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    from samvern.apps.actors.models import Actor

    call_command("migrate", verbosity=0)
    file = folder / "enheter.json.gz"
    _write(file, rows)
    before = peak_megabytes()
    yield from _import(file, rows, "imported, nobody known before", "under 60 s")
    yield from _import(file, rows, "imported again, nothing changed", "")
    yield _figure(
        f"memory at most while {rows:,} rows came in", peak_megabytes(), "MB", "under 400"
    )
    yield _figure("memory before that", before, "MB", "")
    if Actor.objects.count() > SEARCHED:
        yield _search()


def _import(file: Path, rows: int, what: str, promise: str) -> Iterator[Figure]:
    from django.utils import timezone

    from samvern.apps.actors import operations
    from samvern.apps.actors.register_reading import RegisterFile
    from samvern.base.viewer import SYSTEM

    start, processor = time.perf_counter(), time.process_time()
    with file.open("rb") as stream:
        saved = operations.read_register(
            by=SYSTEM, at=timezone.now(), files=[RegisterFile(file.name, stream)]
        )
    operations.apply_import(by=SYSTEM, at=timezone.now(), import_id=saved.pk)
    of_sector = saved.counts.get("of_sector", 0)
    name = f"{rows:,} register rows ({of_sector:,} of the sector) {what}"
    yield _figure(name, time.perf_counter() - start, "s", promise)
    yield _figure("the same in time of one processor", time.process_time() - processor, "s", "")


def _search() -> Figure:
    """The register's page of results for words that few and that many names hold."""
    from django.utils import timezone

    from samvern.apps.actors import queries
    from samvern.apps.actors.models import Actor
    from samvern.base.viewer import SYSTEM

    spare = Actor.objects.order_by("pk").values_list("pk", flat=True)[SEARCHED : SEARCHED + 1]
    for first in spare:
        from samvern.apps.actors.models import RegisterChange, RegisterEntry

        RegisterChange.objects.filter(actor_id__gte=first).delete()
        RegisterEntry.objects.filter(actor_id__gte=first).delete()
        Actor.objects.filter(pk__gte=first).delete()
    count, on = Actor.objects.count(), timezone.localdate()

    def look(words: str) -> float:
        start = time.perf_counter()
        found = queries.register(SYSTEM, queries.Filters(words=words), on=on)
        queries.totals_by_kind(found)
        queries.register_rows(found[:50], on=on)
        return (time.perf_counter() - start) * 1000

    words = ["storgata legesenter", "nummer 17", "no such name", "fiktiv"]
    slowest = max(statistics.median(look(word) for _run in range(7)) for word in words)
    return _figure(f"search of {count:,} actors, the slowest of four", slowest, "ms", "under 50")


def _write(file: Path, rows: int) -> None:
    from samvern.formats import enhetsregisteret

    with gzip.open(file, "wb", compresslevel=1) as stream:
        enhetsregisteret.write_json(_units(rows), stream)  # type: ignore[arg-type]


def _units(rows: int) -> Iterator[Any]:
    from samvern.apps.actors import catalogue
    from samvern.engine.directory import Address, IndustryCode, RegisterUnit
    from samvern.engine.org_number import check_digit

    chance = random.Random(1)
    codes = [IndustryCode(*code) for code in catalogue.sector_rules().names["SN2025"].items()]
    shop = IndustryCode("47.110", "Butikkhandel med bredt vareutvalg")
    municipalities = list(catalogue.municipality_names())
    names = ["LEGESENTER", "TANNKLINIKK", "PSYKOLOGPRAKSIS", "HJEMMETJENESTE"]
    for n in range(rows):
        first = next(
            k for k in range(80_000_000 + 12 * n, 99_000_000) if check_digit(str(k)) is not None
        )
        place = Address(
            (f"Storgata {n % 300}",), "0155", "OSLO", chance.choice(municipalities), "NO"
        )
        yield RegisterUnit(
            f"{first}{check_digit(str(first))}",
            f"FIKTIVT STORGATA {chance.choice(names)} NUMMER {n} AS",
            "AS",
            codes=(chance.choice(codes) if chance.random() < SHARE_OF_SECTOR else shop,),
            sector_code="2100",
            address=place,
            postal_address=place,
            employees=chance.choice([None, 7, 30]),
            has_employees=True,
            language_form=chance.choice(["nb", "nn"]),
        )


def _figure(name: str, value: float, unit: str, promise: str) -> Figure:
    return {"name": name, "value": round(value, 4), "unit": unit, "promise": promise}


def _in_own_process(rows: int) -> None:
    """Measure a number of rows, and nothing that was measured before."""
    command = [sys.executable, "-m", "tests.performance.bench_directory", str(rows)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        _in_own_process(FEWER_ROWS)
        _in_own_process(ROWS)
    else:
        with tempfile.TemporaryDirectory() as made:
            for found in run(Path(made), int(sys.argv[1])):
                sys.stdout.write(json.dumps(found) + "\n")
                sys.stdout.flush()
