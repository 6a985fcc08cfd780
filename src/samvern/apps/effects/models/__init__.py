"""Studies of effect, what came of them, and what was published."""

from samvern.apps.effects.models.publication import Audience, StudyPublication
from samvern.apps.effects.models.result import StudyResult
from samvern.apps.effects.models.study import Design, EffectStudy, EffectStudyQuerySet

__all__ = [
    "Audience",
    "Design",
    "EffectStudy",
    "EffectStudyQuerySet",
    "StudyPublication",
    "StudyResult",
]
