"""One scenario or decision, as far as the viewer sees it."""

from __future__ import annotations

from samvern.apps.decisions.models import Decision, Scenario
from samvern.apps.decisions.models.decision import DecisionQuerySet
from samvern.apps.decisions.models.scenario import ScenarioQuerySet
from samvern.apps.decisions.permissions import Permission
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotFound


def scenario_for(viewer: Viewer, scenario_id: int) -> Scenario:
    """A scenario by its key. Raises ``NotFound`` (``scenario.unknown``)."""
    found = visible_scenarios(viewer).filter(pk=scenario_id).first()
    if found is None:
        raise NotFound("scenario.unknown")
    return found


def visible_scenarios(viewer: Viewer) -> ScenarioQuerySet:
    """The scenarios that the viewer sees, with their programmes."""
    seen = Scenario.objects.visible_to(viewer)
    return seen.select_related("programme__owner_actor")


def decision_for(viewer: Viewer, decision_id: int) -> Decision:
    """A decision by its key. Raises ``NotFound`` (``decision.unknown``)."""
    seen = visible_decisions(viewer).defer(None)
    found: Decision | None = (
        seen.select_related("programme__owner_actor").filter(pk=decision_id).first()
    )
    if found is None:
        raise NotFound("decision.unknown")
    return found


def visible_decisions(viewer: Viewer) -> DecisionQuerySet:
    """The decisions that the viewer sees, without their long records, with their programmes."""
    seen = Decision.objects.visible_to(viewer)
    return seen.select_related("programme__owner_actor").defer("record")


def require_somewhere(viewer: Viewer, permission: Permission) -> None:
    """Refuse whoever holds a permission nowhere. Raises ``NotAllowed``."""
    if not viewer.may_somewhere(permission):
        raise NotAllowed("permission.missing", permission=str(permission))


def scenarios_of(viewer: Viewer, programme: Programme) -> ScenarioQuerySet:
    """The scenarios of a programme that the viewer sees."""
    return visible_scenarios(viewer).filter(programme=programme)


def decisions_of(viewer: Viewer, programme: Programme) -> DecisionQuerySet:
    """The decisions on a programme that the viewer sees."""
    return visible_decisions(viewer).filter(programme=programme)
