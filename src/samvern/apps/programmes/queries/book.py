"""A programme as a printed book, as its reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.findings import findings_of
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.apps.programmes.queries.ranking import RankingChoices, rank_programme
from samvern.apps.programmes.queries.register import measure_rows
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotReady
from samvern.formats import programme_book
from samvern.ui.numbers import day
from samvern.ui.wording.programme_book import Ranked, Sources, Speech, book_of

#: Books by their size; that of IE-1125 takes a third of a megabyte.
_books: Kept[bytes] = Kept(limit=64 * 2**20, weigh=len)


@dataclass(frozen=True)
class PrintedBook:
    """A book with the programme it is of; equal ``content`` for equal readers and revisions."""

    programme: ProgrammeHead
    language: str
    content: bytes


def book(viewer: Viewer, code: str, language: str) -> PrintedBook:
    """The book of a programme in a language, as this viewer may read it.

    Findings are in it only for those who may read them, and who judged and why only for those
    who may know. It is kept until something in it changes.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    InvalidInput
        ``paper.not_printed``.
    """
    programme = programme_for(viewer, code)
    with_findings = viewer.may_somewhere(Permission.READ_FINDINGS)
    with_reasons = viewer.may_somewhere(Permission.READ_JUDGEMENT_REASONS)
    with translation.override(language):
        head = head_of(viewer, programme)
        owners, imprint = _owners(viewer, programme), _imprint(head, language)
        shown = (language, with_findings, with_reasons, tuple(owners.items()), imprint)
        content = _books.get(
            (programme.pk, programme.revision, *shown),
            lambda: _print(
                Sources(
                    document=document_of(viewer, programme),
                    focus_areas=_ranked(programme, "focus-area"),
                    measures=_ranked(programme, "measure"),
                    findings=findings_of(programme) if with_findings else None,
                    owners=owners,
                    imprint=imprint,
                    made_on=head.changed_at.date(),
                ),
                language,
            ),
        )
    return PrintedBook(head, language, content)


def _print(sources: Sources, language: str) -> bytes:
    stream = BytesIO()
    programme_book.write(book_of(sources, Speech(language, gettext)), stream)
    return stream.getvalue()


def _ranked(programme: Programme, level: str) -> Ranked:
    """The ranking as its page shows it first, or why there is none."""
    try:
        return rank_programme(programme, RankingChoices(level=level))
    except (InvalidInput, NotReady) as error:
        return error


def _holder(name: str, today: str) -> str:
    said = _("today %(name)s") % {"name": today}
    return f"{name} ({said})" if today else name


def _owners(viewer: Viewer, programme: Programme) -> Mapping[str, str]:
    """Who owns each measure, as published, and who that is today where it is another."""
    owners = {}
    for row in measure_rows(viewer, programme):
        owners[row.code] = "; ".join(_holder(each.name, each.today) for each in row.owners)
    return owners


def _imprint(head: ProgrammeHead, language: str) -> tuple[str, ...]:
    lines = [
        _("Version %(version)s, changed %(day)s.")
        % {"version": head.version, "day": day(head.changed_at.date(), language)},
        _("The programme is seen by: %(who)s. The book holds what its reader may see.")
        % {"who": head.sharing_name},
    ]
    if head.governed_by:
        lines.append(_("Governed by %(name)s.") % {"name": head.governed_by})
    return tuple(lines)
