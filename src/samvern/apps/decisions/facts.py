"""What happens to scenarios and decisions that modules above this one may need to know."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.base.facts import Fact


@dataclass(frozen=True)
class DecisionTaken(Fact):
    """Somebody decided an order of what a programme consists of.

    ``superseded_id`` is the decision that this one took the place of, if any.
    """

    decision_id: int
    programme_id: int
    superseded_id: int | None = None
