"""What is frozen when a plan is published: figures, what they rest on, the plan and its gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from samvern import __version__
from samvern.apps.roadmaps.models import Plan
from samvern.apps.roadmaps.queries.inputs import SAMPLES, SEED, PlanInput
from samvern.base.viewer import Viewer
from samvern.engine.priority import DEFAULT_WEIGHTS
from samvern.engine.roadmap import Roadmap
from samvern.engine.roadmap.planning import COUNTED_ELSEWHERE, Assumed
from samvern.engine.roadmap.record import (
    problem_to_json,
    read_problem,
    read_result,
    result_to_json,
)

#: The form of the record; a reader refuses what it does not know.
FORMAT: Final = 1


def plan_record(
    plan: Plan, found: PlanInput, roadmap: Roadmap, *, by: Viewer, number: int, at: datetime
) -> dict[str, Any]:
    """The whole of a published plan as plain values."""
    programme = plan.programme
    return {
        "format": FORMAT,
        "programme": {
            "code": programme.code,
            "title": programme.title,
            "version": programme.version,
            "revision": str(programme.revision),
        },
        "title": plan.title,
        "number": number,
        "is_example": plan.is_example,
        "planning": plan.planning,
        "problem": problem_to_json(found.problem),
        "digest": found.digest,
        "assumed": [one.to_json() for one in found.assumed],
        "worth": {
            "samples": SAMPLES,
            "seed": SEED,
            "weights": DEFAULT_WEIGHTS.to_json(),
            "counted_elsewhere": sorted(COUNTED_ELSEWHERE),
        },
        "result": result_to_json(roadmap),
        "gap": roadmap.gap,
        "cost": roadmap.cost,
        "published_by": by.name,
        "published_at": at.isoformat(),
        "software": {"name": "Samvern", "version": __version__},
    }


def recorded_roadmap(content: Mapping[str, Any]) -> Roadmap:
    """The plan of a record."""
    return read_result(read_problem(content["problem"]), content["result"])


def recorded_assumptions(content: Mapping[str, Any]) -> Sequence[Assumed]:
    """What was assumed in a record."""
    return [Assumed(one["code"], tuple(one["measures"])) for one in content["assumed"]]
