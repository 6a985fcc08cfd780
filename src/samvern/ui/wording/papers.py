"""Papers as files: PDF, Word and workbook, each in the language of the paper."""

from __future__ import annotations

from typing import BinaryIO

from samvern.engine.papers import Paper
from samvern.formats import papers
from samvern.formats.papers import AnnexWords, PaperWords
from samvern.ui.wording.languages import translations
from samvern.ui.wording.sentences import Gettext
from samvern.ui.wording.speech import Speech


def write_pdf(paper: Paper, stream: BinaryIO) -> None:
    """Print a paper as PDF/UA-1; the same paper is the same bytes.

    Raises
    ------
    InvalidInput
        ``paper.invalid``, ``paper.past_one_page`` or ``paper.not_printed``.
    """
    papers.write_pdf(paper, _words_for(paper), stream)


def write_docx(paper: Paper, stream: BinaryIO) -> None:
    """Write a paper as a document for Word; the same paper is the same bytes.

    Raises
    ------
    InvalidInput
        ``paper.invalid``, ``paper.past_one_page`` or ``paper.not_printed``.
    """
    papers.write_docx(paper, _words_for(paper), stream)


def write_xlsx(paper: Paper, stream: BinaryIO) -> None:
    """Write every figure of a paper as a workbook; the same paper is the same bytes.

    Raises
    ------
    InvalidInput
        ``paper.invalid``.
    """
    papers.write_xlsx(paper, _words_for(paper), stream)


def check_room(paper: Paper) -> None:
    """Refuse a paper of one page that comes to more.

    Raises
    ------
    InvalidInput
        ``paper.past_one_page``, or ``paper.invalid``.
    """
    papers.fitted(paper, _words_for(paper))


def preview(paper: Paper, *, ppi: int = 72) -> list[bytes]:
    """The pages of a paper as PNG, for eyes and tests.

    Raises
    ------
    InvalidInput
        As :func:`write_pdf`.
    """
    return papers.preview(paper, _words_for(paper), ppi=ppi)


def _words_for(paper: Paper) -> PaperWords:
    speech = Speech(paper.language, translations(paper.language).gettext)
    return paper_words(speech, speech.gettext)


def paper_words(speech: Speech, _: Gettext) -> PaperWords:
    """The words that every paper has."""
    return PaperWords(
        speaker=speech,
        contents=_("Contents"),
        sources=_("Where the figures are from"),
        number=_("No."),
        source=_("Source"),
        as_of=_("Figures as of"),
        figures_of=_("Figures as of %(day)s at the latest"),
        made_from=_("Made from frozen figures %(digest)s"),
        stated=_("Source: %(source)s, as of %(day)s"),
        stated_of=_("%(what)s: %(source)s, as of %(day)s"),
        span=_("%(low)s to %(high)s"),
        span_with=_("with %(level)s certainty %(low)s to %(high)s"),
        level=_("The intervals hold with %(level)s certainty."),
        not_known=_("not known"),
        conditional=_("Work that hangs on a decision"),
        milestone=_("Milestone"),
        decision=_("Decision point"),
        work=_("Work"),
        cut=_("Shows the first %(shown)s of %(all)s rows; the annex has them all."),
        continued=_("(part %(part)s of %(parts)s)"),
        annex=_annex_words(_),
    )


def _annex_words(_: Gettext) -> AnnexWords:
    return AnnexWords(
        about=_("About the paper"),
        figures=_("Figures in the text"),
        sources=_("Sources"),
        table=_("Table"),
        chart=_("Chart"),
        paper=_("Paper"),
        publisher=_("Publisher"),
        reference=_("Reference"),
        mark=_("Mark"),
        as_of=_("Figures as of"),
        snapshot=_("Digest of the frozen figures (SHA-256)"),
        heading=_("Under the heading"),
        sentence=_("As it is said"),
        name=_("Name"),
        value=_("Value"),
        unit=_("Unit"),
        low=_("From"),
        high=_("To"),
        low_of=_("%(what)s, from"),
        high_of=_("%(what)s, to"),
        source_of=_("Source of %(what)s"),
        as_of_of=_("%(what)s as of"),
        level=_("Certainty"),
        number=_("No."),
        source=_("Source"),
        detail=_("More of the source"),
        address=_("Address"),
        target=_("Target"),
        count=_("How many"),
        group=_("Group"),
        kind=_("Kind"),
        first=_("First period"),
        last=_("Last period"),
    )
