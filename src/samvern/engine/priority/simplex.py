"""All weightings under a partial order: uniform draws, corners and the mean.

Source
------
Dirichlet(1, …, 1) is uniform on the simplex, and is exponential draws divided by their sum.
Which order the draws stand in is independent of their sizes, so a uniform draw under a partial
order is sorted sizes dealt out along a uniformly drawn linear extension. Parts of the order that
no comparison connects stay independent until the division. The j-th largest of k exponential
draws is 1/j + … + 1/k on average (A. Rényi, "On the theory of order statistics", 1953).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.partial_order import (
    LinearExtensions,
    connected_parts,
    linear_extensions,
)

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class OrderedSimplex:
    """Weights of zero or more that sum to 1 and keep a partial order.

    Attributes
    ----------
    size
        How many weights.
    parts
        Weights connected by comparisons, each with the orders these allow.
    """

    size: int
    parts: tuple[tuple[tuple[int, ...], LinearExtensions], ...]

    @classmethod
    def of(cls, above: tuple[int, ...]) -> OrderedSimplex:
        """Prepare an order in which ``above[i]`` is the set of all known to be above i.

        Raises
        ------
        InvalidInput
            ``weights.too_many_orders``.
        """
        parts = [(part, linear_extensions(_within(part, above))) for part in connected_parts(above)]
        return cls(len(above), tuple(parts))

    def draw(self, rng: np.random.Generator, samples: int) -> Array:
        """Draw uniformly and independently; shape (size, samples)."""
        weights = rng.standard_exponential((self.size, samples))
        for part, extensions in self.parts:
            if len(part) > 1:
                members = np.array(part)
                largest_first = np.sort(weights[members], axis=0)[::-1]
                owner = members[extensions.draw(rng, samples)]
                weights[owner, np.arange(samples)] = largest_first
        weights /= weights.sum(axis=0)
        return weights

    def corners(self) -> Array:
        """For each up-set that may stand on top, equal weights in it; shape (corners, size)."""
        corners = []
        for part, extensions in self.parts:
            masks = np.array(extensions.up_sets[1:])
            members = masks[:, np.newaxis] >> np.arange(len(part)) & 1
            corner = np.zeros((len(masks), self.size))
            corner[:, part] = members / members.sum(axis=1, keepdims=True)
            corners.append(corner)
        return np.concatenate(corners)

    def centroid(self) -> Array:
        """The mean of all weightings, exact; shape (size,)."""
        mean = np.zeros(self.size)
        for part, extensions in self.parts:
            largest_first = np.cumsum(1 / np.arange(len(part), 0, -1))[::-1]
            mean[list(part)] = sum(
                size * chances
                for size, chances in zip(largest_first, _chances(extensions), strict=True)
            )
        return mean / self.size


def _chances(extensions: LinearExtensions) -> Iterator[Array]:
    """For each position, the first first, how likely each item stands there."""
    chance = np.diff(extensions.cumulative, axis=1, prepend=0.0)
    reached = np.zeros(len(extensions.up_sets))
    reached[0] = 1
    for _ in range(extensions.items):
        going = reached[:, np.newaxis] * chance
        yield going.sum(axis=0)
        reached = np.zeros(len(reached))
        np.add.at(reached, extensions.following, going)


def _within(part: tuple[int, ...], above: tuple[int, ...]) -> tuple[int, ...]:
    """Renumber what is known within a part by the positions of its members."""
    return tuple(
        sum(1 << position for position, other in enumerate(part) if above[item] >> other & 1)
        for item in part
    )
