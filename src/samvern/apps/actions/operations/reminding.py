"""Those who owe something are reminded of it, before and after it is due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from samvern.apps.actions import letters, queries
from samvern.apps.actions.models import Notice, NoticeState
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.recording import note_owed
from samvern.base import audit
from samvern.base.models import User
from samvern.base.viewer import Viewer

_ABOUT = ("action__finding__actor", "decision__finding__actor")


@transaction.atomic
def remind_owners(*, by: Viewer, at: datetime) -> list[Notice]:
    """Write to whoever owes something: one letter each, whatever number of reminders it stands for.

    No reminder goes out twice. The letters go out after the commit, those that failed before included;
    what could not be sent is noted, and tried again.

    Raises
    ------
    NotAllowed
        Without ``REMIND_OWNERS``.
    """
    note_owed(queries.owed_for_actions(by, at=at), at=at)
    note_owed(queries.owed_for_risks(by, at=at), at=at)
    Notice.objects.filter(state=NoticeState.FAILED).update(state=NoticeState.WAITING)
    waiting = list(Notice.objects.filter(state=NoticeState.WAITING))
    people = {each.user_id for each in waiting}
    transaction.on_commit(lambda: send_reminders(by=by, user_ids=people, at=at), robust=True)
    return waiting


def send_reminders(*, by: Viewer, user_ids: Collection[int], at: datetime) -> None:
    """Send each of them one letter; call it when what they are told of is noted.

    Before a letter goes out it is noted that it is being sent, so that nobody else sends it, and
    one that was cut short by the end of the process is not sent again. Raises ``NotAllowed``.
    """
    by.require(Permission.REMIND_OWNERS)
    for user in User.objects.filter(pk__in=user_ids).order_by("pk"):
        taken = _take(by, user, at)
        if taken:
            _note_outcome(by, user, taken, at, is_sent=letters.send(user))


@transaction.atomic
def _take(by: Viewer, user: User, at: datetime) -> list[Notice]:
    """What a person is told of by the letter that now goes out, and by no other."""
    due = Notice.objects.to_send(at).filter(user=user)
    taken = list(due.select_for_update(of=("self",)).select_related(*_ABOUT))
    for each in taken:
        each.state, each.attempts, each.reminded_at = NoticeState.SENDING, each.attempts + 1, at
        each.save(update_fields=["state", "attempts", "reminded_at"])
    if taken:
        audit.record(by, "action.reminded", user, at=at, path=taken[0].path, is_private=True)
    return taken


@transaction.atomic
def _note_outcome(
    by: Viewer, user: User, taken: list[Notice], at: datetime, *, is_sent: bool
) -> None:
    state = NoticeState.SENT if is_sent else NoticeState.FAILED
    Notice.objects.filter(pk__in=[each.pk for each in taken]).update(state=state)
    if not is_sent:
        audit.record(by, "action.reminder_failed", user, at=at, path=taken[0].path, is_private=True)
