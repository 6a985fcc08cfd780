"""What a plan is made from: its figures, its programme, and what the ranking says of worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries.document import whole_document
from samvern.apps.roadmaps.models import Plan, PlanScenario
from samvern.base.kept import Kept
from samvern.engine import priority
from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.errors import InvalidInput, NotFound, NotReady
from samvern.engine.priority import Worlds
from samvern.engine.roadmap import RoadmapProblem
from samvern.engine.roadmap.adjusting import Adjustments, adjust
from samvern.engine.roadmap.planning import (
    COUNTED_ELSEWHERE,
    Assumed,
    Planning,
    roadmap_problem,
)
from samvern.engine.roadmap.record import problem_digest
from samvern.formats import roadmap_file

#: How many worlds the expected worth of a measure is the mean of, and with which seed they are drawn.
SAMPLES: Final = 10_000
SEED: Final = 1


@dataclass(frozen=True)
class PlanInput:
    """Everything that a plan rests on, and the digest that a result is found by."""

    planning: Planning
    problem: RoadmapProblem
    assumed: tuple[Assumed, ...]
    digest: str


_inputs: Kept[PlanInput] = Kept(limit=20_000, weigh=lambda kept: len(kept.problem.measures))
_values: Kept[Mapping[str, float]] = Kept(limit=50)


def input_of(plan: Plan, scenario: PlanScenario | None = None) -> PlanInput:
    """What a plan is made from, or a scenario beside it.

    Raises
    ------
    InvalidInput
        ``roadmap.invalid``: it no longer fits its programme, or the scenario its plan.
    """
    adjustments: Mapping[str, Any] = scenario.adjustments if scenario else {}
    said = (sha256_of(canonical_json(plan.planning)), canonical_json(adjustments))
    key = (plan.programme_id, plan.programme.revision, *said)
    return _inputs.get(key, lambda: _read(plan, adjustments))


def _read(plan: Plan, adjustments: Mapping[str, Any]) -> PlanInput:
    planning = planning_of(plan)
    problem, assumed = problem_on(plan.programme, planning)
    if adjustments:
        problem = adjust(problem, Adjustments.from_json(adjustments))
    return PlanInput(planning, problem, assumed, problem_digest(problem))


def planning_of(plan: Plan) -> Planning:
    """The figures of a plan."""
    return roadmap_file.from_plain(plan.planning)


def problem_on(
    programme: Programme, planning: Planning
) -> tuple[RoadmapProblem, tuple[Assumed, ...]]:
    """The problem that figures make of a programme, and what was assumed. Raises ``InvalidInput``."""
    document = whole_document(programme)
    said = {measure.id for measure in planning.measures if measure.value is not None}
    is_said = {measure.id for measure in document.measures} <= said
    values = {} if is_said else _values_of(programme)
    return roadmap_problem(planning, document, values)


def worlds_of(programme: Programme, planning: Planning, count: int) -> Worlds | None:
    """So many worlds of weights and judgements; None where the ranking says nothing that counts."""
    said = {measure.id for measure in planning.measures if measure.value is not None}
    if {measure.id for measure in whole_document(programme).measures} <= said:
        return None
    return _drawn(programme, count)


def worlds_digest(plan: Plan, found: PlanInput, count: int) -> str:
    """What the plans of many worlds are found by: the input, and what the worlds are drawn from."""
    return sha256_of(f"{found.digest} {plan.programme.revision} {count} {SEED}")


def _values_of(programme: Programme) -> Mapping[str, float]:
    def mean() -> Mapping[str, float]:
        drawn = _drawn(programme, SAMPLES)
        return drawn.expected() if drawn else {}

    return _values.get((programme.pk, programme.revision), mean)


def _drawn(programme: Programme, count: int) -> Worlds | None:
    try:
        model, _alternatives, _left_out = priority.ranking_model(
            whole_document(programme), level="measure"
        )
        kept = priority.without_groups(model, COUNTED_ELSEWHERE & set(model.groups))
    except (InvalidInput, NotReady):
        return None  # nobody has judged anything: what measures are worth is for the figures to say
    return priority.draw_worlds(kept, count, seed=SEED)


def require_measure(plan: Plan, measure: str) -> None:
    """Refuse what is not planned here. Raises ``NotFound`` (``measure.unknown``)."""
    if measure not in input_of(plan).problem.by_id:
        raise NotFound("measure.unknown", id=measure[:60])
