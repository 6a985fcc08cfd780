"""Corners of a body when a half-space cuts part of it away.

Source
------
T. S. Motzkin, H. Raiffa, G. L. Thompson, R. M. Thrall, "The double description method" (1953);
K. Fukuda, A. Prodon, "Double description method revisited" (1996), for the test of adjacency.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samvern.engine.errors import InvalidInput
from samvern.engine.priority.simplex import Array

#: Enough for intervals of eleven groups at once; cutting takes the square of it in time.
MAX_CORNERS = 2**12

#: A corner this close to a plane lies on it.
_ON = 1e-12
_CELLS_AT_A_TIME = 2**20

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Corners:
    """The corners of a bounded convex body.

    Attributes
    ----------
    points
        Shape (corners, dimensions of the space).
    touches
        Shape (corners, sides): whether the corner lies on the side. All sides must be there.
    dimension
        Of the body, which may lie flat in the space.
    """

    points: Array
    touches: npt.NDArray[np.bool_]
    dimension: int

    def cut(self, normal: Array, offset: float) -> Corners:
        """Keep what lies at ``point @ normal >= offset``; some of it must lie truly beyond.

        Raises
        ------
        InvalidInput
            ``weights.too_many_corners``.
        """
        height = self.points @ normal - offset
        inside, outside = np.flatnonzero(height > _ON), np.flatnonzero(height < -_ON)
        if not outside.size:
            return self
        kept = np.flatnonzero(height >= -_ON)
        one, other = self._edges(inside, outside, MAX_CORNERS - len(kept))
        share = (height[one] / (height[one] - height[other]))[:, np.newaxis]
        between = self.points[one] + share * (self.points[other] - self.points[one])
        touches = np.concatenate([self.touches[kept], self.touches[one] & self.touches[other]])
        on_cut = np.concatenate([height[kept] <= _ON, np.ones(len(one), np.bool_)])
        return Corners(
            np.concatenate([self.points[kept], between]),
            np.column_stack([touches, on_cut]),
            self.dimension,
        )

    # Products of zeros and ones are exact, whatever lanes beside them BLAS happens to compute.
    @np.errstate(invalid="ignore")
    def _edges(
        self, inside: Positions, outside: Positions, most: int
    ) -> tuple[Positions, Positions]:
        """Find the edges from inside to outside: their sides have no third corner in common."""
        touches = self.touches.astype(np.float32)
        nothing = np.empty(0, np.intp)
        found = [(nothing, nothing)]
        step = max(1, _CELLS_AT_A_TIME // len(touches))
        for some in _pieces(inside, step):
            rows, columns = np.nonzero(touches[some] @ touches[outside].T > self.dimension - 1.5)
            for part in _pieces(np.arange(len(rows)), step):
                one, other = some[rows[part]], outside[columns[part]]
                sides = touches[one] * touches[other]
                shared = sides @ touches.T > sides.sum(axis=1, keepdims=True) - 0.5
                is_edge = shared.sum(axis=1) == 2
                found.append((one[is_edge], other[is_edge]))
                most -= int(is_edge.sum())
                if most < 0:
                    raise InvalidInput("weights.too_many_corners", most=MAX_CORNERS)
        return np.concatenate([one for one, _ in found]), np.concatenate([it for _, it in found])


def _pieces(whole: Positions, size: int) -> Iterator[Positions]:
    for start in range(0, len(whole), size):
        yield whole[start : start + size]
