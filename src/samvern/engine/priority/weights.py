"""The admissible weightings as a body: uniform draws from it, its corners and its middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from samvern.engine.priority.bounded import BoundedSimplex
from samvern.engine.priority.intervals import FREE, together
from samvern.engine.priority.partial_order import transitive_closure
from samvern.engine.priority.simplex import Array, OrderedSimplex
from samvern.engine.priority.weight_rule import WeightRule

__all__ = ["Array", "WeightSpace"]


class _Body(Protocol):
    """What can be drawn from and has corners."""

    def draw(self, rng: np.random.Generator, samples: int) -> Array: ...

    def corners(self) -> Array: ...

    def centroid(self) -> Array: ...


@dataclass(frozen=True)
class _OnePoint:
    """A single weighting, shape (size,)."""

    weights: Array

    def draw(self, rng: np.random.Generator, samples: int) -> Array:
        return np.repeat(self.weights[:, np.newaxis], samples, axis=1)

    def corners(self) -> Array:
        return self.weights[np.newaxis, :]

    def centroid(self) -> Array:
        return self.weights


@dataclass(frozen=True)
class WeightSpace:
    """All weightings of ``size`` groups that a rule admits."""

    size: int
    body: _Body

    @classmethod
    def of(cls, rule: WeightRule, groups: Sequence[str]) -> WeightSpace:
        """Prepare a rule without problems for these groups.

        Raises
        ------
        InvalidInput
            ``weights.too_many_orders``, or ``weights.too_many_corners`` when there are
            intervals for many groups.
        """
        if rule.fixed is not None:
            numbers = np.array([rule.fixed.get(group, 0.0) for group in groups])
            return cls(len(groups), _OnePoint(numbers / numbers.sum()))
        index = {group: position for position, group in enumerate(groups)}
        pairs = [(index[greater], index[lesser]) for greater, lesser in rule.constraints]
        above = transitive_closure(pairs, len(groups))
        if all(interval == FREE for interval in rule.intervals.values()):
            return cls(len(groups), OrderedSimplex.of(above))
        joint = together(rule.intervals, rule.constraints, groups)
        least, most = np.array([joint[group] for group in groups]).T
        return cls(len(groups), BoundedSimplex.of(above, least, most))

    def draw(self, rng: np.random.Generator, samples: int) -> Array:
        """Draw weightings, uniformly and independently.

        Returns
        -------
        array
            Shape (size, samples), each column summing to 1.
        """
        return self.body.draw(rng, samples)

    def corners(self) -> Array:
        """Give weightings of which every admissible one is a mixture; shape (corners, size)."""
        return self.body.corners()

    def centroid(self) -> Array:
        """Give the mean of all admissible weightings, shape (size,).

        Exact without intervals, and with intervals that only leave one weighting or only say how
        much each of several uncompared groups has at least; otherwise the mean of
        ``bounded.CENTROID_SAMPLES`` draws.
        """
        return self.body.centroid()
