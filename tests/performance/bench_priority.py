"""How fast the ranking engine is, beside public libraries for multicriteria decisions.

A sample is the same work for all: weights and judgements are drawn, alternatives scored and
ranked, ranks, pairs and the weights of the winner counted. A library is called as its manual says,
or with the fewest checks it allows, and ranks with its own function; numpy does the rest around
it. The engine computes confidence factors in the same time, the libraries' loops do not. What a
library's call and ranking take without anything around them is shown too.

Engine and libraries take turns, so that a busy machine slows them alike; the ratio is the median
over the turns. Run alone with ``python -m tests.performance.bench_priority``.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from samvern.engine.priority import Criterion, Level, RankingModel, WeightRule, rank
from samvern.engine.priority.sensitivity import sensitivity
from tests.performance.memory import peak_megabytes

ALTERNATIVES, CRITERIA, LEVELS = 100, 15, 5
SAMPLES = 100_000
TURNS = 7
SECONDS_OF_A_LIBRARY = 0.15

ROOT = Path(__file__).parents[2]

Figure = dict[str, Any]


def run() -> list[Figure]:
    """Measure everything in one run."""
    alone = _in_own_process("engine")
    size = f"{ALTERNATIVES} x {CRITERIA} x {SAMPLES:,}"
    return [
        _figure(f"ranking {size}", alone["seconds"], "s", "at most 3"),
        _figure(f"ranking {size}, peak memory", alone["megabytes"], "MB", "at most 300"),
        _figure(
            f"sensitivity {size}, every judgement uncertain",
            _sensitivity_seconds(),
            "s",
            "under 10",
        ),
        *_beside_libraries(),
        *(
            _figure(f"ranking {alternatives} x 19 x 10,000", _interactive(alternatives), "ms")
            for alternatives in (7, 24)
        ),
    ]


def _sensitivity_seconds() -> float:
    """How long it takes to say what would change the ranking, the median of a few."""
    model = example()
    return statistics.median(
        _seconds(lambda: sensitivity(model, samples=SAMPLES), 0) for _ in range(3)
    )


def _beside_libraries() -> list[Figure]:
    model = example()
    whole, alone = _library_samples()
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in (*whole, *alone)}
    for _ in range(TURNS):
        start = time.perf_counter()
        rank(model, samples=SAMPLES)
        ours.append((time.perf_counter() - start) / SAMPLES)
        for name, call in (whole | alone).items():
            theirs[name].append(_seconds(call, SECONDS_OF_A_LIBRARY))

    def times_faster(names: dict[str, Callable[[], object]]) -> float:
        return statistics.median(
            min(theirs[name][turn] for name in names) / ours[turn] for turn in range(TURNS)
        )

    return [
        _figure("engine, one sample", min(ours) * 1e6, "µs"),
        *(_figure(f"{name}", min(taken) * 1e6, "µs") for name, taken in theirs.items()),
        _figure(
            "engine's rate over the fastest library's", times_faster(whole), "x", "at least 40"
        ),
        _figure("the same, counting only the library's call and rank", times_faster(alone), "x"),
    ]


def example(alternatives: int = ALTERNATIVES, criteria: int = CRITERIA) -> RankingModel:
    """A model in which every level of every judgement is possible, and every weighting."""
    rng = np.random.default_rng(1)
    levels = tuple(Level(str(level), level / (LEVELS - 1)) for level in range(LEVELS))
    names = [level.level for level in levels]
    groups = tuple(f"g{number:02}" for number in range(criteria))
    chances = rng.dirichlet(np.ones(LEVELS), (alternatives, criteria)).tolist()
    matrix = {
        f"a{number:03}": {
            group: dict(zip(names, cell, strict=True))
            for group, cell in zip(groups, row, strict=True)
        }
        for number, row in enumerate(chances)
    }
    questions = tuple(Criterion(group, group, levels) for group in groups)
    return RankingModel(groups, questions, matrix, WeightRule())


def _figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    return {"name": name, "value": value, "unit": unit, "promise": promise}


def _seconds(call: Callable[[], object], budget: float) -> float:
    """Seconds of one call, the mean over about this many seconds of them."""
    calls = 0
    start = time.perf_counter()
    while calls == 0 or time.perf_counter() - start < budget:
        call()
        calls += 1
    return (time.perf_counter() - start) / calls


def _library_samples() -> tuple[dict[str, Callable[[], object]], dict[str, Callable[[], object]]]:
    """One sample of each library by its cheapest additive method: whole, and only the call."""
    from pymcdm.methods import WSM
    from pyrepo_mcda.additions import rank_preferences
    from pyrepo_mcda.mcda_methods import SAW

    rng = np.random.Generator(np.random.SFC64(1))
    values = np.linspace(0.1, 1, LEVELS)
    reaches = np.cumsum(rng.dirichlet(np.ones(LEVELS), (ALTERNATIVES, CRITERIA)), axis=2)[..., :-1]
    types = np.ones(CRITERIA)
    wsm, saw = WSM(), SAW()

    places = np.zeros((ALTERNATIVES, ALTERNATIVES))
    wins = np.zeros((ALTERNATIVES, ALTERNATIVES))
    winning_weights = np.zeros((ALTERNATIVES, CRITERIA))
    everyone = np.arange(ALTERNATIVES)

    def pymcdm(matrix: Any, weights: Any) -> Any:
        return wsm.rank(wsm(matrix, weights, types))

    def pymcdm_unchecked(matrix: Any, weights: Any) -> Any:
        return wsm.rank(wsm(matrix, weights, types, validation=False))

    def pyrepo(matrix: Any, weights: Any) -> Any:
        return rank_preferences(saw(matrix, weights, types), reverse=True)

    def draw() -> tuple[Any, Any]:
        chances = rng.random((ALTERNATIVES, CRITERIA, 1))
        return values[(reaches < chances).sum(axis=2)], rng.dirichlet(types)

    def sample(method: Callable[[Any, Any], Any]) -> None:
        matrix, weights = draw()
        ranks = method(matrix, weights)
        places[everyone, ranks.astype(int) - 1] += 1
        np.add(wins, ranks[:, np.newaxis] < ranks, out=wins)
        winning_weights[ranks.argmin()] += weights

    drawn = draw()
    methods = {
        "pymcdm WSM": pymcdm,
        "pymcdm WSM unchecked": pymcdm_unchecked,
        "pyrepo-mcda SAW": pyrepo,
    }
    return (
        {f"{name}, one sample": partial(sample, method) for name, method in methods.items()},
        {f"{name}, call and rank": partial(method, *drawn) for name, method in methods.items()},
    )


def _interactive(alternatives: int) -> float:
    """Milliseconds of what a moved slider asks for, the median of a few."""
    model = example(alternatives, 19)
    taken = [_seconds(lambda: rank(model, samples=10_000), 0.1) for _ in range(5)]
    return statistics.median(taken) * 1000


def _in_own_process(what: str) -> dict[str, float]:
    """Measure in a fresh process, so that the memory is nobody else's."""
    command = [sys.executable, "-m", "tests.performance.bench_priority", what]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _measure_engine() -> dict[str, float]:
    model = example()
    seconds = statistics.median(
        _seconds(lambda: rank(model, samples=SAMPLES), 0) for _ in range(TURNS)
    )
    return {"seconds": seconds, "megabytes": peak_megabytes()}


def main(arguments: list[str]) -> None:
    """Print the figures, or with ``engine`` the engine's own as JSON."""
    if arguments == ["engine"]:
        sys.stdout.write(json.dumps(_measure_engine()))
        return
    for found in run():
        sys.stdout.write(
            f"{found['value']:>12,.4g} {found['unit']:<6} {found['name']}  {found['promise']}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
