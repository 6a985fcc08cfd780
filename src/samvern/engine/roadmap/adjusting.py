"""What if: a problem with some of it moved, left out, given more, or given up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.roadmap.constraints import Constraint, Rule
from samvern.engine.roadmap.measures import Limit, PlannedMeasure
from samvern.engine.roadmap.periods import Period
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.relaxing import Relaxation


@dataclass(frozen=True)
class GivenUp:
    """A rule that no longer holds, with its period in writing, so that it outlives the horizon."""

    rule: Rule
    subject: str = ""
    other: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Adjustments:
    """What is otherwise than in the problem.

    Attributes
    ----------
    pins
        Measures that start in a period.
    excluded
        Measures that are left out.
    amounts
        How much more there is of a limit in a period; less when negative.
    more_in_all
        How much more money there is over all periods together, where that is limited.
    deadlines
        Later, or sooner, last periods of work.
    given_up
        Rules that no longer hold.
    """

    pins: Mapping[str, Period] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    amounts: Mapping[str, Mapping[Period, float]] = field(default_factory=dict)
    more_in_all: float = 0.0
    deadlines: Mapping[str, Period] = field(default_factory=dict)
    given_up: tuple[GivenUp, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give them as plain values, without what says nothing."""
        values: dict[str, Any] = {
            "pins": {name: str(period) for name, period in self.pins.items()},
            "excluded": sorted(self.excluded),
            "amounts": {
                name: {str(period): amount for period, amount in each.items()}
                for name, each in self.amounts.items()
            },
            "more_in_all": self.more_in_all,
            "deadlines": {name: str(period) for name, period in self.deadlines.items()},
            "given_up": [
                {
                    "rule": one.rule.value,
                    "subject": one.subject,
                    "other": one.other,
                    "period": None if one.period is None else str(one.period),
                }
                for one in self.given_up
            ],
        }
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Adjustments:
        """Read what :meth:`to_json` gave; raises InvalidInput for what it cannot have given.

        Examples
        --------
        >>> adjustments = Adjustments(pins={"a": Period.read("2027-H2")}, more_in_all=3.0)
        >>> Adjustments.from_json(adjustments.to_json()) == adjustments
        True
        """
        try:
            return cls(
                {str(name): Period.read(at) for name, at in values.get("pins", {}).items()},
                frozenset(map(str, values.get("excluded", ()))),
                {
                    str(name): {Period.read(at): float(more) for at, more in each.items()}
                    for name, each in values.get("amounts", {}).items()
                },
                float(values.get("more_in_all", 0.0)),
                {str(name): Period.read(at) for name, at in values.get("deadlines", {}).items()},
                tuple(_given_up(one) for one in values.get("given_up", ())),
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            raise InvalidInput("roadmap.not_adjustments") from None


def _given_up(values: Mapping[str, Any]) -> GivenUp:
    period = values.get("period")
    return GivenUp(
        Rule(values["rule"]),
        str(values.get("subject") or ""),
        str(values.get("other") or ""),
        None if period is None else Period.read(period),
    )


def adjust(problem: RoadmapProblem, adjustments: Adjustments) -> RoadmapProblem:
    """The problem as it is when something is otherwise.

    What is left out is not pinned, and what is pinned is not left out: the adjustments win. A rule
    that is given up and is no longer there is passed over.

    Raises
    ------
    InvalidInput
        ``roadmap.invalid`` with all problems.

    Examples
    --------
    >>> measure = PlannedMeasure("a", 1, 2.0, is_must=True)
    >>> problem = RoadmapProblem(Period.read("2027-H1"), 4, (measure,))
    >>> adjust(problem, Adjustments(pins={"a": Period.read("2028-H1")})).pins
    {'a': 2}
    """
    problems = list(_problems(problem, adjustments))
    if problems:
        raise InvalidInput("roadmap.invalid", problems=problems)
    first = problem.first
    given_up = {_constraint(problem, one) for one in adjustments.given_up}
    pins = {
        name: start
        for name, start in problem.pins.items()
        if name not in adjustments.excluded
        and Constraint(Rule.PINNED, name, period=start) not in given_up
    } | {name: first.until(period) for name, period in adjustments.pins.items()}
    excluded = {
        name
        for name in problem.excluded
        if name not in adjustments.pins and Constraint(Rule.EXCLUDED, name) not in given_up
    } | adjustments.excluded
    total = problem.total_budget
    if Constraint(Rule.TOTAL) in given_up:
        total = None
    elif total is not None:
        total = max(0.0, total + adjustments.more_in_all)
    limits = (_limit(problem, one, adjustments, given_up) for one in problem.limits)
    groups = [
        replace(one, is_must=one.is_must and Constraint(Rule.ONE_OF, one.id) not in given_up)
        for one in problem.alternatives
        if Constraint(Rule.AT_MOST_ONE, one.id) not in given_up
    ]
    return replace(
        problem,
        measures=tuple(_measure(problem, one, adjustments, given_up) for one in problem.measures),
        limits=tuple(limits),
        alternatives=tuple(groups),
        pins=pins,
        excluded=frozenset(excluded),
        total_budget=total,
    )


def _problems(problem: RoadmapProblem, adjustments: Adjustments) -> Iterator[Problem]:
    """What the adjusted problem could not tell of itself; the rest is for its own check."""
    limits = {limit.id for limit in problem.limits}
    for name in sorted(adjustments.amounts.keys() - limits):
        yield Problem.of("roadmap.unknown_limit", where=f"amounts[{name}]", name=name)
    for name in sorted(adjustments.deadlines.keys() - problem.by_id.keys()):
        yield Problem.of("roadmap.unknown_measure", where=f"deadlines[{name}]", name=name)
    for name in sorted(adjustments.pins.keys() & adjustments.excluded):
        yield Problem.of("roadmap.pinned_and_excluded", where=f"pins[{name}]", name=name)
    periods = [
        *((f"pins[{name}]", period) for name, period in adjustments.pins.items()),
        *((f"deadlines[{name}]", period) for name, period in adjustments.deadlines.items()),
        *(
            (f"amounts[{name}]", period)
            for name, each in adjustments.amounts.items()
            for period in each
        ),
    ]
    for where, period in periods:
        if period.length != problem.first.length:
            yield Problem.of("period.other_length", where=where, got=period, first=problem.first)
        elif not 0 <= problem.first.until(period) < problem.periods:
            first, last = problem.period(0), problem.period(problem.periods - 1)
            yield Problem.of(
                "roadmap.outside_horizon", where=where, got=period, first=first, last=last
            )


def _constraint(problem: RoadmapProblem, found: GivenUp) -> Constraint:
    period = None if found.period is None else problem.first.until(found.period)
    return Constraint(found.rule, found.subject, found.other, period)


def _measure(
    problem: RoadmapProblem,
    measure: PlannedMeasure,
    adjustments: Adjustments,
    given_up: set[Constraint],
) -> PlannedMeasure:
    deadline = measure.deadline
    if measure.id in adjustments.deadlines:
        deadline = problem.first.until(adjustments.deadlines[measure.id])
    if Constraint(Rule.DEADLINE, measure.id, period=measure.deadline) in given_up:
        deadline = None
    # Alternatives of which several may be chosen are no group any more; what waited for one of
    # them waits for none.
    gone = {one.subject for one in given_up if one.rule == Rule.AT_MOST_ONE}
    gone |= {one.other for one in given_up if one.rule == Rule.AFTER and one.subject == measure.id}
    earliest = Constraint(Rule.EARLIEST, measure.id, period=measure.earliest)
    return replace(
        measure,
        deadline=deadline,
        earliest=0 if earliest in given_up else measure.earliest,
        is_must=measure.is_must and Constraint(Rule.MUST, measure.id) not in given_up,
        after=tuple(one for one in measure.after if one not in gone),
    )


def _limit(
    problem: RoadmapProblem, limit: Limit, adjustments: Adjustments, given_up: set[Constraint]
) -> Limit:
    more = adjustments.amounts.get(limit.id, {})
    amounts = [
        max(0.0, amount + more.get(problem.period(at), 0.0))
        for at, amount in enumerate(limit.amounts)
    ]
    for at in range(len(amounts)):
        if Constraint(Rule.LIMIT, limit.id, period=at) in given_up:
            amounts[at] = max(amounts[at], _most_used(problem, limit))
    return replace(limit, amounts=tuple(amounts))


def _most_used(problem: RoadmapProblem, limit: Limit) -> float:
    """As much as everything together could ever use: no limit, in numbers a solver can take."""
    return sum(
        sum(use.during) + use.running * problem.periods
        for measure in problem.measures
        for use in filter(limit.counts, measure.uses)
    )


def adjustments_of(problem: RoadmapProblem, found: Relaxation) -> Adjustments:
    """A way out as adjustments that make a plan possible.

    Examples
    --------
    >>> from samvern.engine.roadmap.measures import Resource, Use
    >>> from samvern.engine.roadmap.relaxing import find_relaxations
    >>> uses = (Use(Resource.MONEY, "directorate", (12.0,)),)
    >>> must = PlannedMeasure("c", duration=1, value=1, uses=uses, is_must=True)
    >>> budget = Limit("budget", Resource.MONEY, None, (10.0, 8.0))
    >>> problem = RoadmapProblem(Period.read("2027-H1"), 2, (must,), (budget,))
    >>> adjustments_of(problem, find_relaxations(problem)[0]).to_json()
    {'amounts': {'budget': {'2027-H1': 2.0}}}
    """
    amounts: dict[str, dict[Period, float]] = {}
    deadlines: dict[str, Period] = {}
    given_up = []
    more_in_all = 0.0
    for change in found.changes:
        constraint = change.constraint
        period = None if constraint.period is None else problem.period(constraint.period)
        if change.by is None or (period is None and constraint.rule != Rule.TOTAL):
            given_up.append(GivenUp(constraint.rule, constraint.subject, constraint.other, period))
        elif constraint.rule == Rule.TOTAL:
            more_in_all += _rounded_up(change.by)
        elif constraint.rule == Rule.DEADLINE and period is not None:
            deadlines[constraint.subject] = period.later(round(change.by))
        elif period is not None:
            amounts.setdefault(constraint.subject, {})[period] = _rounded_up(change.by)
    return Adjustments(
        amounts=amounts, more_in_all=more_in_all, deadlines=deadlines, given_up=tuple(given_up)
    )


def _rounded_up(amount: float) -> float:
    # An amount is told to six digits; what was rounded down would lack that little.
    return amount if amount == int(amount) else float(f"{amount * (1 + 1e-5):.6g}")
