"""The pages of assessments: request to query or form and operation, and back."""

from samvern.apps.assessments.views.answering import answer, history, restore
from samvern.apps.assessments.views.handing_in import recall, submit
from samvern.apps.assessments.views.own import assessment, assessments, start, who_sees

__all__ = [
    "answer",
    "assessment",
    "assessments",
    "history",
    "recall",
    "restore",
    "start",
    "submit",
    "who_sees",
]
