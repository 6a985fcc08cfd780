"""A paper set to PDF/UA-1, or to pictures of its pages or of its charts."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from samvern.engine.papers import Paper
from samvern.formats.papers.fixed_words import PaperWords
from samvern.formats.papers.telling import Teller
from samvern.formats.printing import find_said, set_pages

_TEMPLATE: Final = "papers/paper.typ"
_CHARTS: Final = "papers/charts.typ"


def print_paper(paper: Paper, words: PaperWords, stream: BinaryIO) -> None:
    """Set a paper that holds and finds room."""
    stream.write(set_pages(_TEMPLATE, Teller(paper, words).told(), on=paper.as_of)[0])


def count_pages(paper: Paper, words: PaperWords) -> int:
    """How many pages a paper comes to."""
    told = Teller(paper, words).told()
    pages: int = find_said(_TEMPLATE, told, on=paper.as_of, label="pages")
    return pages


def pages_of(paper: Paper, words: PaperWords, *, ppi: float) -> list[bytes]:
    """The pages of a paper as PNG."""
    told = Teller(paper, words).told()
    return set_pages(_TEMPLATE, told, on=paper.as_of, kind="png", ppi=ppi)


def pictures_of(told: dict[str, Any], drawings: list[dict[str, Any]], *, ppi: float) -> list[bytes]:
    """Charts as PNG, one for each drawing."""
    if not drawings:
        return []
    values = {"language": told["language"], "drawings": drawings}
    return set_pages(_CHARTS, values, on=None, kind="png", ppi=ppi)
