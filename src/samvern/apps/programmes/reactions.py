"""What this module does when something happens in a module below."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from samvern.apps.actors.facts import ActorSucceeded
from samvern.apps.programmes import operations
from samvern.base.viewer import SYSTEM


def hand_on(fact: ActorSucceeded) -> None:
    """What an actor owned follows to its successor."""
    operations.transfer_ownership(
        by=SYSTEM,
        predecessor_id=fact.predecessor_id,
        successor_id=fact.successor_id,
        on=date.fromisoformat(fact.on),
        at=timezone.now(),
    )
