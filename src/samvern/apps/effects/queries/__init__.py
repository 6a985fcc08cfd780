"""What can be read of studies of effect."""

from samvern.apps.effects.queries.evidence import EvidencePage, EvidenceRow, evidence_page
from samvern.apps.effects.queries.inputs import StudyInput, changed_rows, input_of
from samvern.apps.effects.queries.jobs import COMPUTE, job_key
from samvern.apps.effects.queries.lookup import (
    indicator_for,
    indicators_to_choose,
    programme_for,
    publications,
    published_for,
    studies,
    study_for,
)
from samvern.apps.effects.queries.pages import (
    MeasureEffects,
    Organisation,
    StudyPage,
    TakingPart,
    measure_effects,
    study_page,
)
from samvern.apps.effects.queries.rows import LastChanges, StudyRow, changes_of, study_rows
from samvern.apps.effects.queries.telling import Told, are_reported, sees_values, tell, told

__all__ = [
    "COMPUTE",
    "EvidencePage",
    "EvidenceRow",
    "LastChanges",
    "MeasureEffects",
    "Organisation",
    "StudyInput",
    "StudyPage",
    "StudyRow",
    "TakingPart",
    "Told",
    "are_reported",
    "changed_rows",
    "changes_of",
    "evidence_page",
    "indicator_for",
    "indicators_to_choose",
    "input_of",
    "job_key",
    "measure_effects",
    "programme_for",
    "publications",
    "published_for",
    "sees_values",
    "studies",
    "study_for",
    "study_page",
    "study_rows",
    "tell",
    "told",
]
