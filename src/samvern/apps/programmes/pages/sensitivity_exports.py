"""The tables of the sensitivity page as they go into files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from samvern.apps.programmes.pages.exports import programme_exports
from samvern.apps.programmes.pages.ranking_exports import ranking_notes
from samvern.apps.programmes.pages.sensitivity_rows import JudgementRow, LeadRow, Span, WeightRow
from samvern.apps.programmes.queries import SensitivityPage
from samvern.ui.exports import ONE_DECIMAL, SHARE, Export, ExportColumn, Exports


def sensitivity_exports(
    page: SensitivityPage,
    weights: Sequence[WeightRow],
    judgements: Sequence[JudgementRow],
    leads: Sequence[LeadRow],
) -> Exports:
    """Every table of the page, with all judgements."""
    notes = ranking_notes(page.ranked)
    pair = f"{page.pair.first} / {page.pair.second}"
    return programme_exports(
        page.ranked.programme,
        [
            Export("weights", _("How far each weight can move"), list(_weights()), weights, notes),
            Export(
                "settling",
                _("What each judgement would be worth to know"),
                list(_judgements()),
                judgements,
                notes,
            ),
            Export(
                "pair",
                _("Lead by group"),
                list(_leads()),
                leads,
                [_("The pair: %(pair)s") % {"pair": pair}, *notes],
            ),
        ],
        part="sensitivity",
    )


def _weights() -> Iterator[ExportColumn[WeightRow]]:
    yield ExportColumn(_("Group"), lambda row: row.name, 30)
    yield ExportColumn(_("Weight"), lambda row: row.stability.weight, number_format=SHARE)
    yield from _span(_("First place"), lambda row: row.first)
    yield from _span(_("Top three"), lambda row: row.top)
    yield from _span(_("Whole order"), lambda row: row.order)


def _span(title: str, of: Callable[[WeightRow], Span]) -> Iterator[ExportColumn[WeightRow]]:
    what = {"what": title}
    yield ExportColumn(
        _("%(what)s, from") % what, lambda row: of(row).interval.least, number_format=SHARE
    )
    yield ExportColumn(
        _("%(what)s, to") % what, lambda row: of(row).interval.most, number_format=SHARE
    )
    yield ExportColumn(_("%(what)s, what changes") % what, lambda row: of(row).words, 60)


def _judgements() -> Iterator[ExportColumn[JudgementRow]]:
    yield ExportColumn(_("Name"), lambda row: row.alternative, 50)
    yield ExportColumn(_("Judgement"), lambda row: row.criterion, 40)
    yield ExportColumn(
        _("Percentage points"), lambda row: row.judged.value * 100, number_format=ONE_DECIMAL
    )
    yield ExportColumn(
        _("Half width"), lambda row: row.judged.half_width_95 * 100, number_format="0.00"
    )
    yield ExportColumn(_("Worst level"), lambda row: row.levels[0].name)
    yield ExportColumn(_("At the top there"), lambda row: row.levels[0].share, number_format=SHARE)
    yield ExportColumn(_("Best level"), lambda row: row.levels[-1].name)
    yield ExportColumn(_("At the top here"), lambda row: row.levels[-1].share, number_format=SHARE)
    yield ExportColumn(_("Who takes the place"), lambda row: row.taker, 50)


def _leads() -> Iterator[ExportColumn[LeadRow]]:
    yield ExportColumn(_("Group"), lambda row: row.group, 30)
    yield ExportColumn(_("Judgement"), lambda row: row.criterion, 40)
    yield ExportColumn(_("Weight"), lambda row: row.weight, number_format=SHARE)
    yield ExportColumn(_("Points"), lambda row: row.lead, number_format=ONE_DECIMAL)
    yield ExportColumn(_("Decides"), lambda row: _("Yes") if row.decides else "")
