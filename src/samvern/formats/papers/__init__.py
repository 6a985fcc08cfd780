"""Papers as files: accessible PDF (PDF/UA-1), a document for Word, and a workbook of all figures.

What a paper says is decided by who makes the :class:`samvern.engine.papers.Paper`; here it is only
set. The same paper is the same bytes, in each of the three. Papers that have one page are cut to
it where they may be, else refused.
"""

from typing import BinaryIO

from samvern.engine.papers import Paper, check_paper
from samvern.formats.papers.annex import write_annex
from samvern.formats.papers.document import write_document
from samvern.formats.papers.fitting import fitted
from samvern.formats.papers.fixed_words import AnnexWords, PaperWords, Speaker
from samvern.formats.papers.printing import pages_of, print_paper

__all__ = [
    "AnnexWords",
    "PaperWords",
    "Speaker",
    "fitted",
    "preview",
    "write_docx",
    "write_pdf",
    "write_xlsx",
]


def write_pdf(paper: Paper, words: PaperWords, stream: BinaryIO) -> None:
    """Print a paper as PDF/UA-1.

    Raises
    ------
    InvalidInput
        ``paper.invalid``; ``paper.past_one_page``; ``paper.not_printed`` when Typst refuses it,
        with what it says.
    """
    check_paper(paper)
    print_paper(fitted(paper, words), words, stream)


def write_docx(paper: Paper, words: PaperWords, stream: BinaryIO) -> None:
    """Write a paper as a document for Word.

    Raises
    ------
    InvalidInput
        As :func:`write_pdf`.
    """
    check_paper(paper)
    write_document(fitted(paper, words), words, stream)


def write_xlsx(paper: Paper, words: PaperWords, stream: BinaryIO) -> None:
    """Write every figure of a paper as a workbook; nothing is cut in it.

    Raises
    ------
    InvalidInput
        ``paper.invalid``.
    """
    check_paper(paper)
    write_annex(paper, words, stream)


def preview(paper: Paper, words: PaperWords, *, ppi: int = 72) -> list[bytes]:
    """The pages of a paper as PNG, for eyes and tests.

    Raises
    ------
    InvalidInput
        As :func:`write_pdf`.
    """
    check_paper(paper)
    return pages_of(fitted(paper, words), words, ppi=ppi)
