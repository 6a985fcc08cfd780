"""What the book of a programme says: its parts in the reader's words, for print.

Everything in it follows from the programme as its reader sees it, and from what was computed of
it; who may not read findings, or who judged and why, is given a book without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from samvern.engine.errors import SamvernError
from samvern.engine.priority import Ranking
from samvern.engine.programme import coverage as covering
from samvern.engine.programme.consistency import Finding
from samvern.engine.programme.document import Programme
from samvern.formats.programme_book import Book, FindingSection, Section
from samvern.ui.wording.programme_book import parts, picture, ranked, sheets
from samvern.ui.wording.programme_book.fixed_words import fixed_words
from samvern.ui.wording.programme_book.glossary import glossary
from samvern.ui.wording.programme_book.speech import Speech

#: What a ranking came to: the ranking, or why there is none.
Ranked = Ranking | SamvernError


@dataclass(frozen=True)
class Sources:
    """What a book is made from.

    Attributes
    ----------
    document
        The programme as its reader sees it: with or without who judged and why.
    focus_areas, measures
        The ranking of each level, or the error that says why it cannot be made.
    findings
        None for a reader who may not read findings.
    owners
        For each measure its owners in words, where more is known than the programme says.
    imprint
        Further lines for the foot of the title page, such as who may see the programme.
    made_on
        The date that the book carries; that of the programme's publication when left out.
    """

    document: Programme
    focus_areas: Ranked
    measures: Ranked
    findings: Sequence[Finding] | None
    owners: Mapping[str, str] = field(default_factory=dict)
    imprint: Sequence[str] = ()
    made_on: date | None = None


def book_of(sources: Sources, speech: Speech) -> Book:
    """The whole book, in the language of the speech."""
    document, _ = sources.document, speech.gettext
    title = speech.text(document.title)
    answer = [speech.text(document.description)]
    if isinstance(sources.focus_areas, Ranking):
        answer.append(ranked.answer(sources.focus_areas, speech))
    return Book(
        language=speech.language,
        code=document.id,
        title=title,
        author=document.publisher,
        made_on=sources.made_on or _day_of(document.published),
        answer=tuple(part for part in answer if part) or (title,),
        facts=tuple(parts.facts(document, speech)),
        imprint=(
            *sources.imprint,
            _("Printed with Samvern. What nobody has judged or said is shown as such."),
        ),
        sections=tuple(_sections(sources, speech)),
        chapters=tuple(sheets.chapters(document, sources.owners, speech)),
        findings=_findings(sources.findings, speech),
        closing=tuple(_closing(sources, speech)),
        glossary=tuple(glossary(_)),
        words=fixed_words(_),
    )


def _sections(sources: Sources, speech: Speech) -> list[Section]:
    document, _ = sources.document, speech.gettext
    found = [
        picture.section(document, speech),
        ranked.section(sources.focus_areas, _("Which focus areas matter most?"), document, speech),
        ranked.section(sources.measures, _("Which measures matter most?"), document, speech)
        if document.measures
        else None,
        parts.decided(document, sources.focus_areas, speech),
        parts.grounds(document, speech),
    ]
    return [section for section in found if section is not None]


def _closing(sources: Sources, speech: Speech) -> list[Section]:
    document = sources.document
    tables = (
        covering.risk_coverage(document),
        covering.goal_coverage(document),
        covering.target_group_coverage(document),
    )
    found = [parts.covered(tables, speech), parts.method(sources.focus_areas, document, speech)]
    return [section for section in found if section is not None]


def _findings(
    findings: Sequence[Finding] | None, speech: Speech
) -> tuple[FindingSection, ...] | None:
    return None if findings is None else tuple(parts.findings(findings, speech))


def _day_of(published: str) -> date | None:
    """The day of publication, where it is known to the day."""
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None


__all__ = ["Ranked", "Sources", "Speech", "book_of"]
