"""The tables of scenarios and decisions as they go into files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.decisions.pages import words
from samvern.apps.decisions.pages.figures import titles_of
from samvern.apps.decisions.queries import (
    Comparison,
    DecisionList,
    DecisionRow,
    ScenarioList,
    ScenarioRow,
)
from samvern.apps.decisions.record import Figures
from samvern.apps.programmes.pages.exports import programme_exports
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.engine.priority import RankedAlternative
from samvern.ui.exports import ONE_DECIMAL, SHARE, Export, ExportColumn, Exports
from samvern.ui.numbers import plus_minus

_SCENARIOS: tuple[ExportColumn[ScenarioRow], ...] = (
    ExportColumn(gettext_lazy("Scenario"), lambda row: row.title, 40),
    ExportColumn(gettext_lazy("Reason"), lambda row: row.reason, 60),
    ExportColumn(gettext_lazy("Author"), lambda row: row.author),
    ExportColumn(gettext_lazy("What is ranked"), lambda row: row.level_name),
    ExportColumn(gettext_lazy("Seen by"), lambda row: row.sharing_name),
    ExportColumn(gettext_lazy("Changed"), lambda row: localtime(row.changed_at)),
    ExportColumn(gettext_lazy("Decided on"), lambda row: row.is_frozen),
    ExportColumn(gettext_lazy("Example, made up"), lambda row: row.is_example),
)

_DECISIONS: tuple[ExportColumn[DecisionRow], ...] = (
    ExportColumn(gettext_lazy("Decided on"), lambda row: row.decided_on),
    ExportColumn(gettext_lazy("Decision"), lambda row: row.title, 40),
    ExportColumn(gettext_lazy("Decided in"), lambda row: row.body, 40),
    ExportColumn(gettext_lazy("Decided by"), lambda row: row.decided_by, 40),
    ExportColumn(gettext_lazy("What is ranked"), lambda row: row.level_name),
    ExportColumn(gettext_lazy("Decided order"), lambda row: _order(row.tiers), 40),
    ExportColumn(gettext_lazy("In force"), lambda row: row.is_in_force),
    ExportColumn(gettext_lazy("Seen by"), lambda row: row.sharing_name),
    ExportColumn(gettext_lazy("Example, made up"), lambda row: row.is_example),
)

_MOVED: tuple[ExportColumn[Mapping[str, Any]], ...] = (
    ExportColumn(gettext_lazy("Name"), lambda row: row["name"], 60),
    ExportColumn(gettext_lazy("Own basis"), lambda row: row["before"]),
    ExportColumn(gettext_lazy("Scenario"), lambda row: row["after"]),
    ExportColumn(
        gettext_lazy("Shift of the mean place"), lambda row: row["shift"], 20, ONE_DECIMAL
    ),
    ExportColumn(gettext_lazy("More than chance"), lambda row: row["is_sure"]),
)

_JUDGED: tuple[ExportColumn[Mapping[str, str]], ...] = (
    ExportColumn(gettext_lazy("What"), lambda row: row["what"], 60),
    ExportColumn(gettext_lazy("By"), lambda row: row["by"], 40),
    ExportColumn(gettext_lazy("The programme"), lambda row: row["own"], 30),
    ExportColumn(gettext_lazy("This scenario"), lambda row: row["new"], 30),
)


def scenario_list_exports(page: ScenarioList) -> Exports:
    """The scenarios that the reader sees."""
    return programme_exports(
        page.programme, [Export("scenarios", _("Scenarios"), _SCENARIOS, page.rows)]
    )


def decision_list_exports(page: DecisionList) -> Exports:
    """The decisions that the reader sees."""
    return programme_exports(
        page.programme, [Export("decisions", _("Decisions"), _DECISIONS, page.rows)]
    )


def figures_exports(
    programme: ProgrammeHead, figures: Figures | None, context: Mapping[str, Any]
) -> Exports:
    """The shares of every place, and what of a scenario differs and moves."""
    exports: list[Export[Any]] = [
        Export("judgements", _("Judged otherwise"), _JUDGED, context.get("judgements", ())),
        Export("moved", _("What moves"), _MOVED, context.get("moved", ())),
    ]
    if figures is not None:
        exports.append(_places(figures))
    return programme_exports(programme, exports)


def comparison_exports(page: Comparison) -> Exports:
    """Every alternative in every scenario."""
    columns = [ExportColumn[Any](_("Name"), lambda row: row[0], 60)]
    for place, column in enumerate(page.columns, start=1):
        title = column.scenario.title if column.scenario else _("The programme's own basis")
        columns += _columns_of(place, title)
    notes = [_note(column.figures) for column in page.columns[:1]]
    rows = list(_compared(page))
    return programme_exports(
        page.programme, [Export("scenarios", _("Side by side"), columns, rows, notes)]
    )


def _columns_of(place: int, title: str) -> list[ExportColumn[Any]]:
    rank, first, mean = _("place"), _("first"), _("mean place")
    return [
        ExportColumn(f"{title}: {rank}", lambda row: row[place] and row[place][0]),
        ExportColumn(f"{title}: {first}", lambda row: row[place] and row[place][1], 20, SHARE),
        ExportColumn(f"{title}: {mean}", lambda row: row[place] and row[place][2], 20, ONE_DECIMAL),
    ]


def _compared(page: Comparison) -> Iterator[tuple[Any, ...]]:
    found = [
        {
            each.id: (place, each.rank_acceptability[0], each.expected_rank)
            for place, each in enumerate(column.figures.ranking.alternatives, start=1)
        }
        for column in page.columns
    ]
    names: dict[str, str] = {}
    for column in page.columns:
        names = {**titles_of(column.figures), **names}
    for code in dict.fromkeys(code for rows in found for code in rows):
        yield words.alternative_name(code, names), *(rows.get(code) for rows in found)


def _places(figures: Figures) -> Export[Any]:
    titles, count = titles_of(figures), len(figures.ranking.alternatives)
    columns = [
        ExportColumn[RankedAlternative](
            _("Name"), lambda row: words.alternative_name(row.id, titles), 60
        ),
        *(_place_column(place) for place in range(count)),
    ]
    title = _("How often each one stands where")
    return Export("places", title, columns, figures.ranking.alternatives, [_note(figures)])


def _place_column(place: int) -> ExportColumn[RankedAlternative]:
    return ExportColumn(str(place + 1), lambda row: row.rank_acceptability[place], 8, SHARE)


def _note(figures: Figures) -> str:
    ranking = figures.ranking
    return _(
        "%(samples)d weightings, seed %(seed)d; in 19 of 20 cases a share is within %(margin)s "
        "percentage points."
    ) % {
        "samples": ranking.samples,
        "seed": ranking.seed,
        "margin": plus_minus(ranking.half_width_95, 2, words.language()),
    }


def _order(tiers: Sequence[Sequence[str]]) -> str:
    return " > ".join(", ".join(tier) for tier in tiers)
