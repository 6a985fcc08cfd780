"""What people put in about scenarios and decisions."""

from samvern.apps.decisions.forms.decision import DecisionForm
from samvern.apps.decisions.forms.judgement import JudgementForm
from samvern.apps.decisions.forms.scenario import CopyForm, ScenarioForm, SharingForm
from samvern.apps.programmes.forms.problems import add_problems

__all__ = [
    "CopyForm",
    "DecisionForm",
    "JudgementForm",
    "ScenarioForm",
    "SharingForm",
    "add_problems",
]
