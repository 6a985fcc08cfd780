"""Jobs in the JSON API: what goes on behind the pages, to be followed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from samvern.base.endpoints import PROBLEMS, Cursor, CursorPage, Limit, page_of, viewer_of
from samvern.base.jobs import queries
from samvern.base.models import Job

router = Router(tags=["service"])

State = Literal["waiting", "running", "done", "failed", "cancelled"]


class JobOut(Schema):
    """Work behind the pages. `done` of `total` is how far it has come; `total` may not be known.

    `trouble` says what stopped the last try, as a code that `/problems` explains.
    """

    id: int
    kind: str
    key: str
    label: str
    state: State
    is_cancel_asked: bool
    done: int
    total: int | None
    attempts: int
    trouble: str | None
    by: str
    path: str
    created_at: datetime
    run_after: datetime
    started_at: datetime | None
    finished_at: datetime | None


@router.get("/jobs", response={200: CursorPage[JobOut], **PROBLEMS}, summary="Background jobs")
def list_jobs(
    request: HttpRequest, state: State | None = None, cursor: Cursor = "", limit: Limit = 100
) -> CursorPage[JobOut]:
    """The jobs that the viewer may see, oldest first."""
    found = queries.jobs_for(viewer_of(request), state or "")
    rows, next_cursor = page_of(found, cursor=cursor, limit=limit)
    return CursorPage[JobOut](items=[job_out(row) for row in rows], next_cursor=next_cursor)


@router.get("/jobs/{job_id}", response={200: JobOut, **PROBLEMS}, summary="A background job")
def show_job(request: HttpRequest, job_id: Annotated[int, Field(ge=1, le=2**63 - 1)]) -> JobOut:
    """Where one job stands."""
    return job_out(queries.job_for(viewer_of(request), job_id))


def job_out(job: Job) -> JobOut:
    """A job as the API and the command line tell of it; never what its steps are given."""
    return JobOut(
        id=job.pk,
        kind=job.kind,
        key=job.key,
        label=job.label,
        state=job.state,  # type: ignore[arg-type]
        is_cancel_asked=job.is_cancel_asked,
        done=job.done,
        total=job.total,
        attempts=job.attempts,
        trouble=job.failure.get("code"),
        by=job.by_name,
        path=job.path,
        created_at=job.created_at,
        run_after=job.run_after,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
