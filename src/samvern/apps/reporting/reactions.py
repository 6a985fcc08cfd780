"""What this module does when something happens in a module below."""

from __future__ import annotations

from django.utils import timezone

from samvern.apps.actors.facts import ActorSucceeded
from samvern.apps.reporting import operations
from samvern.base.viewer import SYSTEM


def hand_on(fact: ActorSucceeded) -> None:
    """What an actor has not reported yet follows to its successor."""
    operations.hand_on_reports(
        by=SYSTEM,
        predecessor_id=fact.predecessor_id,
        successor_id=fact.successor_id,
        at=timezone.now(),
    )
