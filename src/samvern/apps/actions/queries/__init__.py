"""Reads of findings and actions, for a viewer."""

from samvern.apps.actions.queries.evidence import (
    evidence_of,
    follows_up,
    keeps_for_actions,
    seen_for_actions,
    uses_in_actions,
)
from samvern.apps.actions.queries.lists import (
    ActionLine,
    Counts,
    Filters,
    FindingRow,
    Show,
    action_line,
    actions,
    counts,
    every_row,
    finding_rows,
    findings,
    may_see_findings,
    own_actions,
)
from samvern.apps.actions.queries.lookup import (
    action_for,
    decision_of,
    finding_for,
    people_of,
    state_of,
)
from samvern.apps.actions.queries.pages import (
    ActionPage,
    FindingPage,
    action_page,
    finding_page,
)
from samvern.apps.actions.queries.reminding import (
    OwedPart,
    Waiting,
    failed_notices,
    is_anything_due,
    owed_for_actions,
    owed_for_risks,
    reminders_due,
)
from samvern.apps.actions.queries.sources import FindingLine, findings_of_source
from samvern.apps.actions.queries.standing import with_state

__all__ = [
    "ActionLine",
    "ActionPage",
    "Counts",
    "Filters",
    "FindingLine",
    "FindingPage",
    "FindingRow",
    "OwedPart",
    "Show",
    "Waiting",
    "action_for",
    "action_line",
    "action_page",
    "actions",
    "counts",
    "decision_of",
    "every_row",
    "evidence_of",
    "failed_notices",
    "finding_for",
    "finding_page",
    "finding_rows",
    "findings",
    "findings_of_source",
    "follows_up",
    "is_anything_due",
    "keeps_for_actions",
    "may_see_findings",
    "owed_for_actions",
    "owed_for_risks",
    "own_actions",
    "people_of",
    "reminders_due",
    "seen_for_actions",
    "state_of",
    "uses_in_actions",
    "with_state",
]
