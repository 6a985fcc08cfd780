"""What would make a plan possible: the cheapest ways out, one for each thing that can give way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.roadmap.clashes import fewest_to_give_up
from samvern.engine.roadmap.constraints import Constraint, Rule
from samvern.engine.roadmap.measures import Resource
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Effort, Found, WholeProgram, maximise
from samvern.engine.roadmap.starts import Row, StartColumns

_EFFORT = Effort(gap=1e-4, nodes=5_000, seconds=20.0)

# Less than this of an amount is the solver's rounding.
_NOTHING = 1e-6


class GivesWay(StrEnum):
    """What gives way."""

    MONEY = "money"  # more money, as little as possible
    EFFORT = "effort"  # more of the owners' time, as little as possible
    DEADLINE = "deadline"  # later deadlines, as few periods as possible
    WISHES = "wishes"  # as few as possible of what must be, is pinned or is left out by hand
    ANYTHING = "anything"  # as few constraints as possible, of any sort


@dataclass(frozen=True)
class Change:
    """How far a constraint gives way: an amount more, so many periods later, or None for wholly."""

    constraint: Constraint
    by: float | None


@dataclass(frozen=True)
class Relaxation:
    """A way out: what gives way, how far in all, and where."""

    gives_way: GivesWay
    total: float
    changes: tuple[Change, ...]


def find_relaxations(problem: RoadmapProblem) -> tuple[Relaxation, ...]:
    """The cheapest ways to make a plan possible, where everything else stays as it is.

    A sort of constraint that would not do by itself is not among them; giving up the fewest
    constraints of any sort always is. Empty when there is a plan already.

    Examples
    --------
    >>> from samvern.engine.roadmap import Limit, Period, PlannedMeasure, Use
    >>> uses = (Use(Resource.MONEY, "directorate", (12.0,)),)
    >>> must = PlannedMeasure("c", duration=1, value=1, uses=uses, is_must=True)
    >>> budget = Limit("budget", Resource.MONEY, None, (10.0, 8.0))
    >>> ways = find_relaxations(RoadmapProblem(Period.read("2027-H1"), 2, (must,), (budget,)))
    >>> [(way.gives_way.value, way.total) for way in ways]
    [('money', 2.0), ('wishes', 1.0), ('anything', 1.0)]
    """
    fewest = fewest_to_give_up(problem)
    if fewest == ():
        return ()
    model = StartColumns(problem)
    limits = {limit.id: limit.resource for limit in problem.limits}

    def is_money(constraint: Constraint) -> bool:
        is_limit = constraint.rule == Rule.LIMIT and limits[constraint.subject] == Resource.MONEY
        return is_limit or constraint.rule == Rule.TOTAL

    def is_effort(constraint: Constraint) -> bool:
        return constraint.rule == Rule.LIMIT and limits[constraint.subject] == Resource.EFFORT

    found = [
        _by_amount(model, GivesWay.MONEY, is_money),
        _by_amount(model, GivesWay.EFFORT, is_effort),
        _by_time(model),
        _by_giving_up(model, GivesWay.WISHES, _WISHES.__contains__),
    ]
    if fewest is not None:
        changes = tuple(Change(constraint, None) for constraint in fewest)
        found.append(Relaxation(GivesWay.ANYTHING, float(len(changes)), changes))
    return tuple(way for way in found if way is not None)


_WISHES = frozenset({Rule.MUST, Rule.PINNED, Rule.EXCLUDED, Rule.ONE_OF})


def _by_amount(
    model: StartColumns, gives_way: GivesWay, may_give: Callable[[Constraint], bool]
) -> Relaxation | None:
    program = WholeProgram(model.columns, {}, [*model.structure])
    carries_over = {limit.id for limit in model.problem.limits if limit.carries_over}
    extra: dict[Constraint, tuple[int, float]] = {}
    for constraint, rows in model.rows.items():
        for row in rows:
            if not may_give(constraint):
                program.rows.append(row)
                continue
            column = program.column(gain=-row.unit)
            extra[constraint] = (column, row.unit)
            # What comes into a budget that carries over is there in every later period, too.
            added = {column: -1.0}
            if constraint.subject in carries_over:
                added = {
                    other: -unit / row.unit
                    for earlier, (other, unit) in extra.items()
                    if earlier.subject == constraint.subject
                }
            program.rows.append(Row({**row.terms, **added}, row.upper, row.slack))
    if not extra:
        return None
    found = _solved(program)
    if found is None:
        return None
    changes = tuple(
        Change(constraint, amount)
        for constraint, (column, unit) in extra.items()
        if (amount := _rounded(found.values[column] * unit, unit)) > 0
    )
    return Relaxation(gives_way, sum(change.by or 0.0 for change in changes), changes)


def _rounded(amount: float, unit: float) -> float:
    # The solver keeps its rows to a millionth of the largest amount in them.
    return 0.0 if amount <= _NOTHING * unit else float(f"{amount:.6g}")


def _by_time(model: StartColumns) -> Relaxation | None:
    problem = model.problem
    late: dict[Constraint, list[int]] = {}
    program = WholeProgram(model.columns, {}, [*model.structure])
    for constraint, rows in model.rows.items():
        if constraint.rule != Rule.DEADLINE:
            program.rows += rows
            continue
        # In the plan, and by the end of a period not begun as it should: one period late each.
        measure = problem.by_id[constraint.subject]
        first = (constraint.period or 0) - measure.duration + 1
        ever = model.ever(measure)
        for period in range(first, model.starts(measure) - 1):
            column = program.column(1.0, gain=-1.0)
            late.setdefault(constraint, []).append(column)
            later = range(model.by(measure, period).stop, ever.stop)
            program.rows.append(Row({**dict.fromkeys(later, 1.0), column: -1.0}, 0.0, 1.0))
    found = _solved(program) if late else None
    if found is None:
        return None
    changes = tuple(
        Change(constraint, float(periods))
        for constraint, columns in late.items()
        if (periods := round(sum(found.values[column] for column in columns)))
    )
    return Relaxation(GivesWay.DEADLINE, sum(change.by or 0.0 for change in changes), changes)


def _by_giving_up(
    model: StartColumns, gives_way: GivesWay, may_give: Callable[[Rule], bool]
) -> Relaxation | None:
    program = WholeProgram(model.columns, {}, [*model.structure])
    given: dict[Constraint, int] = {}
    for constraint, rows in model.rows.items():
        if not may_give(constraint.rule):
            program.rows += rows
            continue
        column = given[constraint] = program.column(1.0, gain=-1.0)
        program.rows += [Row({**row.terms, column: -row.slack}, row.upper, 0.0) for row in rows]
    found = _solved(program, whole_too=given.values()) if given else None
    if found is None:
        return None
    changes = tuple(
        Change(constraint, None)
        for constraint, column in given.items()
        if found.values[column] > 0.5
    )
    return Relaxation(gives_way, float(len(changes)), changes)


def _solved(program: WholeProgram, whole_too: Iterable[int] = ()) -> Found | None:
    try:
        return maximise(program, _EFFORT, whole_too=tuple(whole_too))
    except TimeoutError:
        return None


def change_to_json(problem: RoadmapProblem, change: Change) -> Mapping[str, object]:
    """Give a change as plain values."""
    return {**change.constraint.to_json(problem), "by": change.by}
