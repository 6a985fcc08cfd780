"""Where evidence is used; modules above say it when they start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samvern.base.viewer import Viewer

if TYPE_CHECKING:
    from samvern.apps.evidence.models import Evidence


@dataclass(frozen=True)
class Use:
    """Something that rests on a piece of evidence, as far as the viewer may see it."""

    title: str
    url: str


UseSource = Callable[[Viewer, "Evidence"], Iterable[Use]]
_sources: list[UseSource] = []


def add_use_source(source: UseSource) -> None:
    """Have a module say which of its things rest on a piece; it names what the viewer may see."""
    if source not in _sources:
        _sources.append(source)


def uses_of(viewer: Viewer, evidence: Evidence) -> list[Use]:
    """Everything that rests on a piece, as far as this viewer may see."""
    return [use for source in _sources for use in source(viewer, evidence)]
