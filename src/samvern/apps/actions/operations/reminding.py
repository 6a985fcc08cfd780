"""Those who owe something are reminded of it, before and after it is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from samvern.apps.actions import letters, queries
from samvern.apps.actions.models import Notice
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.queries import Waiting
from samvern.base import audit
from samvern.base.viewer import Viewer


@transaction.atomic
def remind_owners(*, by: Viewer, at: datetime) -> list[Notice]:
    """Write to whoever owes something: one letter each, whatever number of reminders it stands for.

    No reminder goes out twice. The letters go out after the commit; what could not be sent is noted,
    and tried again the next time.

    Raises
    ------
    NotAllowed
        Without ``REMIND_OWNERS``.
    """
    by.require(Permission.REMIND_OWNERS)
    saved: list[Notice] = []
    owed = queries.reminders_due(by, at=at, lock=True)
    for waiting in owed:
        mine = [
            Notice.objects.update_or_create(
                user=waiting.user,
                action_id=each.action_id,
                decision_id=each.decision_id,
                key=each.key,
                defaults={"reminded_at": at, "has_failed": False},
            )[0]
            for each in waiting.reminders
        ]
        saved += mine
        audit.record(by, "action.reminded", waiting.user, at=at, path=waiting.path, is_private=True)
    transaction.on_commit(lambda: _send(by, owed, at), robust=True)
    return saved


def _send(by: Viewer, owed: Sequence[Waiting], at: datetime) -> None:
    for waiting in owed:
        if not letters.send(waiting.user):
            note_failed_reminder(by=by, user_id=waiting.user.pk, at=at, path=waiting.path)


@transaction.atomic
def note_failed_reminder(*, by: Viewer, user_id: int, at: datetime, path: str) -> None:
    """Note that a letter of that moment did not go out, so that it is tried again.

    Raises ``NotAllowed``.
    """
    by.require(Permission.REMIND_OWNERS)
    notices = Notice.objects.filter(user_id=user_id, reminded_at=at).select_related("user")
    first = notices.first()
    if first is not None:
        notices.update(has_failed=True)
        audit.record(by, "action.reminder_failed", first.user, at=at, path=path, is_private=True)
