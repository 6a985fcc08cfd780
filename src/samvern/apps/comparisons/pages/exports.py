"""The tables of a comparison as files."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.comparisons.pages.cells import title_of
from samvern.apps.comparisons.pages.owners import OwnerRow
from samvern.apps.comparisons.queries import ComparisonPage
from samvern.engine.programme.lineage import Group
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.wording import comparison as wording

_Line = tuple[Group, str, str, str]


def comparison_exports(page: ComparisonPage, owners: Sequence[OwnerRow]) -> Exports:
    """One line for each measure, or pair of measures that are kin; and the owners."""
    before, after = page.earlier.code, page.programme.code
    note = _(
        "A proposal is computed from likeness of words and owners. It is no fact until a person "
        "confirms it."
    )
    title = _("What became of each measure")
    return Exports(
        f"{before}-{after}",
        [
            Export("measures", title, _measure_columns(page), _lines(page), [note]),
            Export("owners", _("Owners before and after"), _owner_columns(page), owners),
        ],
    )


def _lines(page: ComparisonPage) -> list[_Line]:
    return [
        (group, link.earlier, link.later, wording.status_name(link.status, gettext))
        for group in page.found.groups
        for link in group.links
    ] + [
        (group, "".join(group.earlier), "".join(group.later), _("Nobody has confirmed this"))
        for group in page.found.groups
        if not group.links
    ]


def _measure_columns(page: ComparisonPage) -> list[ExportColumn[_Line]]:
    def earlier(line: _Line) -> str:
        return title_of(page.before[line[1]]) if line[1] else ""

    def later(line: _Line) -> str:
        return title_of(page.after[line[2]]) if line[2] else ""

    return [
        ExportColumn(_("What became of it"), lambda line: wording.kind_name(line[0].kind, gettext)),
        ExportColumn(page.earlier.code, lambda line: line[1]),
        ExportColumn(_("Earlier measure"), earlier, 60),
        ExportColumn(page.programme.code, lambda line: line[2]),
        ExportColumn(_("Later measure"), later, 60),
        ExportColumn(_("How sure it is"), lambda line: line[3], 30),
    ]


def _owner_columns(page: ComparisonPage) -> list[ExportColumn[OwnerRow]]:
    before, after, measures = page.earlier.code, page.programme.code, _("Measures")
    return [
        ExportColumn(_("Owner, by today's name"), lambda row: row.owner, 40),
        ExportColumn(before, lambda row: row.before),
        ExportColumn(f"{before}: {measures}", lambda row: row.earlier, 40),
        ExportColumn(after, lambda row: row.after),
        ExportColumn(f"{after}: {measures}", lambda row: row.later, 40),
        ExportColumn(_("Change"), lambda row: row.change, 30),
    ]
