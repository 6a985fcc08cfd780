"""Plans, scenarios beside them, what was computed of both, and what was published."""

from samvern.apps.roadmaps.models.plan import Plan, PlanScenario
from samvern.apps.roadmaps.models.published import PublishedPlan, Withdrawal
from samvern.apps.roadmaps.models.result import PlanResult, ResultKind

__all__ = [
    "Plan",
    "PlanResult",
    "PlanScenario",
    "PublishedPlan",
    "ResultKind",
    "Withdrawal",
]
