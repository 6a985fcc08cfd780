"""Coverage tables in words, and as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.engine.programme.coverage import Cell, CoverageTable, Gap, Row
from samvern.engine.programme.document import Scale, in_language
from samvern.ui.wording.levels import judgement_words
from samvern.ui.wording.sentences import Gettext


def gap_sentence(gap: Gap, _: Gettext) -> str:
    """Why a row of a coverage table counts as a gap."""
    return {
        Gap.NOTHING_JUDGED: _("Nothing has been judged against it."),
        Gap.TOO_WEAK: _("Nothing is more likely than not to cover it."),
        Gap.NO_TARGET_GROUP: _("These measures do not say whom they are for."),
    }[gap]


def lines(table: CoverageTable, language: str, _: Gettext) -> Iterator[str]:
    """A coverage table as text: for each row its cells, a gap said first."""
    if not table.rows:
        yield _("The programme lists nothing of this kind.")
    for row in table.rows:
        yield _heading(row, language, _)
        if row.gap:
            yield "    ! " + gap_sentence(row.gap, _)
        for column, cell in zip(table.columns, row.cells, strict=True):
            said = _cell(cell, table.scale, language, _)
            if said:
                yield f"    {column.id:>5}  {in_language(column.title, language)}: {said}"


def _heading(row: Row, language: str, _: Gettext) -> str:
    if not row.id:
        return _("No target group")
    title = in_language(row.title, language)
    return title if title == row.id else f"{row.id}  {title}"


def _cell(cell: Cell, scale: Scale | None, language: str, _: Gettext) -> str:
    if cell.judgement is None or scale is None:
        return ", ".join(cell.measures)
    said = judgement_words(scale, cell.judgement.levels, language, _)
    if not cell.measures:
        return said
    return _("%(judgement)s (judged for measure %(measures)s)") % {
        "judgement": said,
        "measures": ", ".join(cell.measures),
    }
