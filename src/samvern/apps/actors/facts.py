"""What happens to actors that modules above this one may need to know."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.base.facts import Fact


@dataclass(frozen=True)
class ActorSucceeded(Fact):
    """Everything that the predecessor held passed to the successor on a date (``on``, ISO).

    Published after a merger or a renaming. After a split, or when tasks are taken over,
    people decide thing by thing, and no such fact is published.
    """

    predecessor_id: int
    successor_id: int
    on: str
