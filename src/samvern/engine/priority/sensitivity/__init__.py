"""What would change a ranking.

Three questions: how far a weight can move before somebody changes places (``stability``), which
single judgement would be most worth knowing (``information``), and why one alternative stands
before another (``pairs``).
"""

from samvern.engine.priority.sensitivity.analysis import TOP, sensitivity
from samvern.engine.priority.sensitivity.information import JudgementValue, LevelShare
from samvern.engine.priority.sensitivity.pairs import (
    CriterionLead,
    GroupLead,
    PairLead,
    why_before,
)
from samvern.engine.priority.sensitivity.result import Sensitivity
from samvern.engine.priority.sensitivity.stability import (
    Change,
    Interval,
    Swap,
    WeightStability,
    weight_stability,
)

__all__ = [
    "TOP",
    "Change",
    "CriterionLead",
    "GroupLead",
    "Interval",
    "JudgementValue",
    "LevelShare",
    "PairLead",
    "Sensitivity",
    "Swap",
    "WeightStability",
    "sensitivity",
    "weight_stability",
    "why_before",
]
