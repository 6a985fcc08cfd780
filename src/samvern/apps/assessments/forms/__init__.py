"""What people write on the pages of assessments."""

from samvern.apps.assessments.forms.answer import AnswerForm, FilterForm, RowsForm
from samvern.apps.assessments.forms.delegating import DelegateForm
from samvern.apps.assessments.forms.evidence import AttachForm, NewEvidenceForm
from samvern.apps.assessments.forms.start import StartForm
from samvern.apps.assessments.forms.suppliers import AskSupplierForm, ReplyForm
from samvern.apps.assessments.forms.workbook import WorkbookForm

__all__ = [
    "AnswerForm",
    "AskSupplierForm",
    "AttachForm",
    "DelegateForm",
    "FilterForm",
    "NewEvidenceForm",
    "ReplyForm",
    "RowsForm",
    "StartForm",
    "WorkbookForm",
]
