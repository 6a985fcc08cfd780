"""Roadmaps for HiGHS: columns between 0 and 1, rows from below, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import highspy
import numpy as np

from samvern.engine.highs import Solver
from samvern.engine.roadmap.starts import Row

_INFINITY = highspy.kHighsInf

# The share of the search that goes to finding plans rather than to proving that none is better;
# with HiGHS's own share, good plans of some hundred measures come late.
_HEURISTICS = 0.3


class Ending(StrEnum):
    """Why the search ended."""

    PROVEN = "proven"  # nothing is better by more than the gap that was asked for
    STEPS = "steps"  # as many steps as were allowed; the same the next time
    CLOCK = "clock"  # the time was up; a faster machine may find another plan


@dataclass(frozen=True)
class Effort:
    """How hard to search.

    ``gap`` is how far from the best a plan may be, as a share of it. ``nodes`` is the limit that
    makes a plan the same on every machine; ``seconds`` is the last resort of somebody who waits.
    """

    gap: float = 0.005
    nodes: int = 20_000
    seconds: float = 120.0


@dataclass
class WholeProgram:
    """Maximise a sum over columns under rows; the first ``whole`` columns are 0 or 1."""

    whole: int
    gains: dict[int, float]
    rows: list[Row]
    upper: list[float] = field(default_factory=list)  # of the columns after those
    fixed: Mapping[int, float] = field(default_factory=dict)  # of the first, what stands

    def column(self, upper: float = _INFINITY, *, gain: float = 0.0) -> int:
        """Add a column from 0 to ``upper`` that may be broken; gives its position."""
        self.upper.append(upper)
        position = self.whole + len(self.upper) - 1
        if gain:
            self.gains[position] = gain
        return position


@dataclass(frozen=True)
class Found:
    """The best columns that were found; nothing can be better than ``bound``."""

    values: Sequence[float]
    best: float
    bound: float
    ending: Ending


def maximise(
    program: WholeProgram,
    effort: Effort,
    *,
    begin: Sequence[float] | None = None,
    whole_too: Sequence[int] = (),
) -> Found | None:
    """Solve a program, from a solution where one is known; None when there is no solution.

    ``whole_too`` names further columns that are whole numbers.

    Raises
    ------
    TimeoutError
        Neither a solution nor the proof that there is none was found with this effort.
    """
    if not program.whole + len(program.upper):
        is_kept = all(row.upper >= 0 for row in program.rows)
        return Found([], 0.0, 0.0, Ending.PROVEN) if is_kept else None
    solver = Solver()
    solver.setOptionValue("mip_rel_gap", effort.gap)
    solver.setOptionValue("mip_max_nodes", effort.nodes)
    solver.setOptionValue("time_limit", effort.seconds)
    solver.setOptionValue("mip_heuristic_effort", _HEURISTICS)
    solver.passModel(_as_lp(program, whole_too))
    if begin is not None:
        solution = highspy.HighsSolution()
        solution.col_value = list(begin)
        solver.setSolution(solution)
    solver.run()
    status, information = solver.getModelStatus(), solver.getInfo()
    if status in {
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    }:
        return None
    if information.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise TimeoutError
    ending = {
        highspy.HighsModelStatus.kOptimal: Ending.PROVEN,
        highspy.HighsModelStatus.kTimeLimit: Ending.CLOCK,
    }.get(status, Ending.STEPS)
    return Found(
        list(solver.getSolution().col_value),
        information.objective_function_value,
        information.mip_dual_bound,
        ending,
    )


def _as_lp(program: WholeProgram, whole_too: Sequence[int]) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = program.whole + len(program.upper), len(program.rows)
    lp.col_cost_ = _dense(program.gains, lp.num_col_)
    lower, upper = np.zeros(lp.num_col_), np.array([1.0] * program.whole + program.upper)
    for column, value in program.fixed.items():
        lower[column] = upper[column] = value
    lp.col_lower_, lp.col_upper_ = lower, upper
    lp.row_lower_ = np.full(lp.num_row_, -_INFINITY)
    lp.row_upper_ = np.array([row.upper for row in program.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum([0, *(len(row.terms) for row in program.rows)])
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = np.array([at for row in program.rows for at in row.terms], np.int32)
    lp.a_matrix_.value_ = np.array([value for row in program.rows for value in row.terms.values()])
    lp.sense_ = highspy.ObjSense.kMaximize
    kinds = [highspy.HighsVarType.kInteger] * program.whole
    kinds += [highspy.HighsVarType.kContinuous] * len(program.upper)
    for column in whole_too:
        kinds[column] = highspy.HighsVarType.kInteger
    lp.integrality_ = kinds
    return lp


def _dense(sparse: Mapping[int, float], size: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = np.zeros(size)
    for position, value in sparse.items():
        values[position] = value
    return values
