"""The pages of effects: request to query or form and operation, and back."""

from samvern.apps.effects.views.publishing import publish_study, withdraw_study
from samvern.apps.effects.views.reading import evidence, study, study_by_id
from samvern.apps.effects.views.studying import (
    archive_study,
    compute_study,
    edit_study,
    new_study,
)

__all__ = [
    "archive_study",
    "compute_study",
    "edit_study",
    "evidence",
    "new_study",
    "publish_study",
    "study",
    "study_by_id",
    "withdraw_study",
]
