"""Measure what Samvern promises about speed, print it with the machine, and keep it.

Every figure is printed with its promise where there is one; nothing fails here, since a
busy machine says little about the code. The figures are written to ``build/bench.json``.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMVERN = Path(sys.executable).with_name("samvern")
RUNS = 5
PAGES = (
    "/programmes/IE-1125/",
    "/programmes/IE-1125/measures/",
    "/programmes/IE-1125/ranking/",
    "/programmes/IE-1125/ranking/sensitivity/",
    "/programmes/IE-1125/compared-with/TILTAKSOVERSIKT-0.7/",
)

Figure = dict[str, Any]


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    import numpy

    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), model)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "busy": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    """One measured figure."""
    return {"name": name, "value": round(value, 4), "unit": unit, "promise": promise}


def median_seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """The median of several runs after one that does not count."""
    action()
    taken = []
    for _run in range(runs):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def command_figures() -> Iterator[Figure]:
    """The command line, as whole processes."""

    def run(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run(
            [SAMVERN, "programme", *arguments], capture_output=True, check=False
        )

    ranked = run("rank", "IE-1125", "--samples", "100000", "--json")
    yield figure(
        "samvern programme rank IE-1125, 100,000 samples, whole process",
        median_seconds(ranked),
        "s",
        "under 2.5",
    )
    by_measure = run("rank", "IE-1125", "--level", "measure", "--samples", "100000")
    yield figure("the same at the level of measures", median_seconds(by_measure), "s", "under 2.5")
    yield figure(
        "samvern programme explain IE-1125 --order 3,5,1, whole process",
        median_seconds(run("explain", "IE-1125", "--order", "3,5,1")),
        "s",
        "under 1",
    )
    tiers = ("--order", "3,5,1", "--tiers", "3,5,1;7", "--json")
    yield figure(
        "the same with the tiers of the report",
        median_seconds(run("explain", "IE-1125", *tiers)),
        "s",
        "under 1",
    )
    yield figure(
        "samvern programme check IE-1125, whole process",
        median_seconds(run("check", "IE-1125")),
        "s",
    )


@contextmanager
def served(data: Path) -> Iterator[tuple[str, float]]:
    """A running demo server: its address, and the seconds until it answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.perf_counter()
    server = subprocess.Popen(
        [SAMVERN, "serve", "--demo", "--port", str(port)],
        env={**os.environ, "SAMVERN_DATA_DIR": str(data)},
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                _fetch(address)
                break
            except OSError:
                time.sleep(0.01)
        yield address, time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()


def _fetch(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def server_figures(data: Path) -> Iterator[Figure]:
    """Starting the server, and pages over real HTTP."""
    with served(data) as (_address, seconds):
        yield figure("first start: migrate, load the demo sector, answer", seconds, "s")
    starts = []
    for _run in range(3):
        with served(data) as (address, seconds):
            starts.append(seconds)
            pages = {path: median_seconds(partial(_fetch, address + path)) for path in PAGES}
    yield figure("later start, until the first answer", statistics.median(starts), "s", "under 5")
    for path, seconds in pages.items():
        yield figure(f"GET {path} over HTTP", seconds * 1000, "ms")


def prepare_django(data: Path) -> None:
    """Let this process use the demo that was served from the folder."""
    os.environ.update(SAMVERN_MODE="demo", SAMVERN_DATA_DIR=str(data))
    os.environ["DJANGO_SETTINGS_MODULE"] = "samvern.config.settings"
    import django

    django.setup()


def ranking_page_figures(data: Path) -> Iterator[Figure]:
    """The ranking page in process: a slider that moves asks for weights never seen before."""
    prepare_django(data)
    from django.test import Client

    client, weight = (
        Client(HTTP_HX_REQUEST="true", headers={"host": "127.0.0.1"}),
        iter(range(10, 100)),
    )
    for level in ("focus-area", "measure"):

        def move(level: str = level) -> None:
            answer = client.get(
                "/programmes/IE-1125/ranking/",
                {"weighing": "sliders", "level": level, "weight-goals": str(next(weight))},
            )
            if answer.status_code != 200:
                raise RuntimeError(f"the ranking page answered {answer.status_code}")

        yield figure(
            f"ranking page answers a slider, {level}, in process",
            median_seconds(move) * 1000,
            "ms",
            "under 300",
        )


def comparison_page_figures(data: Path) -> Iterator[Figure]:
    """The page that compares two programmes: as many queries as for two of any size."""
    prepare_django(data)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    path = PAGES[-1]
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    yield figure(f"GET {path}", len(queries), "queries", "the same for any size")


def engine_figures() -> Iterator[Figure]:
    """The ranking engine beside public libraries, in one run; then the questions around it."""
    from tests.performance import (
        bench_assessment_papers,
        bench_book,
        bench_decisions,
        bench_effects,
        bench_exchange,
        bench_lineage,
        bench_papers,
        bench_priority,
        bench_roadmap,
    )

    yield from bench_priority.run()
    yield from bench_decisions.run()
    yield from bench_lineage.run()
    yield from bench_book.run()
    yield from bench_assessment_papers.run()
    yield from bench_exchange.run()
    yield from bench_effects.run()
    yield from bench_papers.run()
    yield from bench_roadmap.run()


def mapping_figures() -> Iterator[Figure]:
    """Mappings of large sets composed and shown, in a process and database of their own."""
    command = [sys.executable, "-m", "tests.performance.bench_mappings"]
    measured = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    yield from (json.loads(line) for line in measured.stdout.splitlines())


def directory_figures() -> Iterator[Figure]:
    """The register imported and searched, in a process of its own for its peak of memory."""
    yield from _of_own_process("tests.performance.bench_directory")


def job_figures() -> Iterator[Figure]:
    """Jobs taken forward by a worker, with a database of its own."""
    yield from _of_own_process("tests.performance.bench_jobs")


def framework_figures() -> Iterator[Figure]:
    """A large requirement set opened and compared, with a database of its own."""
    yield from _of_own_process("tests.performance.bench_frameworks")


def assessment_figures() -> Iterator[Figure]:
    """A sector of 5,000 that assesses itself, on either database."""
    yield from _of_own_process("tests.performance.bench_assessments")
    yield from _of_own_process("tests.performance.bench_saving_at_once")
    yield from _of_own_process("tests.performance.bench_reporting")


def _of_own_process(module: str) -> Iterator[Figure]:
    command = [sys.executable, "-m", module]
    measured = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    yield from (json.loads(line) for line in measured.stdout.splitlines())


def main() -> None:
    """Print the figures as they are measured, then write them down."""
    here = machine()
    print(", ".join(f"{key} {value}" for key, value in here.items()))
    figures: list[Figure] = []
    data = Path(tempfile.mkdtemp(prefix="samvern-bench-"))
    try:
        for source in (
            engine_figures(),
            command_figures(),
            server_figures(data),
            ranking_page_figures(data),
            comparison_page_figures(data),
            mapping_figures(),
            directory_figures(),
            framework_figures(),
            job_figures(),
            assessment_figures(),
        ):
            for each in source:
                figures.append(each)
                promise = f"   ({each['promise']})" if each.get("promise") else ""
                print(
                    f"{each['value']:>12,.4g} {each['unit']:<6} {each['name']}{promise}", flush=True
                )
    finally:
        shutil.rmtree(data, ignore_errors=True)
    target = ROOT / "build/bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"machine": here, "figures": figures}, indent=2) + "\n")
    print(f"written to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
