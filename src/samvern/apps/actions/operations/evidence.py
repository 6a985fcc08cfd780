"""What an action rests on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from samvern.apps.actions import queries
from samvern.apps.actions.models import Action, ActionEvidence
from samvern.apps.actions.recording import keep, record
from samvern.apps.evidence.models import Evidence
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotAllowed


@transaction.atomic
def set_evidence(
    *, by: Viewer, action_id: int, evidence_ids: Collection[int], at: datetime
) -> Action:
    """Say which pieces of the organisation's evidence show that an action is done, or works.

    What stands there and the viewer does not follow stays.

    Raises
    ------
    NotFound
        ``action.unknown``.
    NotAllowed
        ``action.not_follower`` unless the viewer owns it, was asked to confirm it, or decides.
    InvalidInput
        ``action.evidence_unknown`` for a piece that the viewer does not follow there.
    """
    action = queries.action_for(by, action_id, lock=True)
    if not queries.follows_up(by, action):
        raise NotAllowed("action.not_follower")
    seen = Evidence.objects.followed_by(by).filter(actor=action.finding.actor)
    before = set(
        seen.filter(pk__in=action.evidence.values("evidence")).values_list("pk", flat=True)
    )
    asked = set(evidence_ids)
    new = set(seen.current().filter(pk__in=asked - before).values_list("pk", flat=True))
    if asked - before - new:
        raise InvalidInput("action.evidence_unknown")
    return _save(by, action, new, before - asked, at)


@transaction.atomic
def add_own_evidence(*, by: Viewer, action_id: int, evidence: Evidence, at: datetime) -> Action:
    """Have an action rest on a piece that the viewer has just added to the organisation's evidence.

    Raises ``NotFound``, ``NotAllowed`` (``action.not_follower``), ``InvalidInput``
    (``action.evidence_unknown``).
    """
    action = queries.action_for(by, action_id, lock=True)
    if not queries.follows_up(by, action):
        raise NotAllowed("action.not_follower")
    is_own = evidence.uploaded_by_id is not None and evidence.uploaded_by_id == by.user_id
    if not is_own or evidence.actor_id != action.finding.actor_id:
        raise InvalidInput("action.evidence_unknown")
    new = {evidence.pk} - set(action.evidence.values_list("evidence", flat=True))
    return _save(by, action, new, set(), at)


def _save(
    by: Viewer, action: Action, new: Collection[int], gone: Collection[int], at: datetime
) -> Action:
    if new or gone:
        action.evidence.filter(evidence__in=gone).delete()
        ActionEvidence.objects.bulk_create(
            ActionEvidence(action=action, evidence_id=pk, added_by_name=by.name, added_at=at)
            for pk in sorted(new)
        )
        keep(by, action, "action.evidence_set", at=at)
        record(by, "action.evidence_set", action, at=at, fields=["evidence"])
    return action
