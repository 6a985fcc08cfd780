"""Reads of jobs: for those who may see them, and for the module that asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.base.jobs.kinds import kinds
from samvern.base.models import Job, JobQuerySet, JobWorker
from samvern.base.permissions import BasePermission
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotFound, SamvernError
from samvern.ui.wording import errors as wording

#: A worker that has been silent for longer is taken for gone.
SILENCE = timedelta(minutes=1)

#: The colour that repeats a state.
_COLOURS: Mapping[str, str] = MappingProxyType(
    {Job.State.RUNNING: "info", Job.State.DONE: "success", Job.State.FAILED: "danger"}
)


@dataclass(frozen=True)
class JobRow:
    """A job as a page shows it."""

    id: int
    kind: str
    label: str
    state: str
    state_name: str
    colour: str
    done: int
    total: int | None
    by_name: str
    created_at: datetime
    finished_at: datetime | None
    next_at: datetime | None
    trouble: str
    may_retry: bool
    may_cancel: bool


@dataclass(frozen=True)
class JobCounts:
    """How many jobs stand where, and how many workers are there."""

    waiting: int
    running: int
    failed: int
    workers: int

    @property
    def is_stuck(self) -> bool:
        """Whether there is work and nobody to do it."""
        return not self.workers and bool(self.waiting or self.running)


def jobs_for(viewer: Viewer, state: str = "") -> JobQuerySet:
    """The jobs that the viewer may see, newest first. Raises ``NotAllowed``."""
    if not viewer.may_somewhere(BasePermission.READ_JOBS):
        raise NotAllowed("permission.missing", permission=str(BasePermission.READ_JOBS))
    found = Job.objects.visible_to(viewer)
    return found.filter(state=state) if state in Job.State.values else found


def job_for(viewer: Viewer, job_id: int, *, lock: bool = False) -> Job:
    """One job. Raises ``NotFound`` (``job.unknown``)."""
    found = Job.objects.visible_to(viewer)
    job = (found.select_for_update() if lock else found).filter(pk=job_id).first()
    if job is None:
        raise NotFound("job.unknown")
    return job


def job_of(kind: str, key: str) -> Job | None:
    """The job of a key, for the module that asked for it and shows it on its own pages."""
    return Job.objects.filter(kind=kind, key=key).first()


def counts(viewer: Viewer, *, at: datetime) -> JobCounts:
    """How many jobs stand where, of those that the viewer sees."""
    seen = Job.objects.visible_to(viewer).order_by()
    states = Counter(dict(seen.values_list("state").annotate(Count("pk"))))
    return JobCounts(
        waiting=states[Job.State.WAITING],
        running=states[Job.State.RUNNING],
        failed=states[Job.State.FAILED],
        workers=JobWorker.objects.filter(seen_at__gt=at - SILENCE).count(),
    )


def job_rows(viewer: Viewer, jobs: Iterable[Job]) -> list[JobRow]:
    """Jobs as rows of a page, in words."""
    return [_row(viewer, job) for job in jobs]


def every_row(viewer: Viewer, jobs: JobQuerySet) -> Iterator[JobRow]:
    """Jobs as rows of a file, one after the other."""
    return (_row(viewer, job) for job in jobs.iterator(chunk_size=2_000))


def counts_sentence(found: JobCounts) -> str:
    """The answer of the page: what is going on, and whether anything needs a person."""
    parts = []
    if found.running:
        parts.append(
            ngettext("%(count)s job is running", "%(count)s jobs are running", found.running)
            % {"count": found.running}
        )
    if found.waiting:
        parts.append(
            ngettext("%(count)s job is waiting", "%(count)s jobs are waiting", found.waiting)
            % {"count": found.waiting}
        )
    if found.failed:
        parts.append(
            ngettext("%(count)s job has failed", "%(count)s jobs have failed", found.failed)
            % {"count": found.failed}
        )
    said = ", ".join(parts) or _("Nothing is waiting, running or failed")
    workers = ngettext(
        "%(count)s worker is there", "%(count)s workers are there", found.workers
    ) % {"count": found.workers}
    return f"{said}. {workers}."


def _row(viewer: Viewer, job: Job) -> JobRow:
    kind = kinds().get(job.kind)
    may_manage = viewer.may(BasePermission.MANAGE_JOBS, on=job)
    return JobRow(
        id=job.pk,
        kind=str(kind.title if kind else job.kind),
        label=job.label,
        state=job.state,
        state_name=_state_name(job),
        colour=_COLOURS.get(job.state, "neutral"),
        done=job.done,
        total=job.total,
        by_name=job.by_name,
        created_at=job.created_at,
        finished_at=job.finished_at,
        next_at=job.run_after if job.state == Job.State.WAITING and job.attempts else None,
        trouble=trouble_of(job),
        may_retry=may_manage and job.state in (Job.State.FAILED, Job.State.CANCELLED),
        may_cancel=may_manage and not job.is_over and not job.is_cancel_asked,
    )


def _state_name(job: Job) -> str:
    if job.is_cancel_asked and not job.is_over:
        return _("Being cancelled")
    return str(Job.State(job.state).label)


def trouble_of(job: Job) -> str:
    """What stopped the last try, in words; empty when nothing did."""
    if not job.failure:
        return ""
    return wording.title(SamvernError(job.failure["code"], **job.failure.get("params", {})), _)
