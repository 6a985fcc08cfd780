"""Orders in which things can stand when only some of the comparisons are known.

An *up-set* is a set of items that holds, with each item, everything known to be above it: what
may stand on top. The known comparisons describe the *linear extensions*: the full orders, best
first, that contradict none of them. Counting extensions over up-sets gives exactly uniform
draws of them, with no rejected draws. Sets of items are bit masks.

Source
------
G. Brightwell, P. Winkler, "Counting linear extensions", Order 8 (1991), for the recursion.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from samvern.engine.errors import InvalidInput

#: So many has a star (one item above all others) of 16 items; an order with more is refused.
MAX_UP_SETS = 2**15 + 1


@dataclass(frozen=True)
class LinearExtensions:
    """All up-sets of a partial order of ``items`` things, ready for drawing full orders.

    Attributes
    ----------
    up_sets
        Bit masks, smaller sets first, from the empty set to all items.
    following
        Shape (up-sets, items): the index of the up-set reached by placing the item next.
    cumulative
        Shape (up-sets, items): probability that the next item has at most this index.
    """

    items: int
    up_sets: tuple[int, ...]
    following: npt.NDArray[np.intp]
    cumulative: npt.NDArray[np.float64]

    def draw(self, rng: np.random.Generator, samples: int) -> npt.NDArray[np.intp]:
        """Draw full orders, all equally likely.

        Returns
        -------
        array of int
            Shape (items, samples): which item stands first, second, and so on.
        """
        order = np.empty((self.items, samples), np.intp)
        placed = np.zeros(samples, np.intp)
        for position in order:
            chance = rng.random(samples)
            position[:] = (self.cumulative[placed] <= chance[:, np.newaxis]).sum(axis=1)
            placed = self.following[placed, position]
        return order


@lru_cache(maxsize=8)
def linear_extensions(above: tuple[int, ...]) -> LinearExtensions:
    """Prepare the full orders of items, where ``above[i]`` is the set known to be above item i.

    Raises
    ------
    InvalidInput
        ``weights.too_many_orders``: the order has more than ``MAX_UP_SETS`` up-sets.
    """
    items = len(above)
    up_sets = _up_sets(above)
    index = {up_set: position for position, up_set in enumerate(up_sets)}
    # ways[u]: in how many orders the items outside the up-set u can follow it
    ways = {up_sets[-1]: 1}
    following = np.zeros((len(up_sets), items), np.intp)
    cumulative = np.ones((len(up_sets), items))
    for up_set in reversed(up_sets[:-1]):
        nexts = [(item, up_set | 1 << item) for item in _placeable(above, up_set)]
        ways[up_set] = sum(ways[larger] for _, larger in nexts)
        shares = [0] * items
        for item, larger in nexts:
            following[index[up_set], item] = index[larger]
            shares[item] = ways[larger]
        cumulative[index[up_set]] = _cumulative_shares(shares)
    return LinearExtensions(items, up_sets, following, cumulative)


def transitive_closure(pairs: Iterable[tuple[int, int]], items: int) -> tuple[int, ...]:
    """For pairs (higher, lower) without a cycle, give for each item the set of all above it."""
    above = [0] * items
    for higher, lower in pairs:
        above[lower] |= 1 << higher
    for middle in range(items):
        for item in range(items):
            if above[item] >> middle & 1:
                above[item] |= above[middle]
    return tuple(above)


def connected_parts(above: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Split items into parts that no comparison connects, each part and item in index order."""
    part_of = list(range(len(above)))
    for item, others in enumerate(above):
        for other in range(len(above)):
            if others >> other & 1:
                merged = {part_of[item], part_of[other]}
                part_of = [min(merged) if part in merged else part for part in part_of]
    return [
        tuple(item for item, found in enumerate(part_of) if found == part)
        for part in sorted(set(part_of))
    ]


def _up_sets(above: tuple[int, ...]) -> tuple[int, ...]:
    found: list[int] = []
    layer = [0]
    while layer:
        found += layer
        if len(found) > MAX_UP_SETS:
            raise InvalidInput("weights.too_many_orders", groups=len(above))
        layer = sorted(
            {up_set | 1 << item for up_set in layer for item in _placeable(above, up_set)}
        )
    return tuple(found)


def _placeable(above: tuple[int, ...], up_set: int) -> list[int]:
    """Items outside the up-set with everything above them inside it."""
    return [
        item
        for item, needed in enumerate(above)
        if not up_set >> item & 1 and needed & up_set == needed
    ]


def _cumulative_shares(shares: list[int]) -> list[float]:
    """Divide whole numbers of any size by their sum, cumulatively."""
    total = sum(shares)
    reached = 0
    result = []
    for share in shares:
        reached += share
        result.append(reached / total)
    return result
