"""Planning behind the pages: kept under exactly what it was computed from, and gone on with."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps import operations, queries, working
from samvern.apps.roadmaps.models import Plan, PlanResult
from samvern.apps.roadmaps.queries import results
from samvern.base.jobs.worker import Worker
from samvern.base.models import Job
from samvern.base.viewer import SYSTEM
from samvern.engine.roadmap.pareto import pareto_points
from samvern.engine.roadmap.worlds import plan_in_worlds
from tests.factories import roadmaps as make

pytestmark = pytest.mark.django_db
AT = make.AT


class Clock:
    """Time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


class DiesAfter(Worker):
    """A worker that is killed after some steps, without giving back what it held."""

    steps = 0

    def _step(self, job: Job, kind: object) -> bool:
        if self.steps == 0:
            raise SystemExit
        self.steps -= 1
        return super()._step(job, kind)  # type: ignore[arg-type]


@pytest.fixture
def plan(programme: Programme) -> Plan:
    return make.plan(programme, is_solved=False)


def again(plan: Plan) -> Plan:
    return Plan.objects.select_related("programme").get(pk=plan.pk)


def test_a_plan_is_made_by_a_worker_and_shown_for_these_figures_only(plan: Plan) -> None:
    clock = Clock()
    assert queries.answer_of(plan).job is not None
    assert Worker(clock=clock).run_until_idle() == 1
    answer = queries.answer_of(plan)
    assert answer.roadmap is not None
    assert len(answer.roadmap.starts) == 3
    operations.edit_plan(
        by=SYSTEM, plan_id=plan.pk, version=1, title="A", planning=make.planning(budget=8.0), at=AT
    )
    assert not queries.answer_of(again(plan)).is_known
    assert Worker(clock=clock).run_until_idle() == 1
    assert queries.answer_of(again(plan)).is_known


def test_a_job_for_figures_that_have_changed_since_keeps_nothing(plan: Plan) -> None:
    digest = queries.input_of(plan).digest
    operations.edit_plan(
        by=SYSTEM, plan_id=plan.pk, version=1, title="A", planning=make.planning(budget=8.0), at=AT
    )
    Worker(clock=Clock()).run_until_idle()
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert digest not in PlanResult.objects.values_list("digest", flat=True)
    # And back again: the job that ended with nothing begins anew.
    operations.edit_plan(
        by=SYSTEM, plan_id=plan.pk, version=2, title="A", planning=make.planning(), at=AT
    )
    Worker(clock=Clock()).run_until_idle()
    assert queries.answer_of(again(plan)).is_known


def test_what_clashes_is_found_out_by_a_worker(programme: Programme) -> None:
    from dataclasses import replace

    must = tuple(replace(one, is_must=True) for one in make.planning().measures)
    plan = make.plan(programme, planning=make.planning(periods=2, measures=must), is_solved=False)
    Worker(clock=Clock()).run_until_idle()
    answer = queries.answer_of(plan)
    assert answer.clash is not None
    assert answer.clash.is_smallest
    assert answer.relaxations


@pytest.mark.parametrize(
    ("ask", "kind"),
    [(operations.plan_in_worlds, results.WORLDS), (operations.compare_costs, results.PARETO)],
)
def test_work_in_steps_goes_on_where_a_killed_worker_left_it(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, ask: object, kind: str
) -> None:
    monkeypatch.setattr(working, "WORLD_COUNT", 12)
    monkeypatch.setattr(results, "WORLD_COUNT", 12)
    monkeypatch.setattr(working, "POINTS", 4)
    monkeypatch.setattr(results, "POINTS", 4)
    clock = Clock()
    Worker(clock=clock).run_until_idle()
    job = ask(by=SYSTEM, plan_id=plan.pk, at=AT)  # type: ignore[operator]
    killed = DiesAfter(clock=clock)
    killed.steps = 2
    with pytest.raises(SystemExit):
        killed.run_until_idle()
    job.refresh_from_db()
    half = PlanResult.objects.get(kind__in=("pareto", "worlds"))
    assert (job.state, half.is_complete) == ("running", False)
    assert 0 < job.done < 12
    found = queries.input_of(plan)
    shown = (
        queries.worlds_found(plan, found)
        if kind == results.WORLDS
        else queries.points_of(plan, found)
    )
    assert not shown.is_complete, "half of it is told as half of it"
    clock.now += timedelta(hours=1)
    Worker(clock=clock).run_until_idle()
    job.refresh_from_db()
    half.refresh_from_db()
    assert (job.state, half.is_complete) == ("done", True)
    if kind == results.WORLDS:
        drawn = results_of_all_worlds(plan)
        assert queries.worlds_found(plan, found).found == drawn
    else:
        assert queries.points_of(plan, found).points == pareto_points(found.problem, 4)


def results_of_all_worlds(plan: Plan) -> object:
    """All worlds at once, as nobody who waits would do it."""
    from samvern.apps.roadmaps.queries.inputs import worlds_of

    found = queries.input_of(plan)
    drawn = worlds_of(plan.programme, found.planning, 12)
    assert drawn is not None
    answer = queries.answer_of(plan)
    assert answer.roadmap is not None
    values = [drawn.one(world) for world in range(12)]
    return plan_in_worlds(found.problem, values, begin=answer.roadmap.starts)
