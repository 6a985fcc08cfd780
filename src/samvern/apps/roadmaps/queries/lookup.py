"""One plan, scenario or published version, as far as the viewer sees it."""

from __future__ import annotations

from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps.models import Plan, PlanScenario, PublishedPlan
from samvern.apps.roadmaps.models.plan import PlanQuerySet
from samvern.apps.roadmaps.models.published import PublishedPlanQuerySet
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound


def plan_for(viewer: Viewer, plan_id: int, *, code: str | None = None) -> Plan:
    """A plan with what is not published of it. Raises ``NotFound`` (``plan.unknown``).

    ``code`` is that of the programme in whose address it stands.
    """
    found = drafts(viewer).filter(pk=plan_id).first()
    if found is None or (code is not None and found.programme.code != code):
        raise NotFound("plan.unknown")
    return found


def drafts(viewer: Viewer) -> PlanQuerySet:
    """The plans of which the viewer sees what is not published, with their programmes."""
    return Plan.objects.drafts_for(viewer).select_related("programme__owner_actor")


def scenario_for(viewer: Viewer, scenario_id: int, *, plan_id: int | None = None) -> PlanScenario:
    """A scenario by its key. Raises ``NotFound`` (``plan_scenario.unknown``)."""
    seen = PlanScenario.objects.visible_to(viewer).select_related("plan__programme__owner_actor")
    found = seen.filter(pk=scenario_id).first()
    if found is None or (plan_id is not None and found.plan_id != plan_id):
        raise NotFound("plan_scenario.unknown")
    return found


def published(viewer: Viewer) -> PublishedPlanQuerySet:
    """The versions that the viewer sees, without their long records, with their programmes."""
    seen = PublishedPlan.objects.visible_to(viewer)
    return seen.select_related("plan__programme__owner_actor", "withdrawal").defer("record")


def published_of(viewer: Viewer, plan_id: int, *, code: str | None = None) -> PublishedPlanQuerySet:
    """The versions of a plan that the viewer sees, newest first."""
    found = published(viewer).filter(plan=plan_id)
    return found if code is None else found.filter(plan__programme__code=code)


def published_for(
    viewer: Viewer, plan_id: int, number: int, *, code: str | None = None
) -> PublishedPlan:
    """One version of a plan. Raises ``NotFound`` (``plan.unknown_version``)."""
    seen = published_of(viewer, plan_id, code=code).defer(None)
    found: PublishedPlan | None = (
        seen.select_related("plan__programme__owner_actor", "withdrawal")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("plan.unknown_version")
    return found


def plans_of(viewer: Viewer, programme: Programme) -> PlanQuerySet:
    """The plans of a programme of which the viewer sees anything, oldest first."""
    seen = Plan.objects.visible_to(viewer).filter(programme=programme)
    return seen.select_related("programme__owner_actor")


def programme_for(viewer: Viewer, code: str) -> Programme:
    """The programme. Raises ``NotFound``."""
    return programmes.programme_for(viewer, code)
