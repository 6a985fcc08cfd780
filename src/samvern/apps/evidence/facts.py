"""What happens to evidence that modules above this one may need to know."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.base.facts import Fact


@dataclass(frozen=True)
class EvidenceRevised(Fact):
    """A newer piece took the place of another: what rests on the old one may follow."""

    evidence_id: int
    newer_id: int


@dataclass(frozen=True)
class EvidenceWithdrawn(Fact):
    """A piece is no longer to be relied on."""

    evidence_id: int
