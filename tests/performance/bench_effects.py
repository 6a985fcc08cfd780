"""How fast effects are estimated, how much memory that takes, and how honest their intervals are.

Each size is measured in a process of its own: ``python -m tests.performance.bench_effects``. Coverage
is that of ``tests/engine/effects/test_coverage.py`` with more runs.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tests.engine.effects.coverage import coverage_of_comparison, coverage_of_series
from tests.engine.effects.panels import panel_of
from tests.engine.effects.simulated import DESIGNS, SERIES, monte_carlo_error
from tests.performance.memory import peak_megabytes

SIZES = ((400, 24), (2_000, 48))
TURNS = 5
RUNS, RUNS_OF_SERIES = 20_000, 4_000

ROOT = Path(__file__).parents[2]

Figure = dict[str, Any]


def run() -> Iterator[Figure]:
    """Measure everything."""
    for organisations, periods in SIZES:
        command = [sys.executable, "-m", "tests.performance.bench_effects"]
        size = [str(organisations), str(periods)]
        done = subprocess.run(
            [*command, *size], cwd=ROOT, check=True, capture_output=True, text=True
        )
        found = json.loads(done.stdout)
        name = f"effect card {organisations:,} x {periods}"
        yield _figure(f"{name}, first in a process", found["first"], "s")
        yield _figure(name, found["seconds"], "s")
        yield _figure(f"{name}, peak memory", found["megabytes"], "MB")
    yield from _coverages()


def _coverages() -> Iterator[Figure]:
    promise = "at least 0.93"
    for heavy in (False, True):
        tails = "heavy tails" if heavy else "normal"
        for name, starts in DESIGNS.items():
            least = min(coverage_of_comparison(starts, runs=RUNS, heavy=heavy, seed=2).values())
            yield _figure(f"coverage {name}, {tails}, {_of(least, RUNS)}", least, "", promise)
        for before, after in SERIES:
            least = min(coverage_of_series(before, after, runs=RUNS_OF_SERIES, heavy=heavy, seed=2))
            name = f"coverage series {before} and {after}, {tails}, {_of(least, RUNS_OF_SERIES)}"
            yield _figure(name, least, "", promise)
    for name, starts in DESIGNS.items():
        found = coverage_of_comparison(starts, runs=RUNS, heavy=True, noisier_starters=2, seed=2)
        least = min(found.values())
        unequal = f"coverage {name}, starters twice as noisy, {_of(least, RUNS)}"
        yield _figure(unequal, least, "")


def _of(share: float, runs: int) -> str:
    return f"{runs:,} runs, ±{monte_carlo_error(share, runs):.4f}"


def _figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    return {"name": name, "value": value, "unit": unit, "promise": promise}


def _measure(organisations: int, periods: int) -> dict[str, float]:
    from samvern.engine.effects import Better, effect_card

    rng = np.random.default_rng(1)
    drawn = rng.integers(0, periods, organisations).tolist()
    starts = [start if start > periods // 6 else None for start in drawn]
    panel = panel_of(rng.normal(size=(organisations, periods)), starts)
    taken = []
    for _turn in range(TURNS + 1):
        begun = time.perf_counter()
        effect_card(panel, better=Better.HIGHER)
        taken.append(time.perf_counter() - begun)
    return {
        "first": taken[0],
        "seconds": statistics.median(taken[1:]),
        "megabytes": peak_megabytes(),
    }


def main(arguments: list[str]) -> None:
    """Print the figures, or those of one size as JSON."""
    if arguments:
        sys.stdout.write(json.dumps(_measure(*map(int, arguments))))
        return
    for found in run():
        sys.stdout.write(
            f"{found['value']:>12,.4g} {found['unit']:<6} {found['name']}  {found['promise']}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
