"""What the gallery's components show: a few measures of an invented programme."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samvern.engine.tile_map import Tile
from samvern.ui import charts, parts
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports
from samvern.ui.gallery.effect_samples import effect_samples
from samvern.ui.gallery.plan_samples import plan_samples
from samvern.ui.tables import Column, TableChoices

_ROWS = (
    ("1.1", gettext_lazy("Common requirements"), 3, 0.87, date(2026, 3, 1)),
    ("1.2", gettext_lazy("Joint exercises"), 12, 0.54, date(2026, 11, 22)),
    ("2.1", gettext_lazy("Overview of value chains"), 1234.5, 0.008, None),
)

_RANKS = (
    (gettext_lazy("Common requirements"), (0.87, 0.09, 0.03, 0.01)),
    (gettext_lazy("Joint exercises"), (0.11, 0.62, 0.17, 0.10)),
    (gettext_lazy("Overview of value chains"), (0.02, 0.21, 0.46, 0.31)),
    (gettext_lazy("Skills and awareness"), (0.0, 0.08, 0.34, 0.58)),
)


class SampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("What is done, in a few words.")
    )
    why = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("study", gettext_lazy("Study")), ("mapping", gettext_lazy("Mapping"))],
    )
    start = forms.DateField(
        label=gettext_lazy("Start"), widget=forms.DateInput({"type": "date"}), required=False
    )
    cost = forms.ChoiceField(
        label=gettext_lazy("Cost"),
        widget=forms.RadioSelect,
        choices=[
            ("low", gettext_lazy("Low")),
            ("high", gettext_lazy("High")),
            ("unknown", gettext_lazy("We do not know")),
        ],
    )
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("Goals"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", gettext_lazy("Fewer incidents")), ("2", gettext_lazy("Faster recovery"))],
        required=False,
    )
    agreed = forms.BooleanField(label=gettext_lazy("The owner has agreed"), required=False)


class SampleFilters(forms.Form):
    """What a bar of filters holds."""

    words = forms.CharField(label=gettext_lazy("Words"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("All")), ("ongoing", gettext_lazy("Ongoing"))],
    )


def context(query: QueryDict) -> dict[str, Any]:
    """Everything that the templates in ``ui/gallery`` show."""
    return {
        "crumbs": [
            parts.Link(_("Start"), "/"),
            parts.Link(_("Programmes"), "#"),
            parts.Link(_("Common requirements"), ""),
        ],
        "tab_items": [
            parts.Link(_("Plan"), "?", current=True),
            parts.Link(_("Reports"), "?tab=reports"),
            parts.Link(_("History"), "?tab=history"),
        ],
        "facts": [
            parts.Definition(_("Owner"), "Helsedirektoratet"),
            parts.Definition(_("Start"), "2026", _("As the programme states it.")),
        ],
        "events": [
            parts.Event(
                datetime(2026, 11, 22, 13, 32, tzinfo=UTC),
                _("Cost changed from medium to high"),
                by="Kari Nordmann",
                why=_("New offers came in."),
            ),
            parts.Event(date(2026, 3, 1), _("The measure was decided")),
        ],
        "choices": TableChoices.read(query, _COLUMNS, default_sort="number"),
        "rows": _ROWS,
        "exports": Exports("", [Export("measures", _("Measures"), _EXPORTED, _ROWS)]),
        "page": Paginator(range(1234), 50).get_page(query.get("page", 3)),
        "empty_form": SampleForm(),
        "wrong_form": SampleForm({"wrong-kind": "mapping", "wrong-goals": ["2"]}, prefix="wrong"),
        "filter_form": SampleFilters(query or None, auto_id="filter_%s"),
        "shortcuts": [
            parts.Shortcut("b", _("The programme's own basis"), "?", current=True),
            parts.Shortcut("u", _("We do not know"), "?"),
        ],
        "weights": [
            parts.Weight("risk", _("Risk contribution"), 40, _("At least as much as the others.")),
            parts.Weight("cost", _("Cost"), 20),
        ],
        "ranked": [
            parts.Ranked("risk", _("Risk contribution")),
            parts.Ranked("goals", _("Goals")),
            parts.Ranked("cost", _("Cost"), _("least important")),
        ],
        "steps": [
            parts.Step(_("Read in"), "done"),
            parts.Step(_("Check"), "current"),
            parts.Step(_("Rank"), "todo"),
        ],
        **_figures(),
    }


_COLUMNS = (
    Column("number", gettext_lazy("Number"), is_optional=False),
    Column("title", gettext_lazy("Title"), is_optional=False),
    Column("effort", gettext_lazy("Effort in days"), is_numeric=True),
    Column("share", gettext_lazy("Share"), is_numeric=True),
    Column("start", gettext_lazy("Start"), is_numeric=True),
)

_NORTH = (0, 1, 3, None, 0, 12, 5, 2)
_SOUTH = (40, 7, 0, 1, None, 3, 0, 9)

_SampleRow = tuple[str, Promise, float, float, date | None]
_EXPORTED: tuple[ExportColumn[_SampleRow], ...] = (
    ExportColumn(gettext_lazy("Number"), lambda row: row[0]),
    ExportColumn(gettext_lazy("Title"), lambda row: str(row[1]), width=40),
    ExportColumn(gettext_lazy("Effort in days"), lambda row: row[2]),
    ExportColumn(gettext_lazy("Share"), lambda row: row[3], number_format=SHARE),
    ExportColumn(gettext_lazy("Start"), lambda row: row[4]),
)


def _figures() -> dict[str, Any]:
    ranks = [_("first"), _("second"), _("third"), _("later")]
    levels = [_("low"), _("medium"), _("high")]
    rows = [
        parts.ShareRow(
            str(name),
            [parts.Share(rank, share) for rank, share in zip(ranks, shares, strict=True)],
        )
        for name, shares in _RANKS
    ]
    known = [parts.MatrixCell(share, word) for share, word in _contributions()]
    bars = [
        parts.LevelBar(_("Cost"), _levels(levels, (0.5, 0.5, 0))),
        parts.LevelBar(_("Support"), _levels(levels, (0.1, 0.2, 0.7))),
        parts.LevelBar(_("Risk"), []),
    ]
    twin = charts.rank_twin(
        _rank_rows(), name_title=_("Focus area"), language=get_language() or "nb"
    )
    return {
        "share_rows": rows,
        "matrix_sample": parts.Matrix(
            _("Focus areas by goals and risk areas"),
            [
                parts.MatrixColumn("M1", _("Fewer incidents"), _("Goals")),
                parts.MatrixColumn("M2", _("Faster recovery"), _("Goals")),
                parts.MatrixColumn("R1", _("Weak suppliers"), _("Risk areas")),
                parts.MatrixColumn("R2", _("Unclear roles"), _("Risk areas")),
            ],
            [
                parts.MatrixRow(str(name), known[at:] + known[:at], url="#", levels=bars)
                for at, (name, _shares) in enumerate(_RANKS)
            ],
        ),
        "level_samples": bars,
        **plan_samples(),
        **effect_samples(),
        "tile_map_sample": parts.TileMap(
            _("Clinics in each municipality of two made-up counties"),
            place_title=_("Municipality"),
            group_title=_("County"),
            count_title=_("Clinics"),
            tiles=[
                parts.MapTile(f"{group} {n}", group, Tile(row, column), count, url="#")
                for group, left, counts in (("Nordvik", 0, _NORTH), ("Sørdal", 3, _SOUTH))
                for n, count in enumerate(counts, start=1)
                for row, column in [(n % 3, left + n // 3)]
            ],
        ),
        "figure": parts.Figure(
            title=_("How often each focus area gets each rank"),
            summary=_("Common requirements come first in most weightings."),
            alt=_rank_alt(),
            svg_url=reverse("ui:gallery-chart-image"),
            spec_url=reverse("ui:gallery-chart-specification"),
            columns=twin.columns,
            rows=twin.rows,
            source=_("an invented programme"),
        ),
    }


def _contributions() -> list[tuple[float | None, str]]:
    return [
        (1.0, _("substantial")),
        (0.33, _("possible")),
        (None, _("not known")),
        (0.0, _("none")),
    ]


def _levels(labels: list[str], shares: tuple[float, ...]) -> list[parts.Share]:
    return [parts.Share(label, share) for label, share in zip(labels, shares, strict=True)]


def rank_chart(scheme: charts.Scheme) -> charts.Chart:
    """The gallery's chart in the colours of a scheme."""
    return charts.rank_acceptability_chart(
        _rank_rows(),
        alt=_rank_alt(),
        rank_title=_("Rank"),
        share_title=_("Share of all weightings"),
        language=get_language() or "nb",
        scheme=scheme,
    )


def _rank_rows() -> list[charts.RankRow]:
    return [charts.RankRow(str(name), shares) for name, shares in _RANKS]


def _rank_alt() -> str:
    return _("Stacked bars, one for each focus area, divided by rank")
