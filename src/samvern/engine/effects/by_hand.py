"""Group-time effects by plain means, and what each rests on.

This is the check of what :mod:`samvern.engine.effects.by_diff_diff` gives, and the basis of the
intervals: every effect is a sum of means of organisations that start together, so its spread
follows from theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from samvern.engine.effects.comparison import NEVER, Comparison, Control
from samvern.engine.effects.panel import BoolArray, FloatArray, IntArray
from samvern.engine.errors import SamvernError

#: Two ways of adding the same numbers differ by less than this share of the largest outcome.
_ROUNDING: Final = 1e-8


@dataclass(frozen=True, eq=False)
class Cells:
    """The effect in every period on those who start together, before their start too.

    All arrays run over cells. ``start``, ``time`` and ``base`` are positions among the periods of
    the panel; ``treated`` and ``compared`` count organisations. ``contrasts`` is cells by groups by
    periods: multiplied with the means of the groups and summed, it gives ``effects``. ``compares``
    is cells by groups: with whom those who start are compared.
    ``influence`` is organisations by cells: how much each organisation moves the effect.
    ``groups`` are the starts of the groups, the earliest first, never last; ``sizes`` how many
    organisations each has, ``group_of`` the group of each organisation.
    """

    start: IntArray
    time: IntArray
    base: IntArray
    treated: IntArray
    compared: IntArray
    effects: FloatArray
    contrasts: FloatArray
    compares: BoolArray
    influence: FloatArray
    groups: IntArray
    sizes: IntArray
    group_of: IntArray

    @property
    def since(self) -> IntArray:
        """Periods since the start; negative before it."""
        return self.time - self.start

    @property
    def share(self) -> FloatArray:
        """The share of all organisations that start when those of the cell do."""
        return np.asarray(self.treated / self.sizes.sum())


def by_hand(ready: Comparison) -> Cells:
    """Compute group-time effects.

    The effect on those who start in period g, in period t, is how much their mean has changed
    since their last period before the start, less how much the mean of those compared with has
    changed in the same time. Periods before are held against the same base ("universal"), so that
    a drift before the start shows as a drift.

    Returns
    -------
    Cells
        One for each start and each period but its base; effects in the unit of the indicator.

    Source
    ------
    B. Callaway and P. H. C. Sant'Anna, "Difference-in-differences with multiple time periods",
    Journal of Econometrics 225 (2021) 200-230, the case without covariates. The universal base: J.
    Roth, "Interpreting event-studies from recent difference-in-differences methods" (2024).

    Examples
    --------
    >>> from samvern.engine.effects import EffectPanel, comparison
    >>> panel = EffectPanel(
    ...     ("a", "b"), ("1", "2", "3"), ((0, 1, 5), (0, 2, 3)), ("3", None))
    >>> cells = by_hand(comparison(panel))
    >>> cells.since.tolist(), cells.effects.tolist()
    ([-2, 0], [1.0, 3.0])
    """
    groups, group_of, sizes = np.unique(ready.starts, return_inverse=True, return_counts=True)
    found = list(_cells(ready, groups))
    start, time, base = (np.array(part, dtype=np.int64) for part in zip(*found, strict=True))
    return _filled(ready, start, time, base, groups, group_of, sizes)


def _cells(ready: Comparison, groups: IntArray) -> Iterator[tuple[int, int, int]]:
    for start in groups[groups < NEVER]:
        base = ready.times[ready.times < start - ready.anticipation][-1]
        yield from ((start, time, base) for time in ready.times if time != base)


def _filled(
    ready: Comparison,
    start: IntArray,
    time: IntArray,
    base: IntArray,
    groups: IntArray,
    group_of: IntArray,
    sizes: IntArray,
) -> Cells:
    cells, columns = np.arange(len(start)), {at: column for column, at in enumerate(ready.times)}
    here = np.array([columns[at] for at in time])
    there = np.array([columns[at] for at in base])
    own = np.searchsorted(groups, start)
    # Groups that are compared with: not started at the later of the two periods, nor about to.
    free = groups == NEVER
    if ready.control is Control.NOT_YET:
        free = free | (groups > np.maximum(time, base)[:, np.newaxis] + ready.anticipation)
        free[cells, own] = False
    free = np.broadcast_to(free, (len(cells), len(groups)))
    compared = (free * sizes).sum(axis=1)

    weights = -(free * sizes) / compared[:, np.newaxis]
    weights[cells, own] += 1
    contrasts = np.zeros((len(cells), len(groups), len(ready.times)))
    contrasts[cells, :, here] += weights
    contrasts[cells, :, there] -= weights

    changes = ready.outcomes[:, here] - ready.outcomes[:, there]
    is_own, is_free = group_of[:, np.newaxis] == own, free[:, group_of].T
    treated = sizes[own]
    own_mean = (changes * is_own).sum(axis=0) / treated
    free_mean = (changes * is_free).sum(axis=0) / compared
    everybody = len(group_of)
    influence = is_own * (changes - own_mean) * (everybody / treated)
    influence -= is_free * (changes - free_mean) * (everybody / compared)
    return Cells(
        start=start,
        time=time,
        base=base,
        treated=treated,
        compared=compared,
        effects=own_mean - free_mean,
        contrasts=contrasts,
        compares=free,
        influence=influence,
        groups=groups,
        sizes=sizes,
        group_of=group_of,
    )


def must_agree(package: FloatArray, hand: FloatArray, outcomes: FloatArray) -> None:
    """Refuse effects that two ways of computing them do not agree on.

    Raises
    ------
    SamvernError
        ``effect.two_ways_differ`` when they are further apart than adding up in another order is.

    Examples
    --------
    >>> must_agree(np.array([0.3]), np.array([0.1 + 0.2]), np.array([[1.0]]))
    >>> must_agree(np.array([0.3]), np.array([0.31]), np.array([[1.0]]))
    Traceback (most recent call last):
    samvern.engine.errors.SamvernError: effect.two_ways_differ (by=0.01)
    """
    apart = float(np.abs(package - hand).max())
    if not apart <= _ROUNDING * float(np.abs(outcomes).max()):
        raise SamvernError("effect.two_ways_differ", by=f"{apart:.3g}")
