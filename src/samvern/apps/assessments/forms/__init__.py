"""What people write on the pages of assessments."""

from samvern.apps.assessments.forms.answer import AnswerForm, FilterForm, RowsForm
from samvern.apps.assessments.forms.start import StartForm

__all__ = ["AnswerForm", "FilterForm", "RowsForm", "StartForm"]
