"""When no plan keeps all constraints: the smallest set of them that clash.

A set of constraints clashes when no plan keeps all of it. The smallest such set is found by its
other side: whatever plan there is, it gives up at least one constraint of every set that clashes.
So the constraints that plans give up are gathered, one plan after the other, and the fewest
constraints that meet all of them are tried, until what is tried clashes itself.

Source
------
A. Ignatiev, A. Previti, M. Liffiton, J. Marques-Silva, "Smallest MUS extraction with minimal
hitting set dualization", Principles and Practice of Constraint Programming (2015).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samvern.engine.roadmap.constraints import Constraint
from samvern.engine.roadmap.ledger import broken_constraints
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Effort, Ending, Found, WholeProgram, maximise
from samvern.engine.roadmap.starts import Row, StartColumns

#: After so many plans the smallest clash is no longer looked for; a clash is then told that is
#: only known to hold no smaller one.
MAX_ROUNDS = 200

_EFFORT = Effort(gap=0.0, nodes=2_000, seconds=20.0)


@dataclass(frozen=True)
class Clash:
    """Constraints that no plan keeps together, and of which none can be spared.

    ``is_smallest`` says whether it is proven that no clash has fewer.
    """

    constraints: tuple[Constraint, ...]
    is_smallest: bool


def find_clash(problem: RoadmapProblem) -> Clash | None:
    """Find the smallest set of constraints that clash; None when there is a plan.

    That work ends within the horizon is not a constraint: a clash may rest on it alone, and then
    names what must be done or is pinned.

    Examples
    --------
    >>> from samvern.engine.roadmap import Limit, Period, PlannedMeasure, Resource, Use
    >>> def must(name, cost):
    ...     uses = (Use(Resource.MONEY, "directorate", (cost,)),)
    ...     return PlannedMeasure(name, duration=1, value=1, uses=uses, is_must=True)
    >>> budget = Limit("budget", Resource.MONEY, None, (10.0,))
    >>> measures = (must("a", 3.0), must("b", 3.0), must("c", 12.0))
    >>> clash = find_clash(RoadmapProblem(Period.read("2027-H1"), 1, measures, (budget,)))
    >>> [(found.rule.value, found.subject) for found in clash.constraints], clash.is_smallest
    ([('limit', 'budget'), ('must', 'c')], True)
    """
    model = StartColumns(problem)
    given_up: list[frozenset[Constraint]] = []
    for _ in range(MAX_ROUNDS):
        tried = _fewest_that_meet(given_up)
        plan = _plan_keeping(model, tried)
        if plan is None:
            return Clash(tuple(sorted(tried, key=_order)), is_smallest=True)
        if not plan:
            return None
        given_up.append(plan)
    return Clash(tuple(sorted(_without_spare(model), key=_order)), is_smallest=False)


def fewest_to_give_up(problem: RoadmapProblem) -> tuple[Constraint, ...] | None:
    """The fewest constraints without which there is a plan; None when that was not found out."""
    found = _plan_keeping(StartColumns(problem), frozenset())
    return None if found is None else tuple(sorted(found, key=_order))


def _plan_keeping(model: StartColumns, kept: Iterable[Constraint]) -> frozenset[Constraint] | None:
    """What a plan must give up that keeps some constraints, as little as possible.

    None when there is no such plan.
    """
    must_hold = frozenset(kept)
    rows = [*model.structure]
    program = WholeProgram(model.columns, {}, rows)
    bent: list[int] = []
    for constraint, its_rows in model.rows.items():
        if constraint in must_hold:
            rows += its_rows
            continue
        column = program.column(1.0, gain=-1.0)
        bent.append(column)
        rows += [Row({**row.terms, column: -row.slack}, row.upper, 0.0) for row in its_rows]
    found = _solved(program, bent)
    if found is None:
        return None
    starts = model.starts_in(found.values)
    # What the solver keeps to a millionth counts as kept.
    return frozenset(broken_constraints(model.problem, starts)) - must_hold


def _solved(program: WholeProgram, whole_too: Sequence[int]) -> Found | None:
    try:
        return maximise(program, _EFFORT, whole_too=whole_too)
    except TimeoutError:
        # Nothing was found either way; what is not known to clash is not called a clash.
        return Found([0.0] * (program.whole + len(program.upper)), 0.0, 0.0, Ending.STEPS)


def _fewest_that_meet(sets: Sequence[frozenset[Constraint]]) -> frozenset[Constraint]:
    if not sets:
        return frozenset()
    candidates = sorted(frozenset().union(*sets), key=_order)
    position = {constraint: at for at, constraint in enumerate(candidates)}
    rows = [Row({position[one]: -1.0 for one in found}, -1.0, 1.0) for found in sets]
    gains = dict.fromkeys(range(len(candidates)), -1.0)
    found = maximise(WholeProgram(len(candidates), gains, rows), Effort(gap=0.0))
    if found is None:  # pragma: no cover - every set has a member
        return frozenset()
    return frozenset(one for one in candidates if found.values[position[one]] > 0.5)


def _without_spare(model: StartColumns) -> list[Constraint]:
    kept = list(model.rows)
    for constraint in list(kept):
        rest = [one for one in kept if one != constraint]
        if _plan_keeping_clashes(model, rest):
            kept = rest
    return kept


def _plan_keeping_clashes(model: StartColumns, kept: Sequence[Constraint]) -> bool:
    rows = [*model.structure]
    for constraint in kept:
        rows += model.rows[constraint]
    try:
        return maximise(WholeProgram(model.columns, {}, rows), _EFFORT) is None
    except TimeoutError:
        return False


def _order(constraint: Constraint) -> tuple[str, str, str, int]:
    period = -1 if constraint.period is None else constraint.period
    return (constraint.rule.value, constraint.subject, constraint.other, period)
