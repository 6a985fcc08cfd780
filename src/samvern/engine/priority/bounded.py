"""Weightings under a partial order when groups also have a least and a most share.

Moved by what each part of the order has at least, or turned round and moved by what it has at
most, the body lies in a smaller simplex under an order, which can be drawn from exactly. What
the bounds still cut off there is drawn again, or, if that is nearly all, walked to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.intervals import SLACK
from samvern.engine.priority.partial_order import connected_parts
from samvern.engine.priority.simplex import Array, OrderedSimplex
from samvern.engine.priority.vertices import Corners
from samvern.engine.priority.walk import Walk

#: How many draws the mean rests on when it is not exact; no weight is then off by more than
#: 0.005 (in 99 % of all cases, and usually by far less).
CENTROID_SAMPLES = 2**16

#: Draws are thrown away only if at least this share of them is kept.
_WORTH_REPEATING = 0.1
_PILOT = 4096
_MOST_AT_A_TIME = 2**14
_PILOT_SEED, _CENTROID_SEED = 1, 2


@dataclass(frozen=True)
class _Frame:
    """An ordered simplex around the body: ``start + stretch * simplex``; stretch may be < 0."""

    simplex: OrderedSimplex
    start: Array
    stretch: float

    def place(self, weights: Array) -> Array:
        """Put weights of the simplex, shape (size, n), where they belong."""
        return self.start[:, np.newaxis] + self.stretch * weights


@dataclass(frozen=True)
class BoundedSimplex:
    """Weights between bounds that sum to 1 and keep an order.

    Attributes
    ----------
    settled
        Shape (size,): the weights with one possible value, 0 for the others.
    free
        The positions of the others; none, or at least two.
    least, most
        Shape (free,): their bounds, which keep the order.
    above
        For each free weight the set of free ones known to be above it.
    """

    settled: Array
    free: npt.NDArray[np.intp]
    least: Array
    most: Array
    above: tuple[int, ...]

    @classmethod
    def of(cls, above: tuple[int, ...], least: Array, most: Array) -> BoundedSimplex:
        """Prepare bounds that keep the order and that some weighting keeps.

        Raises
        ------
        InvalidInput
            ``weights.too_many_orders`` or ``weights.too_many_corners``.
        """
        if least.sum() >= 1 - SLACK:
            most = least = least / least.sum()
        elif most.sum() <= 1 + SLACK:
            least = most = most / most.sum()
        is_free = most - least > SLACK
        if is_free.sum() == 1:
            least = most = np.where(is_free, 1 - least[~is_free].sum(), least)
            is_free[:] = False
        free = np.flatnonzero(is_free)
        masks = tuple(
            sum(1 << at for at, other in enumerate(free) if above[one] >> int(other) & 1)
            for one in free
        )
        settled = np.where(is_free, 0.0, least)
        body = cls(settled, free, least[free], most[free], masks)
        if free.size:
            _ = body._free_corners, body._walk  # refuse and prepare now, not while drawing
        return body

    def draw(self, rng: np.random.Generator, samples: int) -> Array:
        """Draw uniformly and independently; shape (size, samples)."""
        weights = np.repeat(self.settled[:, np.newaxis], samples, axis=1)
        if self.free.size:
            draw = self._draw_again if self._walk is None else self._walk.draw
            weights[self.free] = draw(rng, samples)
        return weights

    def corners(self) -> Array:
        """Give all corners, shape (corners, size)."""
        if not self.free.size:
            return self.settled[np.newaxis, :]
        corners = np.tile(self.settled, (len(self._free_corners), 1))
        corners[:, self.free] = self._free_corners
        return corners

    def centroid(self) -> Array:
        """Give the mean; exact if nothing is cut from the frame, else of draws; shape (size,)."""
        if not self.free.size:
            return self.settled
        frame, kept = self._frame
        if kept < 1:
            rng = np.random.Generator(np.random.SFC64(_CENTROID_SEED))
            drawn: Array = self.draw(rng, CENTROID_SAMPLES).mean(axis=1)
            return drawn
        centroid = self.settled.copy()
        centroid[self.free] = frame.place(frame.simplex.centroid()[:, np.newaxis])[:, 0]
        return centroid

    @cached_property
    def _total(self) -> float:
        return float(1 - self.settled.sum())

    @cached_property
    def _frame(self) -> tuple[_Frame, float]:
        """The frame of which the body fills more, and how much: 1 only if it fills it."""
        found = []
        for frame in (self._frame_from_below, self._frame_from_above):
            pilot = frame.place(
                frame.simplex.draw(np.random.Generator(np.random.SFC64(_PILOT_SEED)), _PILOT)
            )
            kept = float(self._holds(pilot).mean())
            corners = frame.place(frame.simplex.corners().T)
            is_full = self._holds(corners, SLACK).all()
            found.append((frame, 1.0 if is_full else min(kept, 1 - 1 / _PILOT)))
        return max(found, key=lambda each: each[1])

    @cached_property
    def _frame_from_below(self) -> _Frame:
        start = self.least.copy()
        for part in connected_parts(self.above):
            start[list(part)] = self.least[list(part)].min()
        return _Frame(OrderedSimplex.of(self.above), start, self._total - float(start.sum()))

    @cached_property
    def _frame_from_above(self) -> _Frame:
        size = len(self.free)
        below = tuple(
            sum(1 << other for other in range(size) if self.above[other] >> one & 1)
            for one in range(size)
        )
        start = self.most.copy()
        for part in connected_parts(self.above):
            start[list(part)] = self.most[list(part)].max()
        return _Frame(OrderedSimplex.of(below), start, self._total - float(start.sum()))

    @cached_property
    def _walk(self) -> Walk | None:
        """Walks, when too few draws in the frame would be kept."""
        if self._frame[1] >= _WORTH_REPEATING:
            return None
        return Walk(self.least, self.most, self.above, self._total)

    def _holds(self, weights: Array, slack: float = 0.0) -> npt.NDArray[np.bool_]:
        room = np.minimum(weights - self.least[:, np.newaxis], self.most[:, np.newaxis] - weights)
        held: npt.NDArray[np.bool_] = np.greater_equal(room.min(axis=0), -slack)
        return held

    def _draw_again(self, rng: np.random.Generator, samples: int) -> Array:
        """Draw in the frame until enough are between the bounds."""
        frame, kept = self._frame
        if kept == 1:
            return frame.place(frame.simplex.draw(rng, samples))
        parts: list[Array] = []
        missing = samples
        while missing > 0:
            size = min(_MOST_AT_A_TIME, int(missing / kept * 1.1) + 16)
            drawn = frame.place(frame.simplex.draw(rng, size))
            drawn = drawn[:, self._holds(drawn)][:, :missing]
            parts.append(drawn)
            missing -= drawn.shape[1]
        return np.concatenate(parts, axis=1)

    @cached_property
    def _free_corners(self) -> Array:
        """Cut the frame from below by each bound; shape (corners, free)."""
        frame = self._frame_from_below
        size = len(self.free)
        near = [
            higher | sum(1 << at for at, other in enumerate(self.above) if other >> one & 1)
            for one, higher in enumerate(self.above)
        ]
        members = frame.simplex.corners() > 0
        masks = (members @ (1 << np.arange(size, dtype=object))).tolist()
        # Equal weights in sets that do not hang together are mixtures, not corners.
        simplex = frame.simplex.corners()[[_hangs_together(mask, near) for mask in masks]]
        sides = [
            simplex[:, one] == simplex[:, other]
            for one in range(size)
            for other in range(size)
            if self.above[one] >> other & 1
        ]
        touches = np.column_stack([*sides, simplex == 0])
        corners = Corners(frame.place(simplex.T).T, touches, size - 1)
        for one, (least, most) in enumerate(zip(self.least, self.most, strict=True)):
            normal = np.eye(size)[one]
            corners = corners.cut(normal, least).cut(-normal, -most)
        return corners.points


def _hangs_together(mask: int, near: list[int]) -> bool:
    """Whether all members of a set are connected by neighbours within it."""
    reached, border = 0, mask & -mask
    while border:
        reached |= border
        border = 0
        for one, neighbours in enumerate(near):
            if reached >> one & 1:
                border |= neighbours & mask & ~reached
    return reached == mask
