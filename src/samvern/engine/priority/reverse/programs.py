"""Linear and mixed-integer programs with exact figures, solved by HiGHS.

HiGHS computes in floating point. Its answer to a linear program is only taken for which
constraints hold with equality; from these the solution and the multipliers are computed again
in fractions where it is close. What is kept of a mixed-integer program is only which choices it
makes; what follows from the choices is computed again as a linear program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import highspy
import numpy as np

from samvern.engine.highs import Solver

#: Enough branches for every case that a programme gave rise to; a limit by count, not by clock,
#: so that the same question always has the same answer.
MAX_NODES = 1_000

_INFINITY = highspy.kHighsInf
_NOTHING = Fraction(0)

Row = Mapping[int, Fraction]


@dataclass
class Program:
    """Maximise a sum over columns, where each row is zero or more, or exactly zero.

    Every row is a sum over columns without a constant; the column ``one`` stands for 1.
    """

    lower: list[Fraction | None] = field(default_factory=list)
    upper: list[Fraction | None] = field(default_factory=list)
    gains: dict[int, Fraction] = field(default_factory=dict)
    whole: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    is_equality: list[bool] = field(default_factory=list)

    def column(
        self,
        lower: Fraction | None = _NOTHING,
        upper: Fraction | None = None,
        *,
        whole: bool = False,
    ) -> int:
        """Add a column with its bounds; gives its position."""
        self.lower.append(lower)
        self.upper.append(upper)
        position = len(self.lower) - 1
        if whole:
            self.whole.append(position)
        return position

    def row(self, row: Row, *, is_zero: bool = False) -> int:
        """Ask a sum to be zero or more, or exactly zero; gives the position of the row."""
        self.rows.append({column: value for column, value in row.items() if value})
        self.is_equality.append(is_zero)
        return len(self.rows) - 1


@dataclass(frozen=True)
class Solved:
    """A program that has a solution.

    ``multipliers`` holds one for each row, zero or more where the row is not an equality; empty
    for mixed-integer programs. Of these, ``is_best`` says whether it is certain that there is no
    better solution.
    """

    best: float
    values: Sequence[float]
    multipliers: Sequence[float]
    basic_columns: Sequence[int] = ()
    active_rows: Sequence[int] = ()
    at_upper: frozenset[int] = frozenset()
    is_best: bool = True


def solve(program: Program, *, gap: float = 0.0) -> Solved | None:
    """Solve a program; None when it has no solution, or none within ``MAX_NODES``."""
    solver = Solver()
    solver.setOptionValue("mip_max_nodes", MAX_NODES)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.passModel(_as_lp(program))
    solver.run()
    solution = solver.getSolution()
    if not solution.value_valid:
        return None
    values = list(solution.col_value)
    best = solver.getInfo().objective_function_value
    if program.whole:
        status = solver.getModelStatus()
        optimal, limit = highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit
        if status not in {optimal, limit}:
            return None
        return Solved(best, values, (), is_best=status == optimal)
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    basis = solver.getBasis()
    basic = highspy.HighsBasisStatus.kBasic
    return Solved(
        best,
        values,
        [-dual for dual in solution.row_dual],
        [column for column, status in enumerate(basis.col_status) if status == basic],
        [row for row, status in enumerate(basis.row_status) if status != basic],
        frozenset(
            column
            for column, status in enumerate(basis.col_status)
            if status == highspy.HighsBasisStatus.kUpper
        ),
    )


def exact_values(program: Program, solved: Solved) -> list[Fraction] | None:
    """Compute the solution of a linear program again, in fractions, from what holds exactly."""
    values = []
    for column, (lower, upper) in enumerate(zip(program.lower, program.upper, strict=True)):
        bound = upper if column in solved.at_upper else lower
        values.append(bound if bound is not None else _NOTHING)
    basic = list(solved.basic_columns)
    matrix = [
        [program.rows[row].get(column, _NOTHING) for column in basic] for row in solved.active_rows
    ]
    is_basic = set(basic)
    right = [
        -sum(
            (
                value * values[column]
                for column, value in program.rows[row].items()
                if column not in is_basic
            ),
            _NOTHING,
        )
        for row in solved.active_rows
    ]
    found = solve_equations(matrix, right)
    if found is None:
        return None
    for column, value in zip(basic, found, strict=True):
        values[column] = value
    return values


def exact_multipliers(program: Program, solved: Solved) -> list[Fraction] | None:
    """Compute the multipliers of the rows again, in fractions."""
    basic, active = solved.basic_columns, solved.active_rows
    transposed = [[program.rows[row].get(column, _NOTHING) for row in active] for column in basic]
    found = solve_equations(transposed, [-program.gains.get(column, _NOTHING) for column in basic])
    if found is None:
        return None
    multipliers = [_NOTHING] * len(program.rows)
    for row, value in zip(active, found, strict=True):
        multipliers[row] = value
    return multipliers


def solve_equations(
    matrix: Sequence[Sequence[Fraction]], right: Sequence[Fraction]
) -> list[Fraction] | None:
    """Solve as many linear equations as there are unknowns; None when they do not settle them.

    Examples
    --------
    >>> solve_equations([[Fraction(2), Fraction(0)], [Fraction(1), Fraction(1)]],
    ...                 [Fraction(1), Fraction(1)])
    [Fraction(1, 2), Fraction(1, 2)]
    """
    table = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(table)
    if any(len(row) != size + 1 for row in table):
        return None
    for step in range(size):
        pivot = next((at for at in range(step, size) if table[at][step]), None)
        if pivot is None:
            return None
        table[step], table[pivot] = table[pivot], table[step]
        head = [value / table[step][step] for value in table[step]]
        table[step] = head
        for at in range(size):
            factor = table[at][step]
            if at != step and factor:
                table[at] = [
                    value - factor * top for value, top in zip(table[at], head, strict=True)
                ]
    return [row[-1] for row in table]


def _as_lp(program: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.lower), len(program.rows)
    cost = np.zeros(lp.num_col_)
    for column, gain in program.gains.items():
        cost[column] = gain
    lp.col_cost_ = cost
    lp.col_lower_ = np.array([-_INFINITY if it is None else float(it) for it in program.lower])
    lp.col_upper_ = np.array([_INFINITY if it is None else float(it) for it in program.upper])
    lp.row_lower_ = np.zeros(lp.num_row_)
    lp.row_upper_ = np.where(np.array(program.is_equality, bool), 0.0, _INFINITY)
    starts = np.cumsum([0, *(len(row) for row in program.rows)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for row in program.rows for c in row], np.int32)
    lp.a_matrix_.value_ = np.array([float(v) for row in program.rows for v in row.values()])
    lp.sense_ = highspy.ObjSense.kMaximize
    if program.whole:
        kinds = [highspy.HighsVarType.kContinuous] * lp.num_col_
        for column in program.whole:
            kinds[column] = highspy.HighsVarType.kInteger
        lp.integrality_ = kinds
    return lp
