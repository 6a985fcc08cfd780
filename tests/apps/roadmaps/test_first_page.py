"""What those who plan find on their first page, and others do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps import operations, shared_pages
from samvern.apps.roadmaps.models import Plan, PlanResult
from samvern.base.models import Job
from samvern.base.viewer import SYSTEM, Viewer
from tests.factories import roadmaps as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


def _said(viewer: Viewer) -> tuple[list[str], list[str]]:
    """The tasks, and what the cards say."""
    with translation.override("en"):
        tasks = [str(each.title) for each in shared_pages.tasks(viewer, TODAY)]
        return tasks, [str(each.text) for each in shared_pages.start_cards(viewer)]


def test_a_plan_is_followed_from_its_making_to_its_publication(
    programme: Programme, world: World
) -> None:
    by = world.viewer("authority")
    plan = make.plan(programme, is_solved=False)
    assert _said(by) == ([], ["The plan is being made. You can leave, it goes on."])
    operations.solve_plan(by=SYSTEM, plan_id=plan.pk, at=make.AT, is_patient=True)
    make.scenario(plan)
    draft = (
        "A plan has been ready since 28 November 2026. It is a draft; nothing of it is published."
    )
    assert _said(by) == ([], [draft])
    make.published(plan)
    assert _said(by) == ([], ["Version 1 was published on 28 November 2026."])


def test_what_does_not_go_on_by_itself_is_a_task(programme: Programme, world: World) -> None:
    by = world.viewer("authority")
    must = tuple(replace(one, is_must=True) for one in make.planning().measures)
    make.plan(programme, planning=make.planning(periods=2, measures=must))
    assert _said(by) == (["No plan keeps everything: Plan A"], [])
    PlanResult.objects.all().delete()
    Job.objects.update(state=Job.State.FAILED, finished_at=make.AT)
    assert _said(by) == (["There is no plan yet: Plan A"], [])
    plan = Plan.objects.get()
    operations.archive_plan(by=SYSTEM, plan_id=plan.pk, version=plan.version, at=make.AT)
    assert _said(by) == ([], [])


@pytest.mark.parametrize("member", CAST)
def test_only_those_who_plan_are_told(programme: Programme, world: World, member: str) -> None:
    make.plan(programme, title="Secret plan", is_solved=False)
    tasks, cards = _said(world.viewer(member))
    assert bool(tasks or cards) == (member == "authority")


def test_more_plans_ask_no_more_of_the_database(programme: Programme, world: World) -> None:
    by = world.viewer("authority")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            _said(by)
        return len(found)

    make.published(make.plan(programme))
    few = asked()
    for at in range(12):
        make.published(make.plan(programme, title=f"Plan {at}"))
    assert asked() == few <= 8
