"""How fast the questions around a ranking are answered: weights between bounds, what if.

Run alone with ``python -m tests.performance.bench_decisions``.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from samvern.cli.files import load_programme
from samvern.engine.priority import (
    GROUPS,
    RankingModel,
    RankingScale,
    Scenario,
    WeightRule,
    causes_of_change,
    rank,
    ranking_model,
)
from samvern.engine.priority.weights import WeightSpace

DRAWS, BLOCK = 100_000, 2_000
PAGE_SAMPLES = 10_000
RUNS = 5

#: Intervals under which plain draws are kept often enough, and so narrow ones that walks are taken.
WIDE = WeightRule(intervals=dict.fromkeys(GROUPS, (0.05, 0.3)))
NARROW = WeightRule(
    ((GROUPS[0], GROUPS[1]), (GROUPS[1], GROUPS[2])),
    intervals={GROUPS[0]: (0.2, 0.25), GROUPS[1]: (0.19, 0.22), GROUPS[3]: (0.1, 0.12)},
)

Figure = dict[str, Any]


def run() -> list[Figure]:
    """Measure everything in one run."""
    model, *_ = ranking_model(load_programme("IE-1125"), level="focus-area")
    return [
        *(
            _figure(
                f"{DRAWS:,} weightings of 7 groups, {name}", _seconds(partial(_draw, rule)), "s"
            )
            for name, rule in (
                ("no intervals", WeightRule()),
                ("wide intervals", WIDE),
                ("narrow intervals under an order", NARROW),
            )
        ),
        _figure(
            f"why a scenario of four parts moves IE-1125, 16 rankings x {PAGE_SAMPLES:,}",
            _seconds(partial(_causes, model)),
            "s",
        ),
    ]


def _draw(rule: WeightRule) -> None:
    rng = np.random.Generator(np.random.SFC64(1))
    space = WeightSpace.of(rule, GROUPS)
    for _ in range(DRAWS // BLOCK):
        space.draw(rng, BLOCK)


def _causes(model: RankingModel) -> object:
    scenario = Scenario(
        weights=WIDE,
        excluded_groups=("support",),
        judgements={("7", "cost"): {"low": 1.0}},
        scale=RankingScale.ORDINAL,
    )
    return causes_of_change(model, scenario, rank=partial(rank, samples=PAGE_SAMPLES))


def _seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _figure(name: str, value: float, unit: str, promise: str = "") -> Figure:
    return {"name": name, "value": value, "unit": unit, "promise": promise}


def main() -> None:
    """Print the figures."""
    for found in run():
        sys.stdout.write(
            f"{found['value']:>12,.4g} {found['unit']:<6} {found['name']}  {found['promise']}\n"
        )


if __name__ == "__main__":
    main()
