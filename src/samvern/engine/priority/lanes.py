"""Sampling on all processors, with results that do not depend on how many there are."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

Result = TypeVar("Result")

# The work is cut into parts, each with random numbers of its own: so many, unless they would
# become too small to be worth it.
_LANES = 8
_SAMPLES_WORTH_A_LANE = 500


def in_lanes(
    work: Callable[[np.random.Generator, int], Result], samples: int, seed: int, stage: int
) -> list[Result]:
    """Share out samples, and give the results of the parts in a fixed order.

    Parameters
    ----------
    work
        Called with a random generator and a number of samples, at least one, at the same time
        from several threads; numpy lets go of the interpreter while it computes.
    samples
        How many in all, at least one.
    seed, stage
        Decide the random numbers; stages of one computation do not share any.
    """
    lanes = max(1, min(_LANES, samples // _SAMPLES_WORTH_A_LANE))

    def run(lane: int) -> Result:
        source = np.random.SeedSequence(seed, spawn_key=(stage, lane))
        share = samples // lanes + (lane < samples % lanes)
        return work(np.random.Generator(np.random.SFC64(source)), share)

    with ThreadPoolExecutor(min(_processors(), lanes)) as threads:
        return list(threads.map(run, range(lanes)))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
