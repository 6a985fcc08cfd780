"""What was decided: the order that holds, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from samvern.apps.decisions.models import Decision, DecisionSharing
from samvern.apps.papers.sections.freezing import Freezing, Layers
from samvern.engine.snapshots import Audience, narrower


def section(freezing: Freezing) -> Layers:
    """The decisions in force; those of the authority alone only for it and the supervisor."""
    found = Decision.objects.visible_to(freezing.by).filter(programme=freezing.programme)
    decisions = list(found.in_force().order_by("-decided_on", "-pk"))
    shared = [each for each in decisions if each.sharing == DecisionSharing.SECTOR]
    layers: dict[Audience, dict[str, Any]] = {}
    if shared:
        layers[narrower(Audience.SECTOR, freezing.widest)] = {"decisions": _plain(shared)}
    if decisions:
        layers[Audience.AUTHORITY] = {"decisions": _plain(decisions)}
    return layers


def _plain(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    return [
        {
            "id": each.pk,
            "level": each.level,
            "title": each.title,
            "decided": each.decided,
            "reasons": each.reasons,
            "body": each.body,
            "decided_by": each.decided_by,
            "on": each.decided_on.isoformat(),
            "tiers": each.tiers,
            "is_example": each.is_example,
            "sha256": each.sha256,
        }
        for each in decisions
    ]
