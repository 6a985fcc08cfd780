"""The shapes of values in the API of roadmaps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from samvern.apps.roadmaps import models
from samvern.apps.roadmaps.queries import Answer
from samvern.engine.canonical import canonical_json
from samvern.engine.roadmap.planning import Planning
from samvern.engine.roadmap.record import no_plan_to_json
from samvern.formats import roadmap_file

#: Text without control characters; lines may be broken.
LINE = r"^[^\x00-\x1f\x7f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Code = Annotated[str, Field(min_length=1, max_length=60)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Title = Annotated[str, Field(max_length=200, pattern=LINE)]
Lines = Annotated[str, Field(max_length=20_000, pattern=LINES)]
Version = Annotated[
    int, Field(strict=True, ge=1, le=2**31 - 1, description="The version that is changed.")
]
Figures = Annotated[
    dict[str, Any],
    Field(
        description="What is planned with, as `samvern programme schema planning` describes "
        "it. `planning.basis` says on what the figures rest."
    ),
]
Adjusted = Annotated[
    dict[str, Any],
    Field(
        description="What differs from the plan: `pins` (measure to period), `excluded`, `amounts` "
        "(budget or capacity to period to how much more), `more_in_all`, `deadlines` (measure to "
        "period) and `given_up` (rules, with `rule`, `subject`, `other` and `period`)."
    ),
]


class RoadmapOut(Schema):
    """A roadmap as it is worked on."""

    id: int
    programme: str
    title: str
    planning: dict[str, Any]
    author: str
    is_published: bool
    is_example: bool
    version: int
    made_at: datetime
    changed_at: datetime
    archived_at: datetime | None


class RoadmapAnswer(Schema):
    """Where the plan for exactly these figures stands.

    `state` is `planned` with `roadmap` as `samvern programme schema roadmap` describes it;
    `clash` with `no_plan`: what clashes, and what would help; `waiting` while it is being made;
    `unplanned` when nobody has asked for it since the figures changed; `unfit` when the figures no
    longer fit the programme, for the reason that `trouble` gives as a code.
    """

    state: Literal["planned", "clash", "waiting", "unplanned", "unfit"]
    digest: str | None
    roadmap: dict[str, Any] | None
    no_plan: dict[str, Any] | None
    assumed: list[dict[str, Any]]
    trouble: str | None


def plan_out(plan: models.Plan) -> RoadmapOut:
    """A plan as the API tells of it."""
    return RoadmapOut(
        id=plan.pk,
        programme=plan.programme.code,
        title=plan.title,
        planning=plan.planning,
        author=plan.author_name,
        is_published=plan.is_published,
        is_example=plan.is_example,
        version=plan.version,
        made_at=plan.made_at,
        changed_at=plan.changed_at,
        archived_at=plan.archived_at,
    )


def answer_out(answer: Answer) -> RoadmapAnswer:
    """An answer as the API tells of it."""
    found = answer.found
    roadmap = answer.roadmap
    no_plan = None
    if found is not None and answer.clash is not None:
        no_plan = no_plan_to_json(found.problem, answer.clash, answer.relaxations)
    failure = answer.job.failure.get("code") if answer.job else None
    return RoadmapAnswer(
        state=_state(answer),
        digest=found.digest if found else None,
        roadmap=None if roadmap is None else roadmap.to_json(),
        no_plan=no_plan,
        assumed=[one.to_json() for one in found.assumed] if found else [],
        trouble=answer.error.code if answer.error else failure,
    )


def read_figures(values: Mapping[str, Any]) -> Planning:
    """Figures as they came in. Raises ``InvalidInput`` with all problems."""
    stream = BytesIO(canonical_json(dict(values)).encode())
    return roadmap_file.read(stream, name="planning.json")


def _state(answer: Answer) -> Literal["planned", "clash", "waiting", "unplanned", "unfit"]:
    if answer.error is not None:
        return "unfit"
    if answer.roadmap is not None:
        return "planned"
    if answer.clash is not None:
        return "clash"
    is_under_way = answer.job is not None and not answer.job.is_over
    return "waiting" if is_under_way else "unplanned"
