"""A problem and its plan as plain values that can be kept, read again and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samvern.engine.canonical import canonical_json, sha256_of
from samvern.engine.roadmap.clashes import Clash
from samvern.engine.roadmap.constraints import Constraint, Rule
from samvern.engine.roadmap.left_out import why_left_out
from samvern.engine.roadmap.measures import Alternatives, Limit, PlannedMeasure, Resource, Use
from samvern.engine.roadmap.periods import Period
from samvern.engine.roadmap.plan import Roadmap
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Ending
from samvern.engine.roadmap.relaxing import Change, GivesWay, Relaxation, change_to_json

#: What is read by people and changes no plan.
_WORDS = frozenset({"title", "focus_area", "owner"})


def problem_to_json(problem: RoadmapProblem) -> dict[str, Any]:
    """Give a problem as plain values; periods as positions, the first of them in writing.

    Examples
    --------
    >>> from samvern.engine.roadmap.measures import PlannedMeasure
    >>> problem = RoadmapProblem(Period.read("2027-H1"), 4, (PlannedMeasure("a", 1, 2.0),))
    >>> read_problem(problem_to_json(problem)) == problem
    True
    """
    return {
        "first": str(problem.first),
        "periods": problem.periods,
        "measures": [_measure(one) for one in problem.measures],
        "limits": [
            {
                "id": one.id,
                "resource": one.resource.value,
                "of": None if one.of is None else list(one.of),
                "amounts": list(one.amounts),
                "carries_over": one.carries_over,
                "title": dict(one.title),
            }
            for one in problem.limits
        ],
        "alternatives": [
            {
                "id": one.id,
                "members": list(one.members),
                "is_must": one.is_must,
                "title": dict(one.title),
            }
            for one in problem.alternatives
        ],
        "pins": dict(problem.pins),
        "excluded": sorted(problem.excluded),
        "total_budget": problem.total_budget,
        "periods_after": problem.periods_after,
        "units": {resource.value: dict(unit) for resource, unit in problem.units.items()},
    }


def _measure(measure: PlannedMeasure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "duration": measure.duration,
        "value": measure.value,
        "uses": [
            {
                "resource": use.resource.value,
                "of": use.of,
                "during": list(use.during),
                "running": use.running,
            }
            for use in measure.uses
        ],
        "after": list(measure.after),
        "earliest": measure.earliest,
        "deadline": measure.deadline,
        "is_must": measure.is_must,
        "is_decision_point": measure.is_decision_point,
        "title": dict(measure.title),
        "focus_area": measure.focus_area,
        "owner": measure.owner,
    }


def read_problem(values: Mapping[str, Any]) -> RoadmapProblem:
    """Read what :func:`problem_to_json` gave."""
    return RoadmapProblem(
        Period.read(values["first"]),
        values["periods"],
        tuple(_read_measure(one) for one in values["measures"]),
        tuple(
            Limit(
                one["id"],
                Resource(one["resource"]),
                None if one["of"] is None else tuple(one["of"]),
                tuple(one["amounts"]),
                one["carries_over"],
                one["title"],
            )
            for one in values["limits"]
        ),
        tuple(
            Alternatives(one["id"], tuple(one["members"]), one["is_must"], one["title"])
            for one in values["alternatives"]
        ),
        values["pins"],
        frozenset(values["excluded"]),
        values["total_budget"],
        values["periods_after"],
        {Resource(resource): unit for resource, unit in values.get("units", {}).items()},
    )


def _read_measure(values: Mapping[str, Any]) -> PlannedMeasure:
    uses = (
        Use(Resource(one["resource"]), one["of"], tuple(one["during"]), one["running"])
        for one in values["uses"]
    )
    return PlannedMeasure(
        values["id"],
        values["duration"],
        values["value"],
        tuple(uses),
        tuple(values["after"]),
        values["earliest"],
        values["deadline"],
        values["is_must"],
        values["is_decision_point"],
        values["title"],
        values["focus_area"],
        values["owner"],
    )


def problem_digest(problem: RoadmapProblem) -> str:
    """What tells two problems apart that may have different plans: all of it but the words.

    Examples
    --------
    >>> from samvern.engine.roadmap.measures import PlannedMeasure
    >>> def of(**more):
    ...     measure = PlannedMeasure("a", 1, 2.0, **more)
    ...     return problem_digest(RoadmapProblem(Period.read("2027-H1"), 4, (measure,)))
    >>> of() == of(owner="Directorate"), of() == of(earliest=1)
    (True, False)
    """
    values = problem_to_json(problem)
    del values["units"]
    for key in ("measures", "limits", "alternatives"):
        values[key] = [
            {name: value for name, value in one.items() if name not in _WORDS}
            for one in values[key]
        ]
    return sha256_of(canonical_json(values))


def result_to_json(roadmap: Roadmap) -> dict[str, Any]:
    """Give what was found, without the problem."""
    return {
        "starts": dict(roadmap.starts),
        "value": roadmap.value,
        "bound": roadmap.bound,
        "ending": roadmap.ending.value,
    }


def read_result(problem: RoadmapProblem, values: Mapping[str, Any]) -> Roadmap:
    """Read what :func:`result_to_json` gave of a plan for this problem."""
    starts = values["starts"]
    return Roadmap(
        problem,
        starts,
        values["value"],
        values["bound"],
        Ending(values["ending"]),
        why_left_out(problem, starts),
    )


def no_plan_to_json(
    problem: RoadmapProblem, clash: Clash | None, ways: Sequence[Relaxation]
) -> dict[str, Any]:
    """Give what clashes, and what would make a plan possible."""
    return {
        "clash": [one.to_json(problem) for one in clash.constraints] if clash else [],
        "is_smallest": bool(clash and clash.is_smallest),
        "relaxations": [
            {
                "gives_way": way.gives_way.value,
                "total": way.total,
                "changes": [dict(change_to_json(problem, one)) for one in way.changes],
            }
            for way in ways
        ],
    }


def read_no_plan(
    problem: RoadmapProblem, values: Mapping[str, Any]
) -> tuple[Clash, tuple[Relaxation, ...]]:
    """Read what :func:`no_plan_to_json` gave of this problem."""
    clash = Clash(
        tuple(_read_constraint(problem, one) for one in values["clash"]), values["is_smallest"]
    )
    ways = (
        Relaxation(
            GivesWay(way["gives_way"]),
            way["total"],
            tuple(Change(_read_constraint(problem, one), one["by"]) for one in way["changes"]),
        )
        for way in values["relaxations"]
    )
    return clash, tuple(ways)


def _read_constraint(problem: RoadmapProblem, values: Mapping[str, Any]) -> Constraint:
    written = values["period"]
    period = None if written is None else problem.first.until(Period.read(written))
    return Constraint(Rule(values["rule"]), values["subject"], values["other"] or "", period)
