"""Roadmaps as they are worked on, in the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.api.shapes import (
    Code,
    Figures,
    Key,
    RoadmapAnswer,
    RoadmapOut,
    Title,
    Version,
    answer_out,
    plan_out,
    read_figures,
)
from samvern.base.endpoints import (
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.base.jobs.api import JobOut, job_out
from samvern.engine.roadmap import Period

router = Router()


class NewRoadmap(Incoming):
    """A new roadmap; only the authority and supervisors see it until it is published."""

    title: Title
    planning: Figures


class RoadmapChange(Incoming):
    """What a roadmap is to be from now on."""

    version: Version
    title: Title
    planning: Figures


class RoadmapMove(Incoming):
    """When a measure is to start: a `period`, not at all (`is_left_out`), or as is best."""

    version: Version
    measure: Code
    period: Code | None = None
    is_left_out: bool = False


class RoadmapArchiving(Incoming):
    """The version that is put away."""

    version: Version


class CostPoint(Schema):
    """The plan of most worth for at most `cap`; no plan is worth more than `bound`."""

    cap: float
    cost: float
    value: float
    bound: float
    starts: dict[str, int]


class CostAgainstWorth(Schema):
    """Cost against worth for exactly these figures, the cheapest first."""

    is_complete: bool
    done: int
    total: int
    points: list[CostPoint]


class RoadmapWorlds(Schema):
    """In how many of the worlds so far each measure is in the plan, for exactly these figures."""

    is_complete: bool
    worlds: int
    total: int
    planned: dict[str, int]


@router.get("/programmes/{code}/roadmaps", response=CursorPage[RoadmapOut])
def list_plans(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[RoadmapOut]:
    """The roadmaps of a programme of which you may see drafts, those put away included."""
    viewer = viewer_of(request)
    programme = queries.programme_for(viewer, code)
    found = queries.drafts(viewer).filter(programme=programme)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[plan_out(row) for row in rows], next_cursor=following)


@router.post("/programmes/{code}/roadmaps", response={201: RoadmapOut})
@idempotent
def make_plan(request: HttpRequest, code: Code, new: NewRoadmap) -> Status[RoadmapOut]:
    """Make a roadmap of a programme, and have it planned."""
    made = operations.make_plan(
        by=viewer_of(request),
        code=code,
        title=new.title,
        planning=read_figures(new.planning),
        at=timezone.now(),
    )
    return Status(201, plan_out(made))


@router.get("/roadmaps/{plan_id}", response=RoadmapOut)
def get_plan(request: HttpRequest, plan_id: Key) -> RoadmapOut:
    """One roadmap with its figures."""
    return plan_out(queries.plan_for(viewer_of(request), plan_id))


@router.put("/roadmaps/{plan_id}", response=RoadmapOut)
@idempotent
def edit_plan(request: HttpRequest, plan_id: Key, change: RoadmapChange) -> RoadmapOut:
    """Change the figures of a roadmap, and have it planned."""
    edited = operations.edit_plan(
        by=viewer_of(request),
        plan_id=plan_id,
        version=change.version,
        title=change.title,
        planning=read_figures(change.planning),
        at=timezone.now(),
    )
    return plan_out(edited)


@router.post("/roadmaps/{plan_id}/moves", response=RoadmapOut)
@idempotent
def move_measure(request: HttpRequest, plan_id: Key, move: RoadmapMove) -> RoadmapOut:
    """Have a measure start in a period, or leave it out, and have it planned."""
    moved = operations.move_measure(
        by=viewer_of(request),
        plan_id=plan_id,
        version=move.version,
        measure=move.measure,
        to=None if move.period is None else Period.read(move.period),
        is_left_out=move.is_left_out,
        at=timezone.now(),
    )
    return plan_out(moved)


@router.post("/roadmaps/{plan_id}/archive", response=RoadmapOut)
@idempotent
def archive_plan(request: HttpRequest, plan_id: Key, change: RoadmapArchiving) -> RoadmapOut:
    """Put a roadmap away; it is kept."""
    archived = operations.archive_plan(
        by=viewer_of(request), plan_id=plan_id, version=change.version, at=timezone.now()
    )
    return plan_out(archived)


@router.get("/roadmaps/{plan_id}/plan", response=RoadmapAnswer)
def get_answer(request: HttpRequest, plan_id: Key) -> RoadmapAnswer:
    """What happens when, for exactly the figures as they are."""
    return answer_out(queries.answer_of(queries.plan_for(viewer_of(request), plan_id)))


@router.post("/roadmaps/{plan_id}/plan", response=RoadmapAnswer)
@idempotent
def solve_plan(request: HttpRequest, plan_id: Key) -> RoadmapAnswer:
    """Have a plan made for the figures as they are; a small one is there at once."""
    viewer = viewer_of(request)
    operations.solve_plan(by=viewer, plan_id=plan_id, at=timezone.now())
    return answer_out(queries.answer_of(queries.plan_for(viewer, plan_id)))


@router.get("/roadmaps/{plan_id}/costs", response=CostAgainstWorth)
def get_points(request: HttpRequest, plan_id: Key) -> CostAgainstWorth:
    """What each amount of money buys, as far as it has been found out for these figures."""
    plan = queries.plan_for(viewer_of(request), plan_id)
    found = queries.points_of(plan, queries.input_of(plan))
    return CostAgainstWorth(
        is_complete=found.is_complete,
        done=found.done,
        total=found.total,
        points=[CostPoint(**_plain(point)) for point in found.points],
    )


@router.post("/roadmaps/{plan_id}/costs", response={202: JobOut})
@idempotent
def compare_costs(request: HttpRequest, plan_id: Key) -> Status[JobOut]:
    """Have it found out what each amount of money buys."""
    job = operations.compare_costs(by=viewer_of(request), plan_id=plan_id, at=timezone.now())
    return Status(202, job_out(job))


@router.get("/roadmaps/{plan_id}/worlds", response=RoadmapWorlds)
def get_worlds(request: HttpRequest, plan_id: Key) -> RoadmapWorlds:
    """In how many worlds each measure is in the plan, as far as it has been found out."""
    plan = queries.plan_for(viewer_of(request), plan_id)
    found = queries.worlds_found(plan, queries.input_of(plan))
    return RoadmapWorlds(
        is_complete=found.is_complete,
        worlds=found.done,
        total=found.total,
        planned=dict(found.found.planned) if found.found else {},
    )


@router.post("/roadmaps/{plan_id}/worlds", response={202: JobOut})
@idempotent
def plan_in_worlds(request: HttpRequest, plan_id: Key) -> Status[JobOut]:
    """Have plans made in many worlds of weights and judgements."""
    job = operations.plan_in_worlds(by=viewer_of(request), plan_id=plan_id, at=timezone.now())
    return Status(202, job_out(job))


def _plain(point: Any) -> dict[str, Any]:
    return {**vars(point), "starts": dict(point.starts)}
