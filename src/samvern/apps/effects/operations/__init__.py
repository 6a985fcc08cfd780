"""What can be done with studies of effect."""

from samvern.apps.effects.operations.computing import compute_study
from samvern.apps.effects.operations.publishing import publish_study, withdraw_study
from samvern.apps.effects.operations.studying import archive_study, edit_study, make_study

__all__ = [
    "archive_study",
    "compute_study",
    "edit_study",
    "make_study",
    "publish_study",
    "withdraw_study",
]
