"""What people put in about roadmaps."""

from samvern.apps.programmes.forms.problems import add_problems
from samvern.apps.roadmaps.forms.files import ConfirmForm, PublishForm, UploadForm, WithdrawForm
from samvern.apps.roadmaps.forms.limits import LimitsForm
from samvern.apps.roadmaps.forms.measure import MeasureForm, MoveForm, place_of
from samvern.apps.roadmaps.forms.plan import NewPlanForm, PlanForm, next_half_year, plan_state
from samvern.apps.roadmaps.forms.scenario import ScenarioForm

__all__ = [
    "ConfirmForm",
    "LimitsForm",
    "MeasureForm",
    "MoveForm",
    "NewPlanForm",
    "PlanForm",
    "PublishForm",
    "ScenarioForm",
    "UploadForm",
    "WithdrawForm",
    "add_problems",
    "next_half_year",
    "place_of",
    "plan_state",
]
