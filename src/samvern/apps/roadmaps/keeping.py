"""What every change of a plan shares: the version that the editor saw, and the job that plans anew."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from samvern.apps.roadmaps.models import Plan, PlanScenario
from samvern.apps.roadmaps.queries import inputs, results
from samvern.base import jobs
from samvern.base.models import Job
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict

_TOTALS = {results.SOLVE: 1, results.PARETO: results.POINTS, results.WORLDS: results.WORLD_COUNT}


def ask(
    by: Viewer,
    kind: str,
    plan: Plan,
    scenario: PlanScenario | None,
    digest: str,
    at: datetime,
) -> Job:
    """Ask for a job; one that is over goes on from what was kept of it."""
    key = digest
    if kind == results.WORLDS:
        key = inputs.worlds_digest(plan, inputs.input_of(plan), results.WORLD_COUNT)
    return jobs.enqueue(
        by=by,
        kind=kind,
        key=results.job_key(plan, key, scenario),
        label=str(plan),
        at=at,
        content={
            "plan": plan.pk,
            "scenario": scenario.pk if scenario else None,
            "digest": digest,
        },
        path=plan.programme.path,
        total=_TOTALS[kind],
        is_anew=True,
    )


def take_version(plan: Plan, version: int, *, at: datetime) -> None:
    """Count the version up if it is the one the editor saw; SQLite knows no row locks."""
    seen = Plan.objects.filter(
        pk=plan.pk,
        version=version,
        archived_at=plan.archived_at,
        is_published=plan.is_published,
    )
    if not seen.update(version=F("version") + 1, changed_at=at):
        raise Conflict("plan.changed_meanwhile", about=plan)
    plan.version = version + 1
    plan.changed_at = at
