"""What people put in about scenarios and decisions."""

from samvern.apps.decisions.forms.decision import DecisionForm
from samvern.apps.decisions.forms.judgement import JudgementForm
from samvern.apps.decisions.forms.problems import add_problems
from samvern.apps.decisions.forms.scenario import CopyForm, ScenarioForm, SharingForm

__all__ = [
    "CopyForm",
    "DecisionForm",
    "JudgementForm",
    "ScenarioForm",
    "SharingForm",
    "add_problems",
]
