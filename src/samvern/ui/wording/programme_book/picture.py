"""The whole programme in one picture: focus areas by risk areas and goals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samvern.engine.programme.coverage import expected_share
from samvern.engine.programme.document import (
    SCALE_LEVELS,
    FocusArea,
    Judgement,
    Measure,
    Programme,
    Scale,
)
from samvern.formats.programme_book import (
    Grid,
    GridCell,
    GridColumn,
    GridRow,
    LevelBar,
    Section,
    Table,
)
from samvern.ui.wording.programme_book.speech import Speech

#: Columns that one picture has room for; more go into a picture of their own.
_MOST_COLUMNS = 20


@dataclass(frozen=True)
class Judged:
    """A risk area or goal that focus areas are judged by."""

    code: str
    title: str
    group: str
    scale: Scale


def columns_of(document: Programme, speech: Speech) -> list[Judged]:
    """The risk areas, then each set of goals."""
    _ = speech.gettext
    names = {"goals": _("Goals"), "strategic_goals": _("Strategic goals")}
    risks = [
        Judged(area.id, speech.text(area.title), _("Risk areas"), Scale.CONTRIBUTION)
        for area in document.risk_areas
    ]
    sets = dict.fromkeys(goal.goal_set for goal in document.goals)
    goals = [
        Judged(goal.id, speech.text(goal.title), names.get(each, each), Scale.ATTAINMENT)
        for each in sets
        for goal in document.goals
        if goal.goal_set == each
    ]
    return [*risks, *goals]


def judgement_of(part: FocusArea | Measure, column: Judged) -> Judgement | None:
    """How a focus area or measure was judged by it."""
    held = part.contribution if column.scale is Scale.CONTRIBUTION else part.attainment
    return held.get(column.code)


def section(document: Programme, speech: Speech) -> Section | None:
    """The matrix, and the same in words."""
    columns, _ = columns_of(document, speech), speech.gettext
    if not columns or not document.focus_areas:
        return None
    notes = []
    if not document.contribution_case_certain:
        notes.append(
            _(
                "Contribution was read from a copy of the report in which capital and small "
                "letters are hard to tell apart: some of it may be smaller than shown."
            )
        )
    chunks = [columns[at : at + _MOST_COLUMNS] for at in range(0, len(columns), _MOST_COLUMNS)]
    return Section(
        title=_("What is done against which risks, and for which goals?"),
        grids=tuple(_grid(document, chunk, speech) for chunk in chunks),
        tables=(_in_words(document, columns, speech),),
        notes=tuple(notes),
    )


def _grid(document: Programme, columns: Sequence[Judged], speech: Speech) -> Grid:
    _ = speech.gettext
    measures: dict[str, list[Measure]] = defaultdict(list)
    for measure in document.measures:
        measures[measure.focus_area].append(measure)
    return Grid(
        alt=_(
            "A matrix of %(rows)s focus areas by %(columns)s risk areas and goals. The table "
            "after it says the same in words."
        )
        % {"rows": len(document.focus_areas), "columns": len(columns)},
        columns=tuple(GridColumn(c.code, c.title, c.group) for c in columns),
        levels=(_("Cost"), _("Support"), _("Risk")),
        rows=tuple(
            GridRow(
                f"{area.id} {speech.text(area.title)}",
                tuple(GridCell(_share(judgement_of(area, c), c.scale)) for c in columns),
                tuple(
                    LevelBar(spread([judged(each) for each in measures[area.id]]))
                    for judged in _LEVELS
                ),
            )
            for area in document.focus_areas
        ),
    )


_LEVELS: tuple[Callable[[Measure], Judgement | None], ...] = (
    lambda measure: measure.cost,
    lambda measure: measure.support,
    lambda measure: measure.implementation_risk,
)


def spread(judgements: Sequence[Judgement | None]) -> tuple[float, ...]:
    """The mean of judgements on low, medium and high; empty when there are none.

    Examples
    --------
    >>> spread([Judgement({"low": 1.0}), Judgement({"high": 1.0}), None])
    (0.5, 0.0, 0.5)
    """
    found = [judgement.levels for judgement in judgements if judgement]
    if not found:
        return ()
    return tuple(
        math.fsum(levels.get(level, 0.0) for levels in found) / len(found)
        for level in SCALE_LEVELS[Scale.LEVEL]
    )


def _share(judgement: Judgement | None, scale: Scale) -> float | None:
    if judgement is None or is_even(judgement, scale):
        return None
    return expected_share(scale, judgement)


def is_even(judgement: Judgement, scale: Scale) -> bool:
    """Whether every level is as likely as any other: nobody knows."""
    return len({judgement.levels.get(level, 0.0) for level in SCALE_LEVELS[scale]}) == 1


def _in_words(document: Programme, columns: Sequence[Judged], speech: Speech) -> Table:
    _ = speech.gettext
    groups = list(dict.fromkeys(column.group for column in columns))
    return Table(
        caption=_("The same in words"),
        head=(_("Focus area"), *groups),
        rows=tuple(
            (
                f"{area.id} {speech.text(area.title)}",
                *(
                    words or _("Not judged")
                    for words in said_by_group(area, columns, speech).values()
                ),
            )
            for area in document.focus_areas
        ),
        widths=(1.0, *(1.6 for _group in groups)),
    )


def said_by_group(area: FocusArea, columns: Sequence[Judged], speech: Speech) -> dict[str, str]:
    """What was judged in each group of columns; those with the same words stand together.

    Nothing for a group in which nothing was judged.
    """
    said: dict[str, str] = {}
    for group in dict.fromkeys(column.group for column in columns):
        mine = [column for column in columns if column.group == group]
        together: dict[str, list[str]] = defaultdict(list)
        for column in mine:
            together[speech.judged(column.scale, judgement_of(area, column))].append(column.code)
        is_judged = any(judgement_of(area, column) for column in mine)
        parts = (f"{', '.join(codes)}: {words}" for words, codes in together.items())
        said[group] = "; ".join(parts) if is_judged else ""
    return said
