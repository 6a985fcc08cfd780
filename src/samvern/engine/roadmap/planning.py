"""From a programme to a roadmap: what it says itself, what planning adds, and what is assumed.

A programme says what its measures are, what comes before what, and how much they cost in words.
How long they take, what they cost in money and what there is to spend is for planning to say.
What neither says is assumed, and told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from samvern.engine.programme.document import (
    NO_TEXT,
    Judgement,
    Measure,
    MeasureKind,
    MeasureStatus,
    Programme,
    Text,
)
from samvern.engine.roadmap.measures import (
    Alternatives,
    Limit,
    PlannedMeasure,
    Resource,
    Use,
)
from samvern.engine.roadmap.periods import Period
from samvern.engine.roadmap.problem import RoadmapProblem

#: How many periods work takes when nobody has said: finding out is sooner done than doing.
DURATIONS: Mapping[str, int] = {
    MeasureKind.MAPPING: 1,
    MeasureKind.STUDY: 1,
    MeasureKind.REQUIREMENT: 1,
    MeasureKind.IMPLEMENTATION: 2,
    "": 2,
}

#: What cost in words comes to, in points, when nobody has said what it is in money.
COST_POINTS: Mapping[str, float] = {"low": 1.0, "medium": 2.0, "high": 3.0}

#: Measures that stand so are not planned any more.
NOT_PLANNED = frozenset({MeasureStatus.EXISTING, MeasureStatus.COMPLETED, MeasureStatus.STOPPED})

#: What the roadmap takes care of itself, and so is no part of what a measure is worth.
COUNTED_ELSEWHERE = frozenset({"natural_order", "cost"})

_DECIMALS = 9


@dataclass(frozen=True)
class Spending:
    """Money of a payer, or effort of an owner: in all or by period of work, and while it runs."""

    of: str
    total: float = 0.0
    by_period: tuple[float, ...] | None = None
    running: float = 0.0

    def use(self, resource: Resource, duration: int) -> Use:
        """Spread over the periods of work, evenly where nothing else is said."""
        spread = (self.total / duration,) * duration if duration > 0 else ()
        return Use(resource, self.of, self.by_period or spread, self.running)


@dataclass(frozen=True)
class MeasurePlanning:
    """What planning says of one measure; what is None is left to the programme or assumed."""

    id: str
    title: Text = field(default_factory=dict)
    focus_area: str = ""
    owner: str = ""
    duration: int | None = None
    value: float | None = None
    costs: tuple[Spending, ...] | None = None
    efforts: tuple[Spending, ...] = ()
    after: tuple[str, ...] | None = None
    earliest: Period | None = None
    deadline: Period | None = None
    is_must: bool = False
    is_decision_point: bool | None = None


@dataclass(frozen=True)
class Planning:
    """What planning says beside the programme.

    ``durations`` and ``cost_points`` take the place of the module's own where they name a kind
    or a level. Without ``measures`` every measure of the programme is planned.
    """

    first: Period
    periods: int
    measures: tuple[MeasurePlanning, ...] = ()
    limits: tuple[Limit, ...] = ()
    alternatives: tuple[Alternatives, ...] = ()
    pins: Mapping[str, Period] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    total_budget: float | None = None
    years_after: int | None = None
    durations: Mapping[str, int] = field(default_factory=dict)
    cost_points: Mapping[str, float] = field(default_factory=dict)
    programme: str = ""
    basis: Text = field(default_factory=dict)
    money_unit: Text = field(default_factory=dict)
    effort_unit: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Assumed:
    """What was assumed, by its code, and of which measures.

    ``assumed.duration``
        Work takes as long as its kind usually does.
    ``assumed.cost_points``
        Cost in words is counted in points.
    ``assumed.cost_unknown``
        Nobody has judged the cost: the mean of all levels.
    ``assumed.before_not_planned``
        What must come before is not among what is planned, and is taken as done.
    ``assumed.no_value``
        Nobody has judged what it is worth: planned only where it must be or another needs it.
    """

    code: str
    measures: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Give the record as plain values."""
        return {"code": self.code, "measures": list(self.measures)}


def roadmap_problem(
    planning: Planning,
    programme: Programme | None = None,
    values: Mapping[str, float] | None = None,
) -> tuple[RoadmapProblem, tuple[Assumed, ...]]:
    """Put together what is planned.

    Parameters
    ----------
    planning
        Durations, money, what there is to spend, what was moved by hand.
    programme
        Whose measures are planned; None when the planning names its own.
    values
        What measures are worth, by identifier, where the planning does not say: the ranking's
        expected worth.

    Raises
    ------
    InvalidInput
        ``roadmap.invalid`` with all problems.
    """
    maker = _Maker(planning, values or {})
    said = {one.id: one for one in planning.measures}
    if programme is None:
        measures = [maker.measure(one, None) for one in planning.measures]
    else:
        own = {one.id: one for one in programme.measures if one.status not in NOT_PLANNED}
        maker.planned = {*own, *said, *(group.id for group in planning.alternatives)}
        measures = [
            maker.measure(said.get(name, MeasurePlanning(name)), one) for name, one in own.items()
        ]
        measures += [maker.measure(one, None) for name, one in said.items() if name not in own]
    first = planning.first
    after = None if planning.years_after is None else planning.years_after * int(first.length)
    problem = RoadmapProblem(
        first,
        planning.periods,
        tuple(measures),
        planning.limits,
        planning.alternatives,
        {name: first.until(period) for name, period in planning.pins.items()},
        planning.excluded,
        planning.total_budget,
        after,
        {Resource.MONEY: planning.money_unit, Resource.EFFORT: planning.effort_unit},
    )
    return problem, tuple(maker.assumed())


class _Maker:
    """Makes planned measures, and remembers what it assumed."""

    def __init__(self, planning: Planning, values: Mapping[str, float]) -> None:
        self._planning = planning
        self._values = values
        self._assumed: dict[str, list[str]] = {}
        self.planned: Collection[str] | None = None

    def measure(self, said: MeasurePlanning, own: Measure | None) -> PlannedMeasure:
        """One measure, from what planning and the programme say of it."""
        first, kind = self._planning.first, own.kind if own else None
        duration = self._duration(said, kind)
        value = said.value if said.value is not None else self._ranked(said.id)
        if value is None:
            self._note("assumed.no_value", said.id)
        costs = said.costs if said.costs is not None else self._costs(own)
        uses = (
            *(cost.use(Resource.MONEY, duration) for cost in costs),
            *(effort.use(Resource.EFFORT, duration) for effort in said.efforts),
        )
        is_decision_point = said.is_decision_point
        if is_decision_point is None:
            is_decision_point = kind == MeasureKind.STUDY
        return PlannedMeasure(
            said.id,
            duration,
            value,
            uses,
            tuple(self._after(said, own)),
            0 if said.earliest is None else max(0, first.until(said.earliest)),
            None if said.deadline is None else first.until(said.deadline),
            said.is_must,
            is_decision_point,
            said.title or (own.title if own else NO_TEXT),
            said.focus_area or (own.focus_area if own else ""),
            said.owner or ", ".join((own and own.owners) or ()),
        )

    def assumed(self) -> Iterator[Assumed]:
        """What was assumed, one record for each sort."""
        for code, names in sorted(self._assumed.items()):
            yield Assumed(code, tuple(names))

    def _ranked(self, measure: str) -> float | None:
        value = self._values.get(measure)
        # What differs by rounding from one machine to another is not another worth.
        return None if value is None else round(value, _DECIMALS)

    def _note(self, code: str, measure: str) -> None:
        self._assumed.setdefault(code, []).append(measure)

    def _duration(self, said: MeasurePlanning, kind: MeasureKind | None) -> int:
        if said.duration is not None:
            return said.duration
        self._note("assumed.duration", said.id)
        return {**DURATIONS, **self._planning.durations}[kind or ""]

    def _costs(self, own: Measure | None) -> tuple[Spending, ...]:
        if own is None:
            return ()
        points = {**COST_POINTS, **self._planning.cost_points}
        payer = (own.owners or ("",))[0]
        if own.cost is None:
            self._note("assumed.cost_unknown", own.id)
            return (Spending(payer, sum(points.values()) / len(points)),)
        self._note("assumed.cost_points", own.id)
        return (Spending(payer, _expected(own.cost, points)),)

    def _after(self, said: MeasurePlanning, own: Measure | None) -> Iterable[str]:
        if said.after is not None:
            return said.after
        before = own.after if own else ()
        if self.planned is None or all(name in self.planned for name in before):
            return before
        self._note("assumed.before_not_planned", said.id)
        return (name for name in before if name in self.planned)


def _expected(judgement: Judgement, points: Mapping[str, float]) -> float:
    return sum(points[level] * share for level, share in judgement.levels.items())
