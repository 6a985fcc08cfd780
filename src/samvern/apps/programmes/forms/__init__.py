"""The shapes of what people put in: measures, judgements, files and filters."""

from samvern.apps.programmes.forms.explanation import OrderForm
from samvern.apps.programmes.forms.filters import RegisterFilterForm
from samvern.apps.programmes.forms.judgement import JudgementForm
from samvern.apps.programmes.forms.limits import LimitsForm
from samvern.apps.programmes.forms.measure import MeasureForm, StatusForm
from samvern.apps.programmes.forms.owners import OwnersForm
from samvern.apps.programmes.forms.problems import add_problems
from samvern.apps.programmes.forms.programme import ConfirmForm, SharingForm, UploadForm
from samvern.apps.programmes.forms.sensitivity import PairForm

__all__ = [
    "ConfirmForm",
    "JudgementForm",
    "LimitsForm",
    "MeasureForm",
    "OrderForm",
    "OwnersForm",
    "PairForm",
    "RegisterFilterForm",
    "SharingForm",
    "StatusForm",
    "UploadForm",
    "add_problems",
]
