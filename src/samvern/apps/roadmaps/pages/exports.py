"""The tables of roadmaps as they go into files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.exports import programme_exports
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.roadmaps.pages import words
from samvern.apps.roadmaps.pages.roadmap import MilestoneGroup, Shown, available
from samvern.apps.roadmaps.queries import PlanList, PlanRow, VersionRow
from samvern.engine.roadmap import Resource
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports
from samvern.ui.wording import roadmap as wording
from samvern.ui.wording.roadmap_table import plan_columns, plan_lines

_PLANS: tuple[ExportColumn[PlanRow], ...] = (
    ExportColumn(gettext_lazy("Plan"), lambda row: row.title, 40),
    ExportColumn(gettext_lazy("Published version"), lambda row: row.number),
    ExportColumn(
        gettext_lazy("Published"), lambda row: row.published_at and localtime(row.published_at)
    ),
    ExportColumn(gettext_lazy("By whom"), lambda row: row.author, 30),
    ExportColumn(gettext_lazy("Changed"), lambda row: row.changed_at and localtime(row.changed_at)),
    ExportColumn(gettext_lazy("Example, made up"), lambda row: row.is_example),
)

_VERSIONS: tuple[ExportColumn[VersionRow], ...] = (
    ExportColumn(gettext_lazy("Version"), lambda row: row.number, 10),
    ExportColumn(gettext_lazy("Plan"), lambda row: row.title, 40),
    ExportColumn(gettext_lazy("What is new"), lambda row: row.note, 60),
    ExportColumn(gettext_lazy("Published"), lambda row: localtime(row.at)),
    ExportColumn(gettext_lazy("By whom"), lambda row: row.by, 30),
    ExportColumn(
        gettext_lazy("Withdrawn"), lambda row: row.withdrawn_at and localtime(row.withdrawn_at)
    ),
    ExportColumn(gettext_lazy("Why it is withdrawn"), lambda row: row.why_withdrawn, 60),
)

_MILESTONES: tuple[ExportColumn[tuple[str, Mapping[str, Any]]], ...] = (
    ExportColumn(gettext_lazy("Focus area"), lambda row: row[0], 30),
    ExportColumn(gettext_lazy("Day"), lambda row: row[1]["on"], 12),
    ExportColumn(gettext_lazy("Milestone"), lambda row: row[1]["words"], 60),
    ExportColumn(gettext_lazy("Decision point"), lambda row: row[1]["is_decision"], 12),
    ExportColumn(gettext_lazy("Only if it is decided after"), lambda row: row[1]["condition"]),
)

_LEFT_OUT: tuple[ExportColumn[Mapping[str, Any]], ...] = (
    ExportColumn(gettext_lazy("Measure"), lambda row: row["name"], 50),
    ExportColumn(gettext_lazy("Why it is not in"), lambda row: row["why"], 80),
)

_CHANGES: tuple[ExportColumn[Mapping[str, Any]], ...] = (
    ExportColumn(gettext_lazy("Measure"), lambda row: row["name"], 50),
    ExportColumn(gettext_lazy("Before"), lambda row: row["before"]),
    ExportColumn(gettext_lazy("Now"), lambda row: row["after"]),
)

_SIDE_BY_SIDE = gettext_lazy("Side by side")


def list_exports(page: PlanList) -> Exports:
    """The plans that the reader sees."""
    return programme_exports(page.programme, [Export("plans", _("Roadmaps"), _PLANS, page.rows)])


def plan_exports(
    programme: ProgrammeHead,
    shown: Shown | None,
    context: Mapping[str, Any],
    *,
    versions: Sequence[VersionRow] = (),
    notes: Sequence[str] = (),
) -> Exports:
    """A plan, its milestones, what it uses and what is not in it."""
    exports: list[Export[Any]] = [
        Export("versions", _("Published versions"), _VERSIONS, versions),
    ]
    if shown is not None:
        exports += _of_plan(shown, context, notes)
    if "changes" in context:
        exports.append(Export("changes", _("What changed"), _CHANGES, context["changes"], notes))
    return programme_exports(programme, exports)


def _of_plan(
    shown: Shown, context: Mapping[str, Any], notes: Sequence[str]
) -> Iterable[Export[Any]]:
    columns = [
        ExportColumn[Any](column.title, column.cell, column.width)
        for column in plan_columns(shown.roadmap, words.language(), gettext, shown.areas)
    ]
    said = [*notes, context["gap_words"], *(line for line, _names in context["assumptions"])]
    groups: Sequence[MilestoneGroup] = context["milestones"]
    rows = [(group.title, row) for group in groups for row in group.rows]
    yield Export("plan", _("Plan"), columns, plan_lines(shown.roadmap), said)
    yield Export("milestones", _("Milestones"), _MILESTONES, rows, said)
    yield Export("left_out", _("Not in the plan"), _LEFT_OUT, context["left_out"], said)
    yield _use_export(shown, said)


def _use_export(shown: Shown, notes: Sequence[str]) -> Export[Any]:
    """What is used of what there is, with what is left over where that is kept: as on the page."""
    columns = [
        ExportColumn[Any](_("Budget or capacity"), lambda row: row[0], 40),
        ExportColumn[Any](_("Period"), lambda row: row[1], 12),
        ExportColumn[Any](_("Unit"), lambda row: row[2], 14),
        ExportColumn[Any](_("There is"), lambda row: row[3], 12),
        ExportColumn[Any](_("Used"), lambda row: row[4], 12),
    ]
    problem, used = shown.roadmap.problem, shown.roadmap.used()
    rows = [
        (
            wording.limit_name(problem, limit.id, words.language(), gettext),
            str(problem.period(at)),
            shown.money_unit if limit.resource == Resource.MONEY else shown.effort_unit,
            there_is,
            used[limit.id][at],
        )
        for limit in problem.limits
        for at, there_is in enumerate(available(limit, used[limit.id]))
    ]
    return Export("use", _("Budgets and capacity"), columns, rows, notes)


def worlds_exports(
    programme: ProgrammeHead, rows: Sequence[Mapping[str, Any]], worlds: int
) -> Exports:
    """In how many worlds each measure is in the plan."""
    columns = [
        ExportColumn[Any](_("Measure"), lambda row: row["name"], 50),
        ExportColumn[Any](_("Share of worlds"), lambda row: row["share"], 12, SHARE),
        ExportColumn[Any](_("Worlds"), lambda row: row["count"], 12),
        ExportColumn[Any](_("In this plan"), lambda row: row["is_planned"], 12),
    ]
    note = _("%(worlds)s worlds of weights and judgements.") % {"worlds": worlds}
    export = Export("worlds", _("In how many worlds"), columns, rows, [note])
    return programme_exports(programme, [export])


def points_exports(programme: ProgrammeHead, rows: Sequence[Mapping[str, Any]]) -> Exports:
    """What each amount of money buys."""
    columns = [
        ExportColumn[Any](_("Cost"), lambda row: row["cost"], 12),
        ExportColumn[Any](_("Worth"), lambda row: row["value"], 12),
        ExportColumn[Any](_("No plan is worth more than"), lambda row: row["bound"], 12),
        ExportColumn[Any](_("Measures"), lambda row: row["count"], 12),
    ]
    export = Export("points", _("Cost against worth"), columns, rows)
    return programme_exports(programme, [export])


def comparison_exports(
    programme: ProgrammeHead, titles: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> Exports:
    """Every measure in the plan and in each scenario."""
    columns = [ExportColumn[Any](_("Measure"), lambda row: row["name"], 50)]
    columns += [_place_column(place, title) for place, title in enumerate(titles)]
    return programme_exports(programme, [Export("scenarios", str(_SIDE_BY_SIDE), columns, rows)])


def _place_column(place: int, title: str) -> ExportColumn[Any]:
    return ExportColumn(title, lambda row: row["cells"][place]["words"], 24)
