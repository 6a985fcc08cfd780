"""Two-person zero-sum games, solved exactly."""

from __future__ import annotations

import numpy as np

from samvern.engine.priority.weights import Array

_NOTHING = 1e-12


def solve_game(payoffs: Array) -> tuple[float, Array]:
    """Find what the row player can secure, and the mixture of columns that grants no more.

    Parameters
    ----------
    payoffs
        Shape (rows, columns): what the row player gets.

    Returns
    -------
    value : float
        The most that some mixture of rows gets against every column.
    mixture : array
        Shape (columns,): shares summing to 1, against which no row gets more than the value.

    Source
    ------
    G. B. Dantzig, "A proof of the equivalence of the programming problem and the game problem"
    (1951); R. G. Bland, "New finite pivoting rules for the simplex method", Mathematics of
    Operations Research 2 (1977), for pivots that cannot cycle.

    Examples
    --------
    >>> value, mixture = solve_game(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    >>> round(value, 9), mixture.round(9).tolist()
    (0.0, [0.5, 0.5])
    """
    rows, columns = payoffs.shape
    shift = 1 - payoffs.min()
    # With positive payoffs: maximise sum(y) where (payoffs + shift) y <= 1 and y >= 0.
    table = np.zeros((rows + 1, columns + rows + 1))
    table[:rows, :columns] = payoffs + shift
    table[:rows, columns:-1] = np.eye(rows)
    table[:rows, -1] = 1
    table[rows, :columns] = -1
    basis = np.arange(columns, columns + rows)
    while (improving := np.flatnonzero(table[rows, :-1] < -_NOTHING)).size:
        entering = improving[0]
        slopes = table[:rows, entering]
        limits = np.full(rows, np.inf)
        np.divide(table[:rows, -1], slopes, out=limits, where=slopes > _NOTHING)
        tied = np.flatnonzero(limits <= limits.min() + _NOTHING)
        leaving = tied[basis[tied].argmin()]
        table[leaving] /= table[leaving, entering]
        others = np.arange(rows + 1) != leaving
        table[others] -= np.outer(table[others, entering], table[leaving])
        basis[leaving] = entering
    total = table[rows, -1]
    mixture = np.zeros(columns)
    in_use = basis < columns
    mixture[basis[in_use]] = table[:rows, -1][in_use] / total
    return float(1 / total - shift), mixture
