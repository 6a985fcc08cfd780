"""Reads of findings and actions, for a viewer."""

from samvern.apps.actions.queries.lookup import (
    action_for,
    decision_of,
    finding_for,
    people_of,
    state_of,
)
from samvern.apps.actions.queries.sources import FindingLine, findings_of_source
from samvern.apps.actions.queries.standing import with_state

__all__ = [
    "FindingLine",
    "action_for",
    "decision_of",
    "finding_for",
    "findings_of_source",
    "people_of",
    "state_of",
    "with_state",
]
