"""The admissible weightings as a body: uniform draws from it, and its corners.

Source
------
Dirichlet(1, …, 1) is uniform on the simplex, and is exponential draws divided by their sum.
Which order the draws stand in is independent of their sizes, so a uniform draw under a partial
order is sorted sizes dealt out along a uniformly drawn linear extension. Parts of the order that
no comparison connects stay independent until the division.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.partial_order import (
    LinearExtensions,
    connected_parts,
    linear_extensions,
    transitive_closure,
)
from samvern.engine.priority.weight_rule import WeightRule

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class WeightSpace:
    """All weightings of ``size`` groups that a rule admits.

    Attributes
    ----------
    fixed
        The only weighting, shape (size,), or None when there are many.
    parts
        Groups connected by comparisons, each with the orders these allow.
    """

    size: int
    fixed: Array | None
    parts: tuple[tuple[tuple[int, ...], LinearExtensions], ...]

    @classmethod
    def of(cls, rule: WeightRule, groups: Sequence[str]) -> WeightSpace:
        """Prepare a rule without problems for these groups.

        Raises
        ------
        InvalidInput
            ``weights.too_many_orders``.
        """
        if rule.fixed is not None:
            numbers = np.array([rule.fixed.get(group, 0.0) for group in groups])
            return cls(len(groups), numbers / numbers.sum(), ())
        index = {group: position for position, group in enumerate(groups)}
        pairs = [(index[greater], index[lesser]) for greater, lesser in rule.constraints]
        above = transitive_closure(pairs, len(groups))
        parts = [(part, linear_extensions(_within(part, above))) for part in connected_parts(above)]
        return cls(len(groups), None, tuple(parts))

    def draw(self, rng: np.random.Generator, samples: int) -> Array:
        """Draw weightings, uniformly and independently.

        Returns
        -------
        array
            Shape (size, samples), each column summing to 1.
        """
        if self.fixed is not None:
            return np.repeat(self.fixed[:, np.newaxis], samples, axis=1)
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
        """Give weightings of which every admissible one is a mixture.

        Returns
        -------
        array
            Shape (corners, size): for each up-set that may stand on top, equal weights in it.
        """
        if self.fixed is not None:
            return self.fixed[np.newaxis, :]
        corners = []
        for part, extensions in self.parts:
            masks = np.array(extensions.up_sets[1:])
            members = masks[:, np.newaxis] >> np.arange(len(part)) & 1
            corner = np.zeros((len(masks), self.size))
            corner[:, part] = members / members.sum(axis=1, keepdims=True)
            corners.append(corner)
        return np.concatenate(corners)


def _within(part: tuple[int, ...], above: tuple[int, ...]) -> tuple[int, ...]:
    """Renumber what is known within a part by the positions of its members."""
    return tuple(
        sum(1 << position for position, other in enumerate(part) if above[item] >> other & 1)
        for item in part
    )
