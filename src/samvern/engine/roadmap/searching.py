"""The search for a plan: what bounds it and what improves it, side by side.

Proving and finding go on at the same time on two threads, in turns of so many steps: what each
finds in a turn does not hang on how fast the other is, and so the same problem has the same plan.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Thread

from samvern.engine.errors import NotReady
from samvern.engine.roadmap.constraints import Rule
from samvern.engine.roadmap.first_plans import asked_for, filled_up, filled_up_along
from samvern.engine.roadmap.improving import Plan, improve
from samvern.engine.roadmap.ledger import broken_constraints
from samvern.engine.roadmap.packing import packed_rows
from samvern.engine.roadmap.programs import (
    Effort,
    Ending,
    Found,
    Race,
    Relaxed,
    Runner,
    WholeProgram,
    maximise,
    maximise_in_sums,
    relax,
)
from samvern.engine.roadmap.starts import Row, StartColumns

#: Problems with fewer columns are searched at once: there is nothing to be gained before.
LEAST_COLUMNS = 300

# A node takes longer the more columns there are. From so many on fewer nodes are looked at, so that
# 1,400 columns take some seconds as well.
_COLUMNS_OF_ALL_NODES = 300

#: With no more limits than this, columns that say whether a measure has started by a period find
#: good plans sooner; with more, columns that are starts have the better cuts.
FEW_LIMITS = 2

#: How many parts are planned anew in a turn: about as long as the solver takes for its turn.
PARTS = (120, 80)

# Where limits are many, a node takes longer, and looking at more of them proves little more.
_FEWER_NODES = 4

#: A core leaves out the columns that would lose more than this share of the best. Good plans are
#: made of the others, which are about half of all.
CORE = 0.0007

# What the solver's rounding leaves of a column.
_NOTHING = 1e-6

# The solver hears the clock only now and then; so many seconds later nobody waits for it any more.
_GRACE = 5.0

# The solver keeps its rows to a millionth; a plan that breaks a limit by less is looked for again
# with limits that are so much lower.
_MARGIN = 2e-6

_OF_AMOUNTS = {Rule.LIMIT, Rule.TOTAL}


@dataclass(frozen=True)
class Searched:
    """The best plan that was found, in what its columns gain; none gains more than ``bound``."""

    starts: Mapping[str, int]
    bound: float
    ending: Ending


def search(
    model: StartColumns,
    gains: Mapping[int, float],
    effort: Effort,
    begin: Mapping[str, int] | None = None,
) -> Searched:
    """Find the plan that gains most.

    Raises
    ------
    NotReady
        ``roadmap.infeasible`` or ``roadmap.not_found``.
    """
    until = time.monotonic() + effort.seconds
    known = _known(model, begin)
    if model.columns >= LEAST_COLUMNS:
        known = known or _first_plan(model, effort)
        if known is not None:
            return _Turns(model, gains, effort, until).from_plan(known)
    for margin in (0.0, _MARGIN):
        try:
            found = maximise(
                WholeProgram(model.columns, dict(gains), _rows(model, margin)),
                effort,
                begin=None if known is None else model.solution(known),
            )
        except TimeoutError:
            raise NotReady("roadmap.not_found") from None
        if found is None:
            break
        starts = model.starts_in(found.values)
        if not broken_constraints(model.problem, starts):
            return Searched(starts, found.bound, found.ending)
    raise NotReady("roadmap.infeasible")


def _known(model: StartColumns, begin: Mapping[str, int] | None) -> Mapping[str, int] | None:
    """What there still is of a plan to begin from, where it keeps the rules."""
    by_id = model.problem.by_id
    starts = {
        name: start
        for name, start in (begin or {}).items()
        if name in by_id and start < model.starts(by_id[name])
    }
    is_broken = begin is None or broken_constraints(model.problem, starts)
    return None if is_broken else starts


def _first_plan(model: StartColumns, effort: Effort) -> dict[str, int] | None:
    """A plan by filling up; where what must be does not fit in so, it is planned by itself first.

    None when no plan was found, and none was proven not to be.
    """
    problem = model.problem
    found = filled_up(problem, {})
    if found is not None:
        return found
    asked = StartColumns(asked_for(problem))
    for margin in (0.0, _MARGIN):
        try:
            solution = maximise(WholeProgram(asked.columns, {}, _rows(asked, margin)), effort)
        except TimeoutError:
            return None
        if solution is None:
            raise NotReady("roadmap.infeasible")
        starts = asked.starts_in(solution.values)
        if not broken_constraints(asked.problem, starts):
            return filled_up(problem, starts)
    return None


def _rows(model: StartColumns, margin: float = 0.0) -> list[Row]:
    rows = [*model.structure]
    for constraint, found in model.rows.items():
        is_amount = constraint.rule in _OF_AMOUNTS
        rows += [_lowered(row, margin) for row in found] if margin and is_amount else found
    return rows


def _lowered(row: Row, margin: float) -> Row:
    if row.upper <= 0:
        return row
    return replace(row, upper=row.upper - margin * max(1.0, row.upper))


class _Turns:
    """A search in turns, in each of which the solver searches everything, and beside it something
    smaller: where limits are few a core of the columns, else one part of the plan after the other.
    """

    def __init__(
        self, model: StartColumns, gains: Mapping[int, float], effort: Effort, until: float
    ) -> None:
        self._model, self._gains, self._effort, self._until = model, gains, effort, until
        rows = _rows(model)
        self._packed = packed_rows(model, WholeProgram(model.columns, dict(gains), rows))
        self._rows = [*rows, *self._packed]
        self._program = WholeProgram(model.columns, dict(gains), self._rows)
        self._has_margin = False
        self._runs = [model.ever(measure) for measure in model.problem.measures]
        limits = len(model.problem.limits) + (model.problem.total_budget is not None)
        self._in_sums = limits <= FEW_LIMITS
        fewer = min(1.0, (_COLUMNS_OF_ALL_NODES / model.columns) ** 3)
        if not self._in_sums:
            fewer /= _FEWER_NODES
        self._nodes = max(1, round(effort.nodes * fewer))

    def from_plan(self, starts: Mapping[str, int]) -> Searched:
        """Search from a plan that keeps all rules."""
        relaxed = relax(self._program)
        others = filled_up_along(self._model, relaxed.values, seed=0)
        plan = self._plan(max((starts, *others), key=self._worth))
        bound, ending = relaxed.bound, Ending.STEPS
        for turn, nodes in enumerate((1, self._nodes)):
            if ending != Ending.STEPS or plan.worth >= self._enough(bound):
                break
            found, plan = self._both(plan, nodes, relaxed, self._enough(bound), turn)
            if found is None:
                ending = Ending.CLOCK
                break
            ending = found.ending
            # With a margin there are fewer plans, and what bounds those does not bound all.
            bound = bound if self._has_margin else min(bound, found.bound)
            if found.best <= plan.worth:
                continue
            tried = self._kept(found)
            if tried is not None:
                plan = tried
            elif ending == Ending.PROVEN:
                rows = [*_rows(self._model, _MARGIN), *self._packed]
                self._program = replace(self._program, rows=rows)
                self._has_margin, ending = True, Ending.STEPS
        if plan.worth >= self._enough(bound):
            ending = Ending.PROVEN
        return Searched(plan.starts, bound, ending)

    def _plan(self, starts: Mapping[str, int]) -> Plan:
        return Plan(self._model, self._gains, self._rows, starts)

    def _worth(self, starts: Mapping[str, int]) -> float:
        by_id = self._model.problem.by_id
        return sum(self._gains[self._model.ever(by_id[name])[at]] for name, at in starts.items())

    def _kept(self, found: Found) -> Plan | None:
        starts = self._model.starts_in(found.values)
        return None if broken_constraints(self._model.problem, starts) else self._plan(starts)

    def _enough(self, bound: float) -> float:
        return bound - self._effort.gap * abs(bound)

    def _both(
        self, plan: Plan, nodes: int, relaxed: Relaxed, enough: float, turn: int
    ) -> tuple[Found | None, Plan]:
        """What the solver finds from a plan, and that plan as it was improved at the same time.

        The solver has found nothing when its time was up.
        """
        begin = self._model.solution(plan.starts)
        if self._in_sums:
            return self._raced(plan, begin, nodes, self._core(relaxed, begin), enough)
        whole = _beside(lambda: self._solved(self._program, nodes, begin))
        improve(plan, PARTS[turn], enough=enough, seed=turn, is_late=self._is_late)
        return self._result(whole), plan

    def _raced(
        self, plan: Plan, begin: Sequence[float], nodes: int, core: WholeProgram, enough: float
    ) -> tuple[Found | None, Plan]:
        """The same, where the first of the two that finds enough ends the other."""
        race = Race()
        searches = race.runner(), race.runner()

        def all_of_it() -> Found:
            found = self._solved(self._program, nodes, begin, runner=searches[0])
            if found.ending == Ending.PROVEN:
                race.arrived(searches[0])
            return found

        whole = _beside(all_of_it)
        try:
            small = self._solved(core, self._nodes, begin, enough=enough, runner=searches[1])
        except TimeoutError:  # ended before it had looked at the plan to begin from
            return self._result(whole), plan
        if small.best >= enough:
            race.arrived(searches[1])
        found = self._result(whole)
        if race.winner is searches[1]:
            return replace(small, bound=math.inf, ending=Ending.PROVEN), plan
        if race.winner is None and small.best > plan.worth:
            plan = self._kept(small) or plan
        return found, plan

    def _result(self, whole: Future[Found]) -> Found | None:
        """What the solver found beside; None when its time was up, or it was ended with nothing."""
        try:
            return whole.result(self._left() + _GRACE)
        except TimeoutError:
            return None

    def _core(self, relaxed: Relaxed, begin: Sequence[float]) -> WholeProgram:
        """The program in those columns that the relaxation holds, or nearly holds."""
        most = CORE * abs(relaxed.bound)
        outside = [
            Row({column: 1.0}, 0.0, 1.0)
            for column, loss in enumerate(relaxed.losses)
            if loss > most and relaxed.values[column] < _NOTHING and not begin[column]
        ]
        return replace(self._program, rows=[*self._program.rows, *outside])

    def _solved(
        self,
        program: WholeProgram,
        nodes: int,
        begin: Sequence[float],
        enough: float | None = None,
        runner: Runner | None = None,
    ) -> Found:
        effort = replace(self._effort, nodes=nodes, seconds=self._left())
        if self._in_sums:
            found = maximise_in_sums(
                program, self._runs, effort, begin=begin, enough=enough, runner=runner
            )
        else:
            found = maximise(program, effort, begin=begin, enough=enough, runner=runner)
        if found is None:
            raise RuntimeError("the solver finds no solution where one is known")
        return found

    def _left(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def _is_late(self) -> bool:
        return time.monotonic() > self._until


def _beside(work: Callable[[], Found]) -> Future[Found]:
    """Work on another thread, which nobody has to wait for: the solver seldom hears its clock."""
    found: Future[Found] = Future()

    def run() -> None:
        try:
            found.set_result(work())
        except Exception as error:  # raised where the result is asked for
            found.set_exception(error)

    Thread(target=run, daemon=True).start()
    return found
