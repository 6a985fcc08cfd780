"""Sampling on all processors, with results that do not depend on how many there are."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

Result = TypeVar("Result")

#: The work is always cut into so many parts, each with random numbers of its own.
LANES = 8


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

    def run(lane: int) -> Result:
        source = np.random.SeedSequence(seed, spawn_key=(stage, lane))
        return work(np.random.Generator(np.random.SFC64(source)), _share(samples, lane))

    lanes = range(min(LANES, samples))
    with ThreadPoolExecutor(min(_processors(), len(lanes))) as threads:
        return list(threads.map(run, lanes))


def _share(samples: int, lane: int) -> int:
    return samples // LANES + (lane < samples % LANES)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
