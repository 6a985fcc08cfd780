"""What is put in about rounds and reports."""

from samvern.apps.reporting.forms.evidence import AttachForm, NewEvidenceForm
from samvern.apps.reporting.forms.report import HandOverForm, ReportForm, TakeOnForm
from samvern.apps.reporting.forms.review import FollowUpForm, ReviewForm
from samvern.apps.reporting.forms.rounds import FilterForm, MoveForm, PlanForm

__all__ = [
    "AttachForm",
    "FilterForm",
    "FollowUpForm",
    "HandOverForm",
    "MoveForm",
    "NewEvidenceForm",
    "PlanForm",
    "ReportForm",
    "ReviewForm",
    "TakeOnForm",
]
