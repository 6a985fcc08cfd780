"""A paper from a snapshot and what its authors wrote: the same values, the same paper.

Nothing here reads a table. :data:`CHAPTERS` says which chapters each kind has, in order; a module whose
figures papers print adds its own, beside its builder in :mod:`samvern.apps.papers.sections`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import override

from samvern.apps.papers.making import (
    areas,
    closing,
    measure,
    opening,
    plan,
    priorities,
    results,
    standing,
)
from samvern.apps.papers.making.frame import Making
from samvern.apps.papers.making.written import Written, section_keys
from samvern.engine.papers import Block, Paper, PaperKind, check_paper

__all__ = ["CHAPTERS", "Chapter", "Making", "Written", "make", "section_keys"]

#: A part of a paper: its blocks, none where the snapshot holds nothing of it for these readers.
Chapter = Callable[[Making], Iterator[Block]]

CHAPTERS: Mapping[PaperKind, list[Chapter]] = {
    PaperKind.YEARLY_REPORT: [
        opening.lead,
        opening.programme,
        priorities.chapter,
        plan.chapter,
        standing.chapter,
        results.chapter,
        areas.chapters,
        closing.ahead,
        closing.explained,
        closing.about,
    ],
    PaperKind.BOARD_STATUS: [
        opening.lead,
        standing.on_one_page,
        plan.next_milestones,
        closing.explained,
        closing.proposal,
        closing.sources,
    ],
    PaperKind.MEASURE_SHEET: [
        measure.sheet,
        measure.planned,
        measure.standing,
        results.of_measure,
        closing.explained,
        closing.sources,
    ],
    PaperKind.FOCUS_AREA: [
        areas.lead,
        areas.body,
        closing.ahead,
        closing.explained,
        closing.about,
    ],
}


def make(content: Mapping[str, Any], written: Written, language: str) -> Paper:
    """Make a paper in a language.

    Parameters
    ----------
    content
        A snapshot. Only what the audience of the paper may read of it is looked at.
    written
        What the paper is, and what its authors wrote.

    Raises
    ------
    InvalidInput
        ``paper.invalid`` for a figure without source or date.
    """
    with override(language):
        making = Making.of(content, written, language)
        blocks = [block for chapter in CHAPTERS[written.kind] for block in chapter(making)]
        paper = making.paper(tuple(blocks))
    check_paper(paper)
    return paper
