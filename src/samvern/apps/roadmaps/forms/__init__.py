"""What people put in about roadmaps."""

from samvern.apps.programmes.forms.problems import add_problems
from samvern.apps.roadmaps.forms.alternatives import AlternativesForm
from samvern.apps.roadmaps.forms.files import ConfirmForm, PublishForm, UploadForm, WithdrawForm
from samvern.apps.roadmaps.forms.limits import LimitsForm
from samvern.apps.roadmaps.forms.measure import MeasureForm, MoveForm, place_of
from samvern.apps.roadmaps.forms.plan import NewPlanForm, PlanForm, next_half_year, plan_state
from samvern.apps.roadmaps.forms.scenario import ScenarioForm
from samvern.apps.roadmaps.forms.seen import Difference, SeenForm, go_on

__all__ = [
    "AlternativesForm",
    "ConfirmForm",
    "Difference",
    "LimitsForm",
    "MeasureForm",
    "MoveForm",
    "NewPlanForm",
    "PlanForm",
    "PublishForm",
    "ScenarioForm",
    "SeenForm",
    "UploadForm",
    "WithdrawForm",
    "add_problems",
    "go_on",
    "next_half_year",
    "place_of",
    "plan_state",
]
