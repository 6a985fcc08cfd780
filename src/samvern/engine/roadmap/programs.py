"""Roadmaps for HiGHS: columns between 0 and 1, rows from below, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate
from threading import Lock

import highspy
import numpy as np

from samvern.engine.highs import Solver
from samvern.engine.roadmap.starts import Row

_INFINITY = highspy.kHighsInf

# What is left where two equal factors are subtracted.
_ROUNDING = 1e-12

# The share of the search that goes to finding plans rather than to proving that none is better;
# with HiGHS's own share, good plans of some hundred measures come late.
_OF_WHOLES: Mapping[str, float] = {"mip_heuristic_effort": 0.2}

# A part is small, and a good solution of it is known: looking for others first, for symmetry, or
# beginning anew with less takes longer than searching through it.
_OF_PARTS: Mapping[str, float | bool] = {
    "mip_heuristic_effort": 0.05,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
}


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
    seconds: float = 300.0


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


class Race:
    """Searches side by side, of which the first to find enough is the only one that counts.

    How far each has come is counted in the looks that its solver takes at whether to go on, not in
    seconds, so that the same one wins on every machine.
    """

    def __init__(self) -> None:
        self.winner: Runner | None = None

    def runner(self) -> Runner:
        """One more that runs."""
        return Runner(self)

    def arrived(self, runner: Runner) -> None:
        """One has found enough."""
        with _RESULTS:
            if self.winner is None or runner.looks < self.winner.looks:
                self.winner = runner


@dataclass(eq=False)
class Runner:
    """A search in a race, with the looks it has taken."""

    race: Race
    looks: int = 0

    def goes_on(self) -> bool:
        """Take one more look; false once another has won."""
        self.looks += 1
        winner = self.race.winner
        return winner is None or self.looks <= winner.looks


_RESULTS = Lock()


def maximise(
    program: WholeProgram,
    effort: Effort,
    *,
    begin: Sequence[float] | None = None,
    whole_too: Sequence[int] = (),
    is_part: bool = False,
    enough: float | None = None,
    runner: Runner | None = None,
) -> Found | None:
    """Solve a program, from a solution where one is known; None when there is no solution.

    ``whole_too`` names further columns that are whole numbers. A program that is only a part of a
    larger search is not worth the solver's longer preparations. A solution that is worth ``enough``
    ends the search, and so does a race that another has won.

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
    for option, value in (_OF_PARTS if is_part else _OF_WHOLES).items():
        solver.setOptionValue(option, value)
    if enough is not None:
        solver.setOptionValue("objective_target", enough)
    solver.passModel(_as_lp(program, whole_too))
    if begin is not None:
        solution = highspy.HighsSolution()
        solution.col_value = list(begin)
        solver.setSolution(solution)
    if runner is not None:
        solver.cbMipInterrupt.subscribe(
            lambda event: None if runner.goes_on() else event.interrupt()
        )
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


@dataclass(frozen=True)
class Relaxed:
    """A program's best columns where all may be broken: quickly found, and a bound.

    ``prices`` is what one more of each row would gain; ``losses`` at least what the best would
    lose by moving each column from where it is.
    """

    bound: float
    values: Sequence[float]
    prices: Sequence[float]
    losses: Sequence[float]


def relax(program: WholeProgram) -> Relaxed:
    """Solve a program as if its columns might be broken.

    Raises
    ------
    TimeoutError
        The solver gave no answer.
    """
    solver = Solver()
    relaxed = _as_lp(program, ())
    relaxed.integrality_ = []
    solver.passModel(relaxed)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise TimeoutError
    found = solver.getSolution()
    return Relaxed(
        solver.getInfo().objective_function_value,
        list(found.col_value),
        [abs(price) for price in found.row_dual],
        [abs(loss) for loss in found.col_dual],
    )


def maximise_in_sums(
    program: WholeProgram,
    runs: Sequence[range],
    effort: Effort,
    *,
    begin: Sequence[float],
    enough: float | None = None,
    runner: Runner | None = None,
) -> Found | None:
    """Solve a program in columns that are sums: each of a run stands for all of it up to there.

    A column of a run is then the difference between the sum up to it and the one before.
    """
    sums = list(begin)
    for run in runs:
        sums[run.start : run.stop] = accumulate(begin[run.start : run.stop])
    found = maximise(_in_sums(program, runs), effort, begin=sums, enough=enough, runner=runner)
    if found is None:
        return None
    values = list(found.values)
    for run in runs:
        for column in run[1:]:
            values[column] = found.values[column] - found.values[column - 1]
    return replace(found, values=values)


def _in_sums(program: WholeProgram, runs: Sequence[range]) -> WholeProgram:
    before = {column: column - 1 for run in runs for column in run[1:]}

    def turned(terms: Mapping[int, float]) -> dict[int, float]:
        found = dict(terms)
        for column, factor in terms.items():
            if column in before:
                found[before[column]] = found.get(before[column], 0.0) - factor
        return {column: factor for column, factor in found.items() if abs(factor) > _ROUNDING}

    rows = [Row(turned(row.terms), row.upper, row.slack, row.unit) for row in program.rows]
    rows += [Row({one: 1.0, column: -1.0}, 0.0, 1.0) for column, one in before.items()]
    return WholeProgram(program.whole, turned(program.gains), rows)


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
