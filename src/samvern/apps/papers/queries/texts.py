"""Texts of a paper, what they have said, and where two authors differ."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.papers.models import Paper, PaperText, PaperTextState
from samvern.base.viewer import Viewer

#: So many earlier states are shown.
STATES_SHOWN = 30


@dataclass(frozen=True)
class DifferingText:
    """A text that somebody else saved meanwhile, beside the one that was to be saved."""

    theirs: str
    by_name: str
    version: int


def text_of(paper: Paper, section: str, language: str) -> PaperText | None:
    """What stands in a section in a language; None where nothing was ever saved."""
    return PaperText.objects.filter(paper=paper, section=section, language=language).first()


def differing_text(paper: Paper, section: str, language: str, version: int) -> DifferingText | None:
    """What somebody else has saved since a version; None where nobody has."""
    found = text_of(paper, section, language)
    if found is None or found.version == version:
        return None
    return DifferingText(found.text, found.changed_by_name, found.version)


def history_of_text(
    viewer: Viewer, paper: Paper, section: str, language: str
) -> list[PaperTextState]:
    """What a text has said, the newest first."""
    seen = PaperTextState.objects.visible_to(viewer).filter(
        text__paper=paper, text__section=section, text__language=language
    )
    return list(seen.order_by("-number")[:STATES_SHOWN])
