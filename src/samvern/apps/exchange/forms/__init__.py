"""The shapes of what people put in: a file, what its columns and words stand for, reasons."""

from samvern.apps.exchange.forms.columns import ColumnsForm, SheetForm
from samvern.apps.exchange.forms.problems import add_problems
from samvern.apps.exchange.forms.simple import NameForm, TakeInForm, UndoForm, UploadForm
from samvern.apps.exchange.forms.words import WordsForm

__all__ = [
    "ColumnsForm",
    "NameForm",
    "SheetForm",
    "TakeInForm",
    "UndoForm",
    "UploadForm",
    "WordsForm",
    "add_problems",
]
