"""How near the best a plan of 200 measures over 8 half-years is, how long it takes, and with how much memory.

``python -m tests.performance.bench_roadmap`` plans problems of each kind, each in a process of its
own; with a kind and a seed it plans that one. Processor time beside elapsed time, since two threads
search. ``--worlds`` is how long some worlds take, of the 100 that a page looks at.

A gap is against what no plan can be worth more than. How far a plan is from the best that is known is
less: what is known was found by longer searches of this engine; CP-SAT found less in 5 minutes.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from samvern.engine.roadmap import Ending, RoadmapProblem, solve_roadmap
from samvern.engine.roadmap.worlds import plan_in_worlds
from tests.engine.roadmap.made_up import as_in_a_programme, with_few_limits
from tests.performance.memory import peak_megabytes

MEASURES, PERIODS = 200, 8
#: How many problems of each kind: more of that which the promise is about.
SEEDS: Mapping[str, range] = {
    "one budget, one capacity": range(1, 11),
    "one budget, 20 owners": range(1, 4),
    "4 budgets, 20 owners, everything": range(1, 4),
}
WORLDS = 10

KINDS: Mapping[str, Callable[[int, int, int], RoadmapProblem]] = {
    "one budget, one capacity": with_few_limits,
    "one budget, 20 owners": partial(with_few_limits, owners=20),
    "4 budgets, 20 owners, everything": as_in_a_programme,
}

#: What the best plan is worth that is known of each, by seed.
BEST_KNOWN: Mapping[str, Mapping[int, float]] = {
    "one budget, one capacity": {1: 60_311.0, 2: 59_874.0, 3: 53_232.0},
    "one budget, 20 owners": {1: 54_344.0},
    "4 budgets, 20 owners, everything": {1: 37_151.0},
}

#: What is asked of a plan of 200 measures: within 0.5 % in 10 s and 300 MB.
PROMISES = {"gap": "under 0.005", "elapsed": "under 10", "megabytes": "under 300"}

ROOT = Path(__file__).parents[2]

Figure = dict[str, Any]


def run() -> Iterator[Figure]:
    """Plan problems of each kind, and some worlds of one."""
    for kind in KINDS:
        found = [_of_own_process(kind, str(seed)) for seed in SEEDS[kind]]
        name = f"roadmap {MEASURES} x {PERIODS}, {kind}, {len(found)} problems"
        yield _figure(f"{name}, largest gap", max(one["gap"] for one in found), "", "gap")
        known = BEST_KNOWN[kind]
        short = [1 - found[seed - 1]["value"] / best for seed, best in known.items()]
        yield _figure(f"{name}, most below the best known", max(0.0, *short), "", "gap")
        for what, unit in (("elapsed", "s"), ("processor", "s")):
            taken = [one[what] for one in found]
            yield _figure(f"{name}, {what}, median", statistics.median(taken), unit, what)
            yield _figure(f"{name}, {what}, most", max(taken), unit, what)
        kept = sum(one["gap"] <= 0.005 and one["elapsed"] <= 10 for one in found)
        yield _figure(f"{name}, within 0.5 % in 10 s", kept, "plans")
        most = max(one["megabytes"] for one in found)
        yield _figure(f"{name}, peak memory", most, "MB", "megabytes")
        by_steps = sum(one["ending"] != Ending.CLOCK for one in found)
        yield _figure(f"{name}, not ended by the clock", by_steps, "plans")
    worlds = _of_own_process("--worlds")
    name = f"roadmap in {WORLDS} worlds, {MEASURES} x {PERIODS}, one budget, one capacity"
    for what, unit in (("elapsed", "s"), ("processor", "s"), ("megabytes", "MB")):
        yield {"name": f"{name}, {what}", "value": worlds[what], "unit": unit, "promise": ""}


def _of_own_process(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.performance.bench_roadmap", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    return {"name": name, "value": value, "unit": unit, "promise": PROMISES.get(promise, "")}


def _measured(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    elapsed, processor = time.perf_counter(), time.process_time()
    found = work()
    return {
        **found,
        "elapsed": time.perf_counter() - elapsed,
        "processor": time.process_time() - processor,
        "megabytes": peak_megabytes(),
    }


def _planned(kind: str, seed: int) -> dict[str, Any]:
    found = solve_roadmap(KINDS[kind](MEASURES, PERIODS, seed))
    return {
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "ending": found.ending.value,
    }


def _in_worlds() -> dict[str, Any]:
    problem = with_few_limits(MEASURES, PERIODS, seed=1)
    rng = random.Random(1)
    values = [
        {one.id: (one.value or 0.0) * rng.uniform(0.5, 1.5) for one in problem.measures}
        for _ in range(WORLDS)
    ]
    base = solve_roadmap(problem)
    return {"worlds": plan_in_worlds(problem, values, begin=base.starts).worlds}


def main(arguments: list[str]) -> None:
    """Print the figures, or those of one problem as JSON."""
    if arguments:
        work = _in_worlds
        if arguments[0] != "--worlds":
            work = partial(_planned, arguments[0], int(arguments[1]))
        sys.stdout.write(json.dumps(_measured(work)) + "\n")
        return
    for found in run():
        sys.stdout.write(
            f"{found['value']:>12,.4g} {found['unit']:<6} {found['name']}  {found['promise']}\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
