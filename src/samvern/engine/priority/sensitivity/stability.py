"""How far one weight can move before the order changes.

Scores at the mean judgements are linear in the weights. When one group gets the weight x and the
others keep their proportions, the lead of one alternative over another is linear in x, so it
turns at one exact point or never.

Source
------
B. Mareschal, "Weight stability intervals in multicriteria decision aid", European Journal of
Operational Research 33 (1988).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from samvern.engine.priority.model import RankingModel
from samvern.engine.priority.sensitivity.base import TIE, Base, in_order
from samvern.engine.priority.weights import Array

#: Slopes and weights that differ by less are equal.
_NOTHING = 1e-12

Pair = tuple[int, int]


@dataclass(frozen=True)
class Swap:
    """Two alternatives that change places: ``gains`` goes ahead of ``loses``."""

    gains: str
    loses: str

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {"gains": self.gains, "loses": self.loses}


@dataclass(frozen=True)
class Change:
    """What happens when a weight leaves its interval.

    Attributes
    ----------
    weight
        Where, 0..1.
    swaps
        Who changes places there; several when several meet in one point.
    after
        What stands beyond: the whole order, the first place, or the top, as the question was.
    is_admitted
        Whether the weighting there keeps what is said of the weights; None when these are fixed.
    """

    weight: float
    swaps: tuple[Swap, ...]
    after: tuple[str, ...]
    is_admitted: bool | None

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "weight": self.weight,
            "swaps": [swap.to_json() for swap in self.swaps],
            "after": list(self.after),
            "is_admitted": self.is_admitted,
        }


@dataclass(frozen=True)
class Interval:
    """The weights of one group, both ends included, between which something stays as it is.

    ``below`` and ``above`` say what changes at its ends; None where it reaches 0 or 1.
    """

    least: float
    most: float
    below: Change | None
    above: Change | None

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changes at the ends, the lower one first."""
        return tuple(change for change in (self.below, self.above) if change)

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "least": self.least,
            "most": self.most,
            "below": self.below and self.below.to_json(),
            "above": self.above and self.above.to_json(),
        }


@dataclass(frozen=True)
class WeightStability:
    """How far the weight of one group can move: three questions.

    Attributes
    ----------
    weight
        Where it stands, 0..1.
    order, first, top
        The weights that keep the whole order, the first place, and who is at the top (in
        whatever order).
    """

    group: str
    weight: float
    order: Interval
    first: Interval
    top: Interval

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "group": self.group,
            "weight": self.weight,
            "order": self.order.to_json(),
            "first": self.first.to_json(),
            "top": self.top.to_json(),
        }


def weight_stability(model: RankingModel, base: Base, top: int) -> tuple[WeightStability, ...]:
    """Move the weight of each group, the others keeping their proportions.

    Parameters
    ----------
    model, base
        What was ranked, and where it stands.
    top
        How many alternatives make up the top.

    Returns
    -------
    tuple of WeightStability
        One for each group, in the order of the model. Alternatives that are tied at the base
        stand in the order of their identifiers; that counts as changed when the later one goes
        ahead.

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level, WeightRule
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect", "cost"),
    ...     criteria=(Criterion("e", "effect", levels), Criterion("c", "cost", levels)),
    ...     matrix={
    ...         "train": {"e": {"high": 1.0}, "c": {"low": 1.0}},
    ...         "wait": {"e": {"low": 1.0}, "c": {"high": 1.0}},
    ...     },
    ...     weights=WeightRule(fixed={"effect": 0.7, "cost": 0.3}),
    ... )
    >>> effect, cost = weight_stability(model, Base.of(model), top=1)
    >>> effect.first.least, effect.first.most, effect.first.below.after
    (0.5, 1.0, ('wait',))
    """
    mover = {group: _Mover(model, base, at, top) for at, group in enumerate(base.board.group_ids)}
    return tuple(mover[group].stability() for group in model.groups)


class _Mover:
    """Moves the weight of one group."""

    def __init__(self, model: RankingModel, base: Base, group: int, top: int) -> None:
        self._ids = base.board.alternatives
        self._group_ids = base.board.group_ids
        self._rule = model.weights
        self._group = group
        self._weight = float(base.weights[group])
        self._others = _proportions(base.weights, group)
        self._own = base.values[:, group]
        self._rest = base.values @ self._others if len(base.weights) > 1 else self._own
        self._order = in_order(base.scores)
        self._top = top

    def stability(self) -> WeightStability:
        order, top = self._order, self._top
        return WeightStability(
            group=self._group_ids[self._group],
            weight=self._weight,
            order=self._interval(list(pairwise(order)), len(order)),
            first=self._interval([(order[0], other) for other in order[1:]], 1),
            top=self._interval([(i, o) for i in order[:top] for o in order[top:]], top),
        )

    def _interval(self, pairs: Sequence[Pair], shown: int) -> Interval:
        below = self._change(pairs, -1, shown)
        above = self._change(pairs, +1, shown)
        return Interval(
            least=below.weight if below else 0.0,
            most=above.weight if above else 1.0,
            below=below,
            above=above,
        )

    def _change(self, pairs: Sequence[Pair], direction: int, shown: int) -> Change | None:
        """Find the nearest point in a direction at which a later one goes ahead."""
        if not pairs:
            return None
        before, after = np.array(pairs).T
        lead_at_1 = self._own[before] - self._own[after]
        lead_at_0 = self._rest[before] - self._rest[after]
        turns = (lead_at_1 if direction > 0 else lead_at_0) < -_NOTHING
        if not turns.any():
            return None
        points = np.full(len(pairs), 2.0 * direction)
        np.divide(lead_at_0, lead_at_0 - lead_at_1, out=points, where=turns)
        low, high = (self._weight, 1.0) if direction > 0 else (0.0, self._weight)
        points[turns] = points[turns].clip(low, high)
        weight = float(points.min() if direction > 0 else points.max())
        swaps = [
            Swap(gains=self._ids[pairs[at][1]], loses=self._ids[pairs[at][0]])
            for at in np.flatnonzero(turns & (np.abs(points - weight) <= _NOTHING)).tolist()
        ]
        after_it = self._order_beyond(weight, direction)[:shown]
        return Change(
            weight=weight,
            swaps=tuple(swaps),
            after=tuple(self._ids[one] for one in after_it),
            is_admitted=self._is_admitted(weight),
        )

    def _order_beyond(self, weight: float, direction: int) -> list[int]:
        """The order just beyond a point: those who meet there by how fast they rise."""
        scores = weight * self._own + (1 - weight) * self._rest
        rises = (self._own - self._rest) * direction
        # Those who rise alike stay in the order in which they stood.
        place = {one: at for at, one in enumerate(self._order)}
        by_rise = sorted(place, key=lambda one: (-round(float(rises[one]), 9), place[one]))
        faster = {one: at for at, one in enumerate(by_rise)}
        return in_order(scores, [faster[one] for one in range(len(scores))])

    def _is_admitted(self, weight: float) -> bool | None:
        if self._rule.fixed is not None:
            return None
        weights = self._others * (1 - weight)
        weights[self._group] = weight
        of: Mapping[str, float] = dict(zip(self._group_ids, weights.tolist(), strict=True))
        keeps_order = all(of[high] >= of[low] - TIE for high, low in self._rule.constraints)
        keeps_bounds = all(
            least - TIE <= of[group] <= most + TIE
            for group, (least, most) in self._rule.intervals.items()
        )
        return keeps_order and keeps_bounds


def _proportions(weights: Array, group: int) -> Array:
    """How the other groups share what is left; equally when they have nothing."""
    others = weights.copy()
    others[group] = 0
    if others.sum() <= _NOTHING and len(others) > 1:
        others[:] = 1
        others[group] = 0
    total = others.sum()
    return others / total if total else others
