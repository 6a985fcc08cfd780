"""The search for a plan: what bounds it and what improves it, side by side.

Proving and finding go on at the same time on two threads, in turns of so many steps: what each
finds in a turn does not hang on how fast the other is, and so the same problem has the same plan.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from samvern.engine.errors import NotReady
from samvern.engine.roadmap.constraints import Rule
from samvern.engine.roadmap.first_plans import asked_for, filled_up
from samvern.engine.roadmap.improving import Plan, improve
from samvern.engine.roadmap.ledger import broken_constraints
from samvern.engine.roadmap.programs import (
    Effort,
    Ending,
    Found,
    WholeProgram,
    bound_of,
    maximise,
    maximise_in_sums,
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
PARTS = (60, 120)

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
    """A search in turns, in each of which the solver searches everything and parts are improved."""

    def __init__(
        self, model: StartColumns, gains: Mapping[int, float], effort: Effort, until: float
    ) -> None:
        self._model, self._gains, self._effort, self._until = model, gains, effort, until
        self._program = WholeProgram(model.columns, dict(gains), _rows(model))
        self._has_margin = False
        self._runs = [model.ever(measure) for measure in model.problem.measures]
        limits = len(model.problem.limits) + (model.problem.total_budget is not None)
        self._in_sums = limits <= FEW_LIMITS
        fewer = min(1.0, (_COLUMNS_OF_ALL_NODES / model.columns) ** 3)
        nodes = max(1, round(effort.nodes * fewer))
        # How many nodes the solver looks at in each turn, and how many parts are planned anew
        # beside it. Where limits are few, parts are hard to search and seldom better.
        parts = (0, 0) if self._in_sums else PARTS
        self._turns = ((1, parts[0]), (nodes, parts[1]))

    def from_plan(self, starts: Mapping[str, int]) -> Searched:
        """Search from a plan that keeps all rules."""
        plan = Plan(self._model, self._gains, starts)
        bound = bound_of(self._program)
        ending = Ending.STEPS
        for turn, (nodes, parts) in enumerate(self._turns):
            if ending != Ending.STEPS or plan.worth >= self._enough(bound):
                break
            try:
                found = self._both(plan, nodes, parts, self._enough(bound), seed=turn)
            except TimeoutError:
                ending = Ending.CLOCK
                break
            ending = found.ending
            # With a margin there are fewer plans, and what bounds those does not bound all.
            bound = bound if self._has_margin else min(bound, found.bound)
            if found.best <= plan.worth:
                continue
            tried = self._model.starts_in(found.values)
            if not broken_constraints(self._model.problem, tried):
                plan = Plan(self._model, self._gains, tried)
            elif ending == Ending.PROVEN:
                self._program = replace(self._program, rows=_rows(self._model, _MARGIN))
                self._has_margin, ending = True, Ending.STEPS
        if plan.worth >= self._enough(bound):
            ending = Ending.PROVEN
        return Searched(plan.starts, bound, ending)

    def _enough(self, bound: float) -> float:
        return bound - self._effort.gap * abs(bound)

    def _both(self, plan: Plan, nodes: int, parts: int, enough: float, *, seed: int) -> Found:
        """Let the solver search from a plan, and at the same time improve that plan by parts."""

        def is_late() -> bool:
            return time.monotonic() > self._until

        begin = self._model.solution(plan.starts)
        with ThreadPoolExecutor(max_workers=1) as beside:
            solved = beside.submit(self._solved, nodes, begin)
            improve(plan, parts, enough=enough, seed=seed, is_late=is_late)
            return solved.result()

    def _solved(self, nodes: int, begin: Sequence[float]) -> Found:
        left = max(0.0, self._until - time.monotonic())
        effort = replace(self._effort, nodes=nodes, seconds=left)
        if self._in_sums:
            found = maximise_in_sums(self._program, self._runs, effort, begin=begin)
        else:
            found = maximise(self._program, effort, begin=begin)
        if found is None:
            raise RuntimeError("the solver finds no solution where one is known")
        return found
