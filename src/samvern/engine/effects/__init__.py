"""What a measure did: comparison with others, one series, and what may be said of either."""

from samvern.engine.effects.averages import HEADLINE, Average
from samvern.engine.effects.before_after import BeforeAfter, before_after, mean_series
from samvern.engine.effects.card import (
    Better,
    EffectCard,
    Method,
    Reservation,
    ReservationCode,
    Verdict,
    effect_card,
)
from samvern.engine.effects.claims import (
    LEAST_ON_A_SIDE,
    LEAST_ORGANISATIONS,
    LEVEL,
    Claim,
    Estimate,
)
from samvern.engine.effects.comparison import Comparison, Control, LeftOut, Reason, comparison
from samvern.engine.effects.evidence import EvidenceLevel, count_levels
from samvern.engine.effects.grounds import (
    Grounds,
    Step,
    StepCode,
    count_grounds,
    grounds_of,
    steps_up,
)
from samvern.engine.effects.interrupted import LEAST_POINTS, SeriesEffect, interrupted_series
from samvern.engine.effects.mean_regression import Drift, MeanRegression, regression_to_the_mean
from samvern.engine.effects.panel import EffectPanel
from samvern.engine.effects.record import read_card, without_names
from samvern.engine.effects.staggered import (
    ByStart,
    GroupTimeEffect,
    Moment,
    PreTrend,
    SinceStart,
    StaggeredEffect,
    estimate_effect,
)
from samvern.engine.effects.telling import has_tellable_parts, is_tellable, told_card

__all__ = [
    "HEADLINE",
    "LEAST_ON_A_SIDE",
    "LEAST_ORGANISATIONS",
    "LEAST_POINTS",
    "LEVEL",
    "Average",
    "BeforeAfter",
    "Better",
    "ByStart",
    "Claim",
    "Comparison",
    "Control",
    "Drift",
    "EffectCard",
    "EffectPanel",
    "Estimate",
    "EvidenceLevel",
    "Grounds",
    "GroupTimeEffect",
    "LeftOut",
    "MeanRegression",
    "Method",
    "Moment",
    "PreTrend",
    "Reason",
    "Reservation",
    "ReservationCode",
    "SeriesEffect",
    "SinceStart",
    "StaggeredEffect",
    "Step",
    "StepCode",
    "Verdict",
    "before_after",
    "comparison",
    "count_grounds",
    "count_levels",
    "effect_card",
    "estimate_effect",
    "grounds_of",
    "has_tellable_parts",
    "interrupted_series",
    "is_tellable",
    "mean_series",
    "read_card",
    "regression_to_the_mean",
    "steps_up",
    "told_card",
    "without_names",
]
