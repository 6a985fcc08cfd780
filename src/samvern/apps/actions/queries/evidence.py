"""What actions rest on, and who sees that evidence because of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from samvern.apps.actions.models import Action, ActionEvidence
from samvern.apps.actions.permissions import Permission
from samvern.apps.actors.models import Actor
from samvern.apps.evidence import queries as evidence
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.queries import EvidenceRow
from samvern.apps.evidence.uses import Use
from samvern.base.viewer import Viewer


def evidence_of(viewer: Viewer, action: Action, *, on: date) -> list[EvidenceRow]:
    """What an action rests on, as far as the viewer follows it."""
    of_action = ActionEvidence.objects.filter(action=action).values("evidence")
    found = Evidence.objects.followed_by(viewer).filter(pk__in=of_action)
    return evidence.rows(found.order_by("title", "pk"), on=on)


def follows_up(viewer: Viewer, action: Action) -> bool:
    """Whether the viewer may say what an action rests on: its people, and those who decide."""
    is_own = viewer.user_id is not None and viewer.user_id in {action.owner_id, action.verifier_id}
    is_own = is_own and viewer.may(Permission.FOLLOW_UP_OWN, on=action)
    return is_own or viewer.may(Permission.DECIDE_FINDINGS, on=action)


def seen_for_actions(viewer: Viewer) -> Q:
    """The evidence that somebody sees because their own actions rest on it."""
    own = Action.objects.own(viewer)
    return Q(pk__in=ActionEvidence.objects.filter(action__in=own).values("evidence"))


def keeps_for_actions(viewer: Viewer, actor: Actor) -> bool:
    """Whether somebody may add evidence at an organisation for an action of theirs that remains."""
    return Action.objects.own(viewer).remaining().filter(finding__actor=actor).exists()


def uses_in_actions(viewer: Viewer, piece: Evidence) -> Iterator[Use]:
    """The actions that rest on a piece, as far as the viewer sees that."""
    resting = ActionEvidence.objects.visible_to(viewer).filter(evidence=piece).order_by()
    for action in Action.objects.visible_to(viewer).filter(pk__in=resting.values("action")):
        yield Use(action.what, reverse("actions:action", args=[action.pk]))
