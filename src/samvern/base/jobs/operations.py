"""What people and modules do with jobs: ask for one, try it again, call it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from samvern.base import audit
from samvern.base.jobs import queries
from samvern.base.jobs.kinds import kinds
from samvern.base.models import Job
from samvern.base.permissions import BasePermission
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.errors import Conflict, NotReady


def enqueue(
    *,
    by: Viewer,
    kind: str,
    key: str,
    label: str,
    at: datetime,
    content: Mapping[str, Any] | None = None,
    path: str = WHOLE_SECTOR,
    total: int | None = None,
    is_anew: bool = False,
) -> Job:
    """Ask for a job inside the transaction of the change that needs it.

    Permission and audit are those of that change. Asked for twice with the same ``key``, it is the
    same job.

    Parameters
    ----------
    kind
        The name of a registered kind.
    key
        What makes the job the only one of its kind, such as the identifier of what it is about.
    label
        What it is, for people.
    content
        Plain values for the steps; never a secret.
    path
        Where on the actor tree it stands; decides who sees it.
    is_anew
        Whether a job of that key that is over begins anew, for work whose steps know what is done.

    Raises
    ------
    Conflict
        ``job.key_reused``: the job of that key has other content.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a job must share the transaction of the change that asks for it")
    if kind not in kinds():
        raise RuntimeError(f"no kind of job is called {kind}")
    job, is_new = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "label": label[:300],
            "path": path,
            "user_id": by.user_id,
            "by_name": by.name,
            "content": dict(content or {}),
            "total": total,
            "created_at": at,
            "run_after": at,
        },
    )
    if not is_new and job.content != dict(content or {}):
        raise Conflict("job.key_reused", kind=kind, key=key)
    if is_anew and not is_new and job.is_over:
        _begin_anew(job, at)
    return job


def _begin_anew(job: Job, at: datetime) -> None:
    """Have a job that is over wait again, as if nothing of it were done; its claim still grows."""
    changed: dict[str, Any] = {
        "state": Job.State.WAITING,
        "cursor": None,
        "done": 0,
        "attempts": 0,
        "failure": {},
        "is_cancel_asked": False,
        "run_after": at,
        "finished_at": None,
    }
    for name, value in changed.items():
        setattr(job, name, value)
    job.save(update_fields=[*changed])


@transaction.atomic
def retry_job(*, by: Viewer, job_id: int, at: datetime) -> Job:
    """Have a job that failed or was called off go on from its last step.

    Raises ``NotFound`` (``job.unknown``), ``NotAllowed`` and ``NotReady`` (``job.not_stopped``).
    """
    job = queries.job_for(by, job_id, lock=True)
    by.require(BasePermission.MANAGE_JOBS, on=job)
    if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
        raise NotReady("job.not_stopped", label=job.label)
    before, job.state = job.state, Job.State.WAITING
    job.attempts, job.failure, job.is_cancel_asked = 0, {}, False
    job.run_after, job.finished_at = at, None
    job.save(
        update_fields=[
            *("state", "attempts", "failure", "is_cancel_asked", "run_after", "finished_at")
        ]
    )
    changes = {"state": [before, job.state]}
    audit.record(by, "job.retried", job, at=at, path=job.path, changes=changes)
    return job


@transaction.atomic
def cancel_job(*, by: Viewer, job_id: int, at: datetime) -> Job:
    """Call a job off: at once when it waits, after the running step when it runs.

    What its steps have done stays done. Asked for again, it changes nothing more. Raises
    ``NotFound`` (``job.unknown``), ``NotAllowed`` and ``NotReady`` (``job.over``).
    """
    job = queries.job_for(by, job_id, lock=True)
    by.require(BasePermission.MANAGE_JOBS, on=job)
    if job.is_over:
        raise NotReady("job.over", label=job.label)
    if job.is_cancel_asked:
        return job
    job.is_cancel_asked = True
    if job.state == Job.State.WAITING:
        job.state, job.finished_at = Job.State.CANCELLED, at
    job.save(update_fields=["is_cancel_asked", "state", "finished_at"])
    audit.record(by, "job.cancelled", job, at=at, path=job.path)
    return job
