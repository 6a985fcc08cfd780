"""What is kept of every change: all of it beside the finding, and in the trail only that it happened.

The audit trail of the sector is read by the authority and supervisors, who do not see findings kept
for improvement. So it names fields, never what stood in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from samvern.apps.actions.models import Action, Change, Finding, Notice
from samvern.apps.actions.queries import OwedPart
from samvern.base import audit
from samvern.base.viewer import Viewer


def keep(
    by: Viewer,
    subject: Finding | Action,
    what: str,
    *,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    note: str = "",
) -> None:
    """Keep what happened, with what was said, for those who see the subject."""
    Change.objects.create(
        finding=subject.finding if isinstance(subject, Action) else subject,
        action=subject if isinstance(subject, Action) else None,
        what=what,
        changes=dict(changes or {}),
        note=note.strip(),
        by_user_id=by.user_id,
        by_name=by.name,
        at=at,
    )


def record(
    by: Viewer,
    what: str,
    subject: Finding | Action,
    *,
    at: datetime,
    fields: Iterable[str] = (),
) -> None:
    """Tell the audit trail that it happened, and to which fields.

    How many findings there are, and how they fare, is the organisation's own until they are reported.
    """
    named = sorted(fields)
    changes = {"fields": named} if named else None
    finding = subject.finding if isinstance(subject, Action) else subject
    audit.record(
        by,
        what,
        subject,
        at=at,
        path=subject.path,
        changes=changes,
        is_private=not finding.is_reported,
    )


def note_owed(part: OwedPart, *, at: datetime) -> None:
    """Write down who is to be told of what; noted again, it is the same."""
    Notice.objects.bulk_create(
        (
            Notice(
                user_id=person,
                action_id=reminder.action_id,
                decision_id=reminder.decision_id,
                key=reminder.key,
                reminded_at=at,
            )
            for person, reminder in part.owed
        ),
        ignore_conflicts=True,
    )
