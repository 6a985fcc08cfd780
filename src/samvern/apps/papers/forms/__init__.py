"""Forms of snapshots and papers."""

from samvern.apps.papers.forms.checking import AnswerForm, VersionForm
from samvern.apps.papers.forms.snapshots import FreezeForm, WhatForm
from samvern.apps.papers.forms.writing import CorrectForm, TextForm

__all__ = ["AnswerForm", "CorrectForm", "FreezeForm", "TextForm", "VersionForm", "WhatForm"]
