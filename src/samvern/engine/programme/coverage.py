"""What a programme covers, as tables with the weakest covered rows first.

Three tables: risk area by focus area, goal by focus area, and target group by focus area.
A cell keeps the judgement as a distribution; the expected share of the scale beside it is for
ordering and for pictures, never in place of the distribution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.programme.consistency.gaps import COVERED_FROM, share_at_least
from samvern.engine.programme.document import (
    NO_TEXT,
    SCALE_LEVELS,
    FocusArea,
    Goal,
    Judgement,
    Measure,
    Programme,
    RiskArea,
    Scale,
    Text,
)


class Gap(StrEnum):
    """Why a row counts as a gap."""

    NOTHING_JUDGED = "nothing_judged"  # no focus area has been judged against it
    TOO_WEAK = "too_weak"  # judged, but nothing is more likely than not to cover it
    NO_TARGET_GROUP = "no_target_group"  # measures that do not say whom they are for


@dataclass(frozen=True)
class Column:
    """A focus area at the head of a table."""

    id: str
    title: Text


@dataclass(frozen=True)
class Cell:
    """What one focus area does for one row.

    ``judgement`` is None where nothing was judged. ``expected_share`` is the expected level as a
    share of the scale, 0 for its lowest level and 1 for its highest. ``measures`` names the
    measures that the cell rests on: those whose own judgement stands in for a missing one of the
    focus area, or those aimed at the target group.
    """

    judgement: Judgement | None = None
    expected_share: float | None = None
    measures: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """What is known of the cell, as plain values."""
        known: dict[str, object] = {"measures": list(self.measures)} if self.measures else {}
        if self.judgement:
            known["levels"] = dict(self.judgement.levels)
            known["expected_share"] = self.expected_share
        return known


@dataclass(frozen=True)
class Row:
    """A risk area, goal or target group with one cell for each column.

    ``best`` is the highest expected share (or, for a target group, the share of focus areas
    with a measure for it) in the row; ``gap`` says why the row is a gap, or None.
    """

    id: str
    title: Text
    cells: tuple[Cell, ...]
    best: float
    gap: Gap | None


@dataclass(frozen=True)
class CoverageTable:
    """A coverage table: gaps first, then by the best cell, then by all cells, weakest first."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    scale: Scale | None = None

    @property
    def gaps(self) -> tuple[Row, ...]:
        """The rows that count as gaps."""
        return tuple(row for row in self.rows if row.gap)

    def to_json(self) -> dict[str, object]:
        """The table as plain values; a cell without judgement has none of its keys."""
        return {
            "scale": self.scale and self.scale.value,
            "columns": [{"id": column.id, "title": dict(column.title)} for column in self.columns],
            "rows": [
                {
                    "id": row.id,
                    "title": dict(row.title),
                    "gap": row.gap and row.gap.value,
                    "best": row.best,
                    "cells": {
                        column.id: cell.to_json()
                        for column, cell in zip(self.columns, row.cells, strict=True)
                    },
                }
                for row in self.rows
            ],
        }


def expected_share(scale: Scale, judgement: Judgement) -> float:
    """Expected level of a judgement as a share of its scale.

    Examples
    --------
    >>> expected_share(Scale.LEVEL, Judgement({"low": 0.5, "medium": 0.5}))
    0.25
    """
    levels = SCALE_LEVELS[scale]
    steps = sum(levels.index(level) * share for level, share in judgement.levels.items())
    return steps / (len(levels) - 1)


def risk_coverage(programme: Programme) -> CoverageTable:
    """What each focus area does against each risk area.

    A row is a gap unless some focus area is more likely than not to contribute substantially.
    """
    return _judged_coverage(
        programme, programme.risk_areas, Scale.CONTRIBUTION, lambda part: part.contribution
    )


def goal_coverage(programme: Programme) -> CoverageTable:
    """How far each focus area brings each goal.

    A row is a gap unless some focus area is more likely than not to reach the middle level.
    """
    return _judged_coverage(
        programme, programme.goals, Scale.ATTAINMENT, lambda part: part.attainment
    )


def target_group_coverage(programme: Programme) -> CoverageTable:
    """Which measures of each focus area are aimed at each target group.

    Target groups are those that the measures name, as published; measures that name none stand
    in a row of their own with an empty identifier, first, as a gap.
    """
    columns = _columns(programme)
    aimed: dict[str, dict[str, list[str]]] = {}
    for measure in programme.measures:
        by_area = aimed.setdefault(_target_group(measure), {})
        by_area.setdefault(measure.focus_area, []).append(measure.id)
    rows = []
    for group, by_area in aimed.items():
        cells = tuple(Cell(measures=tuple(by_area.get(column.id, ()))) for column in columns)
        reached = sum(bool(cell.measures) for cell in cells) / len(columns) if columns else 0.0
        title = {"nb": group} if group else NO_TEXT
        rows.append(Row(group, title, cells, reached, None if group else Gap.NO_TARGET_GROUP))
    return CoverageTable(columns, _gaps_first(rows))


def _target_group(measure: Measure) -> str:
    return measure.target_group or measure.relevant_for


def _columns(programme: Programme) -> tuple[Column, ...]:
    return tuple(Column(area.id, area.title) for area in programme.focus_areas)


def _judged_coverage(
    programme: Programme,
    subjects: Sequence[RiskArea] | Sequence[Goal],
    scale: Scale,
    judgements: Callable[[FocusArea | Measure], Mapping[str, Judgement]],
) -> CoverageTable:
    rows = []
    for subject in subjects:
        cells = tuple(
            _cell(programme, area, subject.id, scale, judgements) for area in programme.focus_areas
        )
        best = max((cell.expected_share or 0.0 for cell in cells), default=0.0)
        rows.append(Row(subject.id, subject.title, cells, best, _gap(scale, cells)))
    return CoverageTable(_columns(programme), _gaps_first(rows), scale)


def _cell(
    programme: Programme,
    area: FocusArea,
    about: str,
    scale: Scale,
    judgements: Callable[[FocusArea | Measure], Mapping[str, Judgement]],
) -> Cell:
    """The focus area's own judgement, or else the best one among its measures."""
    judged = judgements(area).get(about)
    if judged:
        return Cell(judged, expected_share(scale, judged))
    own = [
        (expected_share(scale, judgements(measure)[about]), measure)
        for measure in programme.measures
        if measure.focus_area == area.id and about in judgements(measure)
    ]
    if not own:
        return Cell()
    share, best = max(own, key=lambda pair: pair[0])
    return Cell(judgements(best)[about], share, (best.id,))


def _gap(scale: Scale, cells: Sequence[Cell]) -> Gap | None:
    judged = [cell.judgement for cell in cells if cell.judgement]
    if not judged:
        return Gap.NOTHING_JUDGED
    covered = any(
        share_at_least(scale, judgement, COVERED_FROM[scale]) >= 0.5 for judgement in judged
    )
    return None if covered else Gap.TOO_WEAK


def _gaps_first(rows: Sequence[Row]) -> tuple[Row, ...]:
    def strength(row: Row) -> tuple[bool, float, float]:
        return row.gap is None, row.best, sum(cell.expected_share or 0.0 for cell in row.cells)

    return tuple(sorted(rows, key=strength))
