"""The tables of the pages of a programme, as they go into files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.programmes.models import CRITERION_NAMES
from samvern.apps.programmes.pages.coverage import CoverageLine, CoverageSection
from samvern.apps.programmes.pages.findings import FindingSection
from samvern.apps.programmes.pages.measure import JudgementLine, JudgementTable
from samvern.apps.programmes.pages.register import FILE_COLUMNS
from samvern.apps.programmes.queries import (
    FocusAreaRow,
    Judged,
    MeasurePage,
    Overview,
    OwnerCount,
    Period,
    ProgrammeHead,
    ProgrammeRow,
    Register,
    Spread,
)
from samvern.engine.programme.document import CriterionKind
from samvern.formats.tables import Cell
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports


def programme_exports(
    programme: ProgrammeHead, exports: Iterable[Export[Any]], *, part: str = ""
) -> Exports:
    """The exports of a page of a programme, or of a part of it by its code; the files say which."""
    return Exports(
        f"{programme.code}-{part}" if part else programme.code,
        exports,
        facts=(
            (_("Programme"), f"{programme.code} {programme.title}"),
            (_("Published by"), programme.publisher),
            (_("Published"), programme.published),
            (_("Assignment"), programme.assignment),
            (_("Seen by"), programme.sharing_name),
        ),
    )


# --- the list ------------------------------------------------------------------------------------

_PROGRAMMES: tuple[ExportColumn[ProgrammeRow], ...] = (
    ExportColumn(gettext_lazy("Code"), lambda row: row.code),
    ExportColumn(gettext_lazy("Programme"), lambda row: row.title, 60),
    ExportColumn(gettext_lazy("Published by"), lambda row: row.publisher, 40),
    ExportColumn(gettext_lazy("Published"), lambda row: row.published),
    ExportColumn(gettext_lazy("Focus areas"), lambda row: row.focus_area_count),
    ExportColumn(gettext_lazy("Measures"), lambda row: row.measure_count),
    ExportColumn(gettext_lazy("Seen by"), lambda row: row.sharing_name),
)


def list_exports(rows: Sequence[ProgrammeRow]) -> Exports:
    """The programmes that the reader sees."""
    return Exports("", [Export("programmes", _("Programmes"), _PROGRAMMES, rows)])


# --- the overview --------------------------------------------------------------------------------


@dataclass(frozen=True)
class CellRow:
    """A cell of the matrix: how a focus area was judged, or how its measures are spread."""

    focus_area: FocusAreaRow
    criterion: str
    group: str
    about_code: str
    about: str
    judged: Judged | Spread

    @property
    def based_on(self) -> int | None:
        """How many measures a spread is the mean of."""
        return self.judged.judged if isinstance(self.judged, Spread) else None


_OWNERS: tuple[ExportColumn[OwnerCount], ...] = (
    ExportColumn(gettext_lazy("Owner today"), lambda row: row.name, 60),
    ExportColumn(gettext_lazy("Measures"), lambda row: row.measure_count),
)
_WHEN: tuple[ExportColumn[Period], ...] = (
    ExportColumn(gettext_lazy("Code"), lambda row: row.code, 8),
    ExportColumn(gettext_lazy("Measure"), lambda row: row.title, 60),
    ExportColumn(gettext_lazy("Start"), lambda row: row.start),
    ExportColumn(gettext_lazy("Finish"), lambda row: row.finish),
    ExportColumn(gettext_lazy("Repeated every"), lambda row: row.every),
)


def overview_exports(overview: Overview) -> Exports:
    """The matrix with the distribution of each cell, the owners, and the times."""
    cells = list(_cells(overview))
    unowned = overview.unowned_count
    nobody = [OwnerCount(_("Nobody is named yet"), None, unowned)] if unowned else []
    each_counts = _("A measure with several owners counts for each of them.")
    return programme_exports(
        overview.programme,
        [
            Export(
                "matrix",
                _("Focus areas by risk areas and goals, with cost, support and risk"),
                [*_CELLS, *_level_columns([cell.judged for cell in cells])],
                cells,
                notes=_matrix_notes(overview.programme),
            ),
            Export(
                "owners",
                _("Measures by owner today"),
                _OWNERS,
                [*nobody, *overview.owners],
                notes=[each_counts],
            ),
            Export("when", _("Measures with a time"), _WHEN, overview.when),
        ],
    )


_CELLS: tuple[ExportColumn[CellRow], ...] = (
    ExportColumn(gettext_lazy("Code"), lambda row: row.focus_area.code, 8),
    ExportColumn(gettext_lazy("Focus area"), lambda row: row.focus_area.title, 40),
    ExportColumn(gettext_lazy("Criterion"), lambda row: row.criterion),
    ExportColumn(gettext_lazy("Group"), lambda row: row.group),
    ExportColumn(gettext_lazy("Code of what it is about"), lambda row: row.about_code, 12),
    ExportColumn(gettext_lazy("What it is about"), lambda row: row.about, 40),
    ExportColumn(gettext_lazy("Judgement"), lambda row: row.judged.words, 30),
    ExportColumn(
        gettext_lazy("Expected, as a share of the scale"),
        lambda row: row.judged.share,
        number_format=SHARE,
    ),
    ExportColumn(gettext_lazy("Mean of so many measures"), lambda row: row.based_on),
)


def _matrix_notes(programme: ProgrammeHead) -> list[str]:
    notes = [
        _(
            "Each level has the probability that the judgement gives it. Empty: nobody has judged. "
            "A judgement that is not known gives every level the same."
        )
    ]
    if not programme.is_contribution_case_certain:
        notes.append(
            _(
                "Contribution was read from a copy of the report in which capital and small "
                "letters are hard to tell apart: some of it may be smaller than shown."
            )
        )
    return notes


def _cells(overview: Overview) -> Iterator[CellRow]:
    for row in overview.rows:
        for column, judged in zip(overview.columns, row.cells, strict=True):
            name = str(CRITERION_NAMES[CriterionKind(column.criterion)])
            yield CellRow(row, name, column.group, column.code, column.title, judged)
        for spread in (row.cost, row.support, row.implementation_risk):
            name = str(CRITERION_NAMES[CriterionKind(spread.criterion)])
            yield CellRow(row, name, _("Measures"), "", "", spread)


def _level_columns(judged: Iterable[Judged | Spread]) -> list[ExportColumn[CellRow]]:
    """A column for each level that anything here may stand at; empty where it is of no scale."""
    labels = dict.fromkeys(level.label for each in judged for level in each.levels)
    return [ExportColumn(label, partial(_share_of, label), number_format=SHARE) for label in labels]


def _share_of(label: str, row: CellRow) -> Cell:
    is_judged = row.judged.judged if isinstance(row.judged, Spread) else row.judged.is_judged
    shares = {level.label: level.share for level in row.judged.levels}
    return shares.get(label) if is_judged else None


# --- the register --------------------------------------------------------------------------------


def register_exports(found: Register) -> Exports:
    """The measures asked for, with every column there is."""
    return programme_exports(
        found.programme, [Export("measures", _("Measures"), FILE_COLUMNS, found.rows)]
    )


# --- coverage ------------------------------------------------------------------------------------


def coverage_exports(programme: ProgrammeHead, sections: Iterable[CoverageSection]) -> Exports:
    """Each table of coverage: what every focus area does, and for which measures."""
    return programme_exports(
        programme,
        [
            Export(section.key, section.question, list(_coverage_columns(section)), section.lines)
            for section in sections
        ],
    )


def _coverage_columns(section: CoverageSection) -> Iterator[ExportColumn[CoverageLine]]:
    yield ExportColumn(section.heading, lambda line: line.title, 40)
    yield ExportColumn(_("Gap"), lambda line: line.gap, 30)
    for place, column in enumerate(section.columns):
        yield ExportColumn(column.title, partial(_covered, place), 24)


def _covered(place: int, line: CoverageLine) -> Cell:
    cell = line.cells[place]
    codes = ", ".join(ref.code for ref in cell.measures)
    return "; ".join(part for part in (cell.words, codes) if part)


# --- findings ------------------------------------------------------------------------------------


def findings_exports(programme: ProgrammeHead, sections: Iterable[FindingSection]) -> Exports:
    """What does not agree or is missing, as the page has narrowed it down."""
    rows = [row for section in sections for group in section.groups for row in group.rows]
    return programme_exports(
        programme,
        [
            Export(
                "findings",
                _("Findings"),
                [
                    ExportColumn(_("Severity"), lambda row: row.severity_name, 16),
                    ExportColumn(_("Kind"), lambda row: row.words.title, 30),
                    ExportColumn(_("What was found"), lambda row: row.words.sentence, 60),
                    ExportColumn(_("What it is about"), lambda row: row.subject, 20),
                    ExportColumn(
                        _("How it was found"), lambda row: "\n".join(row.words.arithmetic), 60
                    ),
                    ExportColumn(_("Possible causes"), lambda row: "\n".join(row.words.causes), 60),
                ],
                rows,
            )
        ],
    )


# --- one measure ---------------------------------------------------------------------------------


def measure_exports(
    sheet: MeasurePage, tables: Iterable[JudgementTable], *more: Export[Any]
) -> Exports:
    """How a measure was judged; who and why only for those who may read it on the page."""
    lines = [(table.title, line) for table in tables for line in table.lines]
    return programme_exports(
        sheet.programme,
        [
            Export(
                "judgements",
                _("Judgements of measure %(code)s") % {"code": sheet.measure.code},
                [*_JUDGEMENTS, *(_REASONS if sheet.may_read_reasons else ())],
                lines,
            ),
            *more,
        ],
        part=sheet.measure.code,
    )


_Line = tuple[str, JudgementLine]
_JUDGEMENTS: tuple[ExportColumn[_Line], ...] = (
    ExportColumn(gettext_lazy("Group"), lambda row: row[0], 30),
    ExportColumn(gettext_lazy("Judged"), lambda row: row[1].title, 50),
    ExportColumn(gettext_lazy("Judgement"), lambda row: row[1].words, 30),
    ExportColumn(
        gettext_lazy("Judged with the focus area"),
        lambda row: _("Yes") if row[1].is_inherited else _("No"),
    ),
)
_REASONS: tuple[ExportColumn[_Line], ...] = (
    ExportColumn(gettext_lazy("By whom"), lambda row: row[1].by, 30),
    ExportColumn(gettext_lazy("When"), lambda row: row[1].on),
    ExportColumn(gettext_lazy("Why"), lambda row: row[1].why, 60),
)
