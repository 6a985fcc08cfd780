"""What a programme covers, as three tables with the gaps first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.overview import register_url
from samvern.apps.programmes.queries import (
    CoverageCell,
    CoveragePage,
    CoverageRow,
    CoverageTable,
    Ref,
)
from samvern.engine.programme.coverage import Gap
from samvern.ui.parts import Link
from samvern.ui.wording.coverage import gap_sentence


@dataclass(frozen=True)
class CellLine:
    """A cell of a table; ``judge_url`` is where those who may judge it do so."""

    words: str
    measures: tuple[Ref, ...]
    judge_url: str


@dataclass(frozen=True)
class CoverageLine:
    """A row of a table; ``gap`` says in words why it is one, or is empty."""

    title: str
    cells: tuple[CellLine, ...]
    gap: str


@dataclass(frozen=True)
class CoverageSection:
    """A table with its question, and how many gaps it has."""

    key: str
    question: str
    heading: str
    columns: tuple[Link, ...]
    lines: tuple[CoverageLine, ...]
    gap_count: int


def coverage_page(found: CoveragePage) -> dict[str, Any]:
    """What the page of coverage shows beside its frame."""
    sections = (
        _section(
            found,
            "risks",
            found.risk_areas,
            _("What is done against each risk area?"),
            _("Risk area"),
        ),
        _section(found, "goals", found.goals, _("What brings each goal?"), _("Goal")),
        _section(
            found,
            "target-groups",
            found.target_groups,
            _("Who is each measure for?"),
            _("Target group"),
        ),
    )
    gaps = sum(section.gap_count for section in sections)
    return {
        "sections": [section for section in sections if section.lines],
        "answer": _("No gaps were found.")
        if not gaps
        else ngettext(
            "%(count)d row has a gap; it comes first.",
            "%(count)d rows have a gap; they come first.",
            gaps,
        )
        % {"count": gaps},
    }


def _section(
    found: CoveragePage, key: str, table: CoverageTable, question: str, heading: str
) -> CoverageSection:
    return CoverageSection(
        key=key,
        question=question,
        heading=heading,
        columns=tuple(
            Link(f"{ref.code} {ref.title}", register_url(found.programme, ref.code))
            for ref in table.columns
        ),
        lines=tuple(
            CoverageLine(
                title=_title(row),
                cells=tuple(
                    _cell(found, row, column, cell)
                    for column, cell in zip(table.columns, row.cells, strict=True)
                ),
                gap=gap_sentence(Gap(row.gap), gettext) if row.gap else "",
            )
            for row in table.rows
        ),
        gap_count=table.gap_count,
    )


def _cell(found: CoveragePage, row: CoverageRow, column: Ref, cell: CoverageCell) -> CellLine:
    judged = cell.judged
    if judged is None:
        return CellLine("", cell.measures, "")
    url = ""
    if found.programme.may_judge:
        codes = [found.programme.code, column.code, judged.criterion]
        about = urlencode({"about": row.code})
        url = f"{reverse('programmes:judge-focus-area', args=codes)}?{about}"
    return CellLine(judged.words, cell.measures, url)


def _title(row: CoverageRow) -> str:
    if not row.code:
        return _("No target group is named")
    return row.title if row.title == row.code else f"{row.code} {row.title}"
