"""How sure an effect is when there are few organisations."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy import stats

from samvern.engine.effects.claims import LEVEL
from samvern.engine.effects.panel import FloatArray, IntArray

#: A group of so many is spread as its own members are; of a smaller group's spread too little is
#: known, and that of all groups stands for it.
LEAST_OWN_SPREAD: Final = 4


def spread(
    outcomes: FloatArray, group_of: IntArray, contrasts: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Find the error of sums of group means, organisations being what varies.

    Whatever goes on over time within an organisation is kept: its whole row is one observation. The
    spread of a group comes from its own members where it has at least ``LEAST_OWN_SPREAD``, else
    from the members of all groups around the mean of their group. Degrees of freedom are Welch's,
    never more than organisations less groups.

    Parameters
    ----------
    outcomes
        Organisations by periods; further axes in front are taken one by one.
    group_of
        The group of each organisation, 0, 1, ….
    contrasts
        Sums by groups by periods, with which the means of the groups are multiplied.

    Returns
    -------
    errors, degrees
        For each sum, in the unit of the indicator; NaN where no group has two organisations.

    Source
    ------
    B. L. Welch, "The generalization of Student's problem when several different population
    variances are involved", Biometrika 34 (1947). Measured in ``docs/decisions/0020-effect.md``.

    Examples
    --------
    >>> outcomes = np.array([[0.0, 1.0], [0.0, 3.0], [0.0, 0.0], [0.0, 2.0]])
    >>> difference = np.array([[[-1.0, 1.0], [1.0, -1.0]]])
    >>> [found.round(3).tolist() for found in spread(outcomes, np.array([0, 0, 1, 1]), difference)]
    [[1.414], [2.0]]
    """
    sizes = np.bincount(group_of)
    free = len(group_of) - len(sizes)
    if free == 0:
        nothing = np.full((*outcomes.shape[:-2], len(contrasts)), np.nan)
        return nothing, nothing
    around = outcomes - _group_means(outcomes, group_of)[..., group_of, :]
    everybody = np.swapaxes(around, -1, -2) @ around / free
    parts, degrees = [], []
    for group, size in enumerate(sizes):
        own = size >= LEAST_OWN_SPREAD
        members = around[..., group_of == group, :]
        within = np.swapaxes(members, -1, -2) @ members / (size - 1) if own else everybody
        weights = contrasts[:, group]
        parts.append(np.einsum("ct,...ct->...c", weights, weights @ within) / size)
        degrees.append(size - 1 if own else free)
    variances = np.maximum(np.stack(parts, axis=-1), 0)
    total = variances.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        welch = total**2 / (variances**2 / np.array(degrees)).sum(axis=-1)
    return np.sqrt(total), np.fmin(welch, free)


def half_width(error: FloatArray, degrees: FloatArray, level: float = LEVEL) -> FloatArray:
    """Half of the interval of Student's t around an estimate."""
    return np.asarray(stats.t.ppf((1 + level) / 2, degrees) * error)


def _group_means(outcomes: FloatArray, group_of: IntArray) -> FloatArray:
    is_in = (np.arange(group_of.max() + 1)[:, np.newaxis] == group_of).astype(np.float64)
    return np.asarray(is_in @ outcomes / is_in.sum(axis=1, keepdims=True))
