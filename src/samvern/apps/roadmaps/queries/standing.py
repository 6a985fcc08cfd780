"""How the plans that somebody works on stand, for the first page: what is kept, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Q

from samvern.apps.roadmaps.models import Plan, PlanResult, ResultKind
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries.lookup import drafts, published
from samvern.apps.roadmaps.queries.results import SOLVE
from samvern.base.models import Job
from samvern.base.viewer import Viewer

#: So many are looked at, those that were changed last.
MOST: Final = 10


class State(StrEnum):
    """Where a plan stands since it was last changed."""

    UNDER_WAY = "under_way"
    PLANNED = "planned"
    CLASH = "clash"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Standing:
    """A plan that the viewer works on; ``number`` and ``published_at`` of its newest version in force.

    ``planned_at`` is when what it says was found.
    """

    plan: Plan
    state: State
    planned_at: datetime | None
    number: int | None
    published_at: datetime | None

    @property
    def is_changed_since(self) -> bool:
        """Whether it was changed after it was published."""
        return self.published_at is not None and self.plan.changed_at > self.published_at


def standings(viewer: Viewer) -> list[Standing]:
    """How the plans stand that the viewer may change, the last changed first: four queries."""
    if not viewer.may_somewhere(Permission.PLAN):
        return []
    mine = Q(pk__isnull=False) & viewer.within(Permission.PLAN, "programme__owner_actor__path")
    plans = list(drafts(viewer).filter(mine).current()[:MOST])
    if not plans:
        return []
    jobs = _newest_jobs(plans)
    results = _results(jobs)
    versions: dict[int, tuple[int, datetime]] = {}
    for each in published(viewer).in_force().filter(plan__in=plans):
        versions.setdefault(each.plan_id, (each.number, each.published_at))
    found = []
    for plan in plans:
        job = jobs.get(plan.pk)
        if job is None:
            continue
        kind, made_at = results.get((plan.pk, job.content["digest"]), ("", None))
        found.append(
            Standing(plan, _state(job, kind), made_at, *versions.get(plan.pk, (None, None)))
        )
    return found


def _newest_jobs(plans: Sequence[Plan]) -> Mapping[int, Job]:
    """What was asked for last of each plan itself, not of scenarios beside it."""
    asked = Q()
    for plan in plans:
        asked |= Q(key__startswith=f"{plan.pk}/")
    found: dict[int, Job] = {}
    for job in Job.objects.filter(asked, kind=SOLVE).order_by("-run_after", "-pk"):
        found.setdefault(job.content["plan"], job)
    return found


def _results(jobs: Mapping[int, Job]) -> Mapping[tuple[int, str], tuple[str, datetime]]:
    rows = PlanResult.objects.filter(
        plan__in=jobs,
        digest__in=[job.content["digest"] for job in jobs.values()],
        kind__in=(ResultKind.ROADMAP, ResultKind.CLASH),
    )
    return {
        (plan, digest): (kind, made_at)
        for plan, digest, kind, made_at in rows.values_list("plan", "digest", "kind", "made_at")
    }


def _state(job: Job, kind: str) -> State:
    if kind:
        return State.PLANNED if kind == ResultKind.ROADMAP else State.CLASH
    return State.STOPPED if job.is_over else State.UNDER_WAY
