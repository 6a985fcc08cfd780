"""Forms of indicators, values and starts."""

from samvern.apps.indicators.forms.imports import ColumnsForm, TakeInForm, UploadForm
from samvern.apps.indicators.forms.indicator import IndicatorForm
from samvern.apps.indicators.forms.starts import NewRegisterForm, RegisterForm, StartForm
from samvern.apps.indicators.forms.values import ValueForm, WithdrawForm

__all__ = [
    "ColumnsForm",
    "IndicatorForm",
    "NewRegisterForm",
    "RegisterForm",
    "StartForm",
    "TakeInForm",
    "UploadForm",
    "ValueForm",
    "WithdrawForm",
]
