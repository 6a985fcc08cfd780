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
from samvern.engine.effects.interrupted import LEAST_POINTS, SeriesEffect, interrupted_series
from samvern.engine.effects.mean_regression import Drift, MeanRegression, regression_to_the_mean
from samvern.engine.effects.panel import EffectPanel
from samvern.engine.effects.staggered import (
    ByStart,
    GroupTimeEffect,
    Moment,
    PreTrend,
    SinceStart,
    StaggeredEffect,
    estimate_effect,
)

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
    "Verdict",
    "before_after",
    "comparison",
    "count_levels",
    "effect_card",
    "estimate_effect",
    "interrupted_series",
    "mean_series",
    "regression_to_the_mean",
]
