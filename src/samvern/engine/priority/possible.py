"""What is settled whatever the weights and whatever the uncertain judgements turn out to be.

How far one alternative is ahead of another is linear in the weights and in the heights of the
steps. So it is enough to look at extreme cases: corners of the admissible weights; for each
judgement the lowest or the highest reading; and on an ordinal scale all height in one step of
each criterion, the limit of increasing scales.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.game import solve_game
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.weights import Array

#: Differences of scores up to this are none.
TOLERANCE = 1e-9

_NO_PROGRESS = 1e-12
_CORNERS_AT_A_TIME = 256

Steps = npt.NDArray[np.int8]


class Extremes:
    """The extreme cases of a model."""

    def __init__(self, board: Board) -> None:
        criteria = [stairs for group in board.groups for stairs in group.criteria]
        self._corners = board.weights.corners()
        self._is_ordinal = board.is_ordinal
        self._certain = np.concatenate(
            [stairs.certain for stairs in criteria], axis=1, dtype=np.int8
        )
        self._possible = np.concatenate(
            [stairs.possible for stairs in criteria], axis=1, dtype=np.int8
        )
        steps = np.array([len(stairs.heights) for stairs in criteria])
        self._first_steps = np.cumsum(steps) - steps
        group_of = np.repeat(
            np.arange(len(board.groups)), [len(group.criteria) for group in board.groups]
        )
        # Shape (criteria, groups): the part of each criterion in the mean of its group.
        self._means = (group_of[:, np.newaxis] == np.arange(len(board.groups))) / np.bincount(
            group_of
        )
        heights = np.concatenate([stairs.heights for stairs in criteria])
        # Shape (steps, groups): the part of each step in the value of its group, on linear scales.
        self._rises = heights[:, np.newaxis] * np.repeat(self._means, steps, axis=0)

    def dominates(self, one: int) -> npt.NDArray[np.intp]:
        """Find whom an alternative dominates.

        Its score is at least as high as theirs for every admissible weighting and every reading
        of both (on an ordinal scale: and any increasing values), and higher for some.
        """
        behind = np.delete(np.arange(len(self._certain)), one)
        least = self._gains(self._certain[one] - self._possible[behind], np.minimum)
        for start in range(0, len(self._corners), _CORNERS_AT_A_TIME):
            corners = self._corners[start : start + _CORNERS_AT_A_TIME]
            is_behind = (least @ corners.T >= -TOLERANCE).all(axis=1)
            behind, least = behind[is_behind], least[is_behind]
        most = self._gains(self._possible[one] - self._certain[behind], np.maximum)
        return behind[(most @ self._corners.T > TOLERANCE).any(axis=1)]

    def can_be_first(self, one: int) -> bool:
        """Find out whether some admissible weighting and reading puts nobody before it.

        A game between those who pick the weights (and scales) to its favour, and a mixture of
        rivals at their lowest readings. Favourable picks are added until a mixture of them
        wins, or until a mixture of rivals is ahead at every corner.
        """
        rivals = np.delete(np.arange(len(self._certain)), one)
        if not rivals.size:
            return True
        ahead = self._possible[one] - self._certain[rivals]
        mixture = np.full(len(rivals), 1 / len(rivals))
        picks: list[Array] = []
        secured = -np.inf
        while secured < -TOLERANCE:
            pick = self._best_pick(ahead, mixture)
            if pick @ mixture < max(-TOLERANCE, secured + _NO_PROGRESS):
                return False
            picks.append(pick)
            secured, mixture = solve_game(np.stack(picks))
        return True

    def _best_pick(self, ahead: Steps, mixture: Array) -> Array:
        """Choose weights and scale against a mixture of rivals; give the lead over each rival."""
        if self._is_ordinal:
            mean = mixture @ ahead
            bounds = [*self._first_steps[1:], len(mean)]
            best = [
                first + mean[first:end].argmax()
                for first, end in zip(self._first_steps, bounds, strict=True)
            ]
            leads = ahead[:, best] @ self._means
        else:
            leads = ahead @ self._rises
        corner = self._corners[(self._corners @ (mixture @ leads)).argmax()]
        pick: Array = leads @ corner
        return pick

    def _gains(self, ahead: Steps, extreme: np.ufunc) -> Array:
        """Turn steps ahead, shape (n, steps), into extreme leads in each group, (n, groups)."""
        gains: Array
        if self._is_ordinal:
            gains = extreme.reduceat(ahead, self._first_steps, axis=1) @ self._means
        else:
            gains = ahead @ self._rises
        return gains
