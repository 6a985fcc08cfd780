"""Programmes, their parts, their measures, and how these were judged."""

from samvern.apps.programmes.models.judgement import CRITERION_NAMES, SCALE_OF, Judgement
from samvern.apps.programmes.models.measure import (
    KIND_NAMES,
    STATUS_NAMES,
    Measure,
    MeasureActor,
    MeasureInterface,
    MeasureRelation,
    OwnerChange,
    OwnerChangeReason,
    Part,
    RelationKind,
)
from samvern.apps.programmes.models.parts import (
    Challenge,
    FocusArea,
    Goal,
    GoalSet,
    RiskArea,
    RiskAreaLink,
    RiskTrend,
)
from samvern.apps.programmes.models.programme import (
    PriorityBasis,
    Programme,
    PublishedAverages,
    PublishedCount,
    Recommendation,
    Sharing,
)
from samvern.apps.programmes.models.tie import MeasureTie

__all__ = [
    "CRITERION_NAMES",
    "KIND_NAMES",
    "SCALE_OF",
    "STATUS_NAMES",
    "Challenge",
    "FocusArea",
    "Goal",
    "GoalSet",
    "Judgement",
    "Measure",
    "MeasureActor",
    "MeasureInterface",
    "MeasureRelation",
    "MeasureTie",
    "OwnerChange",
    "OwnerChangeReason",
    "Part",
    "PriorityBasis",
    "Programme",
    "PublishedAverages",
    "PublishedCount",
    "Recommendation",
    "RelationKind",
    "RiskArea",
    "RiskAreaLink",
    "RiskTrend",
    "Sharing",
]
