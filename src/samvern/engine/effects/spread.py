"""How sure an effect is when there are few organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from samvern.engine.effects.claims import LEVEL
from samvern.engine.effects.panel import FloatArray, IntArray

#: A group of so many is spread as its own members are; of a smaller group's spread too little is
#: known, and that of all groups stands for it.
LEAST_OWN_SPREAD: Final = 4


@dataclass(frozen=True, eq=False)
class Within:
    """How organisations vary around the mean of their group, over all periods at once.

    ``covariances`` is groups by periods by periods, ``degrees`` the degrees of freedom of each,
    ``sizes`` the organisations of each group; ``free`` is organisations less groups.
    """

    covariances: FloatArray
    degrees: IntArray
    sizes: IntArray
    free: int


def within(outcomes: FloatArray, group_of: IntArray) -> Within:
    """Find how organisations vary within their groups.

    Whatever goes on over time within an organisation is kept: its whole row is one observation. The
    spread of a group comes from its own members where it has at least ``LEAST_OWN_SPREAD``, else
    from the members of all groups, each around the mean of its own.

    Parameters
    ----------
    outcomes
        Organisations by periods; further axes in front are taken one by one.
    group_of
        The group of each organisation, 0, 1, ….
    """
    sizes = np.bincount(group_of)
    free = len(group_of) - len(sizes)
    is_own = sizes >= LEAST_OWN_SPREAD
    squares = []
    for group in range(len(sizes)):
        members = outcomes[..., group_of == group, :]
        around = members - members.mean(axis=-2, keepdims=True)
        squares.append(np.swapaxes(around, -1, -2) @ around)
    everybody = np.sum(squares, axis=0) / max(free, 1)
    own = [
        square / (size - 1) if enough else everybody
        for square, size, enough in zip(squares, sizes, is_own, strict=True)
    ]
    return Within(np.stack(own, axis=-3), np.where(is_own, sizes - 1, free), sizes, free)


def spread(found: Within, contrasts: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Find the error of sums of group means, organisations being what varies.

    Degrees of freedom are Welch's, never more than organisations less groups.

    Parameters
    ----------
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
    >>> found = spread(within(outcomes, np.array([0, 0, 1, 1])), difference)
    >>> [each.round(3).tolist() for each in found]
    [[1.414], [2.0]]
    """
    # Groups first, so that each is one product of matrices.
    by_group = np.swapaxes(contrasts, 0, 1)
    variances = ((by_group @ found.covariances) * by_group).sum(axis=-1)
    parts = np.maximum(variances / found.sizes[:, np.newaxis], 0)
    total = parts.sum(axis=-2)
    if found.free == 0:
        return np.full_like(total, np.nan), np.full_like(total, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        welch = total**2 / (parts**2 / found.degrees[:, np.newaxis]).sum(axis=-2)
    return np.sqrt(total), np.fmin(welch, found.free)


def half_width(error: FloatArray, degrees: FloatArray, level: float = LEVEL) -> FloatArray:
    """Half of the interval of Student's t around an estimate."""
    return np.asarray(special.stdtrit(degrees, (1 + level) / 2) * error)
