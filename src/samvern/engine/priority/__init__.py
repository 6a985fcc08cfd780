"""Which measures matter most, and how sure that is.

A programme becomes a model (``ranking_model``): alternatives, criteria in groups, and for each
pair of them what is known, as probabilities of levels. The model is ranked (``rank``) under every
weighting that is admitted and every reading of what is uncertain. The result says how often each
alternative has each rank, under which weights it is first, and what holds whatever the weights.
"""

from samvern.engine.priority.changes import (
    Cause,
    Change,
    Difference,
    Move,
    RankingChange,
    causes_of_change,
    change_to_json,
    compare_rankings,
)
from samvern.engine.priority.from_programme import ranking_model
from samvern.engine.priority.model import (
    Alternative,
    Criterion,
    LeftOut,
    Level,
    RankingModel,
    RankingScale,
)
from samvern.engine.priority.ranking import RankedAlternative, Ranking
from samvern.engine.priority.scenario import Scenario, Switch, apply_scenario, still_left_out
from samvern.engine.priority.smaa import DEFAULT_SAMPLES, MAX_SAMPLES, rank
from samvern.engine.priority.weight_rule import DEFAULT_WEIGHTS, GROUPS, WeightRule, read_weights
from samvern.engine.priority.worlds import Worlds, draw_worlds, without_groups

__all__ = [
    "DEFAULT_SAMPLES",
    "DEFAULT_WEIGHTS",
    "GROUPS",
    "MAX_SAMPLES",
    "Alternative",
    "Cause",
    "Change",
    "Criterion",
    "Difference",
    "LeftOut",
    "Level",
    "Move",
    "RankedAlternative",
    "Ranking",
    "RankingChange",
    "RankingModel",
    "RankingScale",
    "Scenario",
    "Switch",
    "WeightRule",
    "Worlds",
    "apply_scenario",
    "causes_of_change",
    "change_to_json",
    "compare_rankings",
    "draw_worlds",
    "rank",
    "ranking_model",
    "read_weights",
    "still_left_out",
    "without_groups",
]
