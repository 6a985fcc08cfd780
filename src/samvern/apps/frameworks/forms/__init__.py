"""The shapes of what people put in: filters, a file, what is said of it, reasons."""

from samvern.apps.frameworks.forms.filters import SetFilterForm
from samvern.apps.frameworks.forms.incoming import (
    ColumnsForm,
    SheetForm,
    SourceForm,
    TakeInForm,
    UploadForm,
)
from samvern.apps.frameworks.forms.problems import add_problems

__all__ = [
    "ColumnsForm",
    "SetFilterForm",
    "SheetForm",
    "SourceForm",
    "TakeInForm",
    "UploadForm",
    "add_problems",
]
