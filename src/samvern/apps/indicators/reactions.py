"""What this module does when something happens in a module below."""

from __future__ import annotations

from django.utils import timezone

from samvern.apps.actors.facts import ActorSucceeded
from samvern.apps.indicators import operations
from samvern.base.viewer import SYSTEM


def hand_on(fact: ActorSucceeded) -> None:
    """The successor of an actor answers for its indicators."""
    operations.hand_on_indicators(
        by=SYSTEM,
        predecessor_id=fact.predecessor_id,
        successor_id=fact.successor_id,
        at=timezone.now(),
    )
