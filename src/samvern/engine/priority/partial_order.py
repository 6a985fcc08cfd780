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
    nexts = _growth(above)
    index = {up_set: position for position, up_set in enumerate(nexts)}
    following = np.zeros((len(nexts), items), np.intp)
    shares = np.zeros((len(nexts), items))
    # ways[u]: in how many orders the items outside the up-set u can follow it
    ways = {(1 << items) - 1: 1}
    for up_set, placeable in reversed(nexts.items()):
        if placeable:
            ways[up_set] = total = sum(ways[up_set | 1 << item] for item in placeable)
            for item in placeable:
                following[index[up_set], item] = index[up_set | 1 << item]
                shares[index[up_set], item] = ways[up_set | 1 << item] / total
    cumulative = np.cumsum(shares, axis=1)
    # What rounding leaves below 1 must not lead past the last item that can be placed.
    cumulative[cumulative >= cumulative[:, -1:]] = 1
    return LinearExtensions(items, tuple(nexts), following, cumulative)


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


def _growth(above: tuple[int, ...]) -> dict[int, list[int]]:
    """For each up-set, the smaller ones first, list the items that can be placed next."""
    nexts: dict[int, list[int]] = {}
    layer = [0]
    while layer:
        larger: set[int] = set()
        for up_set in layer:
            nexts[up_set] = [
                item
                for item, needed in enumerate(above)
                if not up_set >> item & 1 and needed & up_set == needed
            ]
            larger.update(up_set | 1 << item for item in nexts[up_set])
        layer = sorted(larger)
        if len(nexts) + len(layer) > MAX_UP_SETS:
            raise InvalidInput("weights.too_many_orders", groups=len(above))
    return nexts
