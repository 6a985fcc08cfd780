"""What a snapshot holds, part by part.

Each part is built by a function from what is being frozen to layers: for each audience, the sections
that it may read *besides* those of every wider one. A module whose figures papers print adds its builder
to :data:`BUILDERS`, and its chapter to :data:`samvern.apps.papers.making.CHAPTERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samvern.apps.papers.sections import (
    decisions,
    programme,
    ranking,
    reporting,
    results,
    roadmap,
)
from samvern.apps.papers.sections.freezing import Freezing, Layers
from samvern.engine.snapshots import Audience

__all__ = ["BUILDERS", "Freezing", "Layers", "layers_of"]

BUILDERS: list[Callable[[Freezing], Layers]] = [
    programme.section,
    ranking.section,
    decisions.section,
    roadmap.section,
    reporting.section,
    results.section,
]


def layers_of(freezing: Freezing) -> dict[str, dict[str, Any]]:
    """Everything that papers say, by the widest audience that may read it."""
    found: dict[str, dict[str, Any]] = {each.value: {} for each in Audience}
    for build in BUILDERS:
        for audience, sections in build(freezing).items():
            found[audience.value].update(sections)
    return {audience: sections for audience, sections in found.items() if sections}
