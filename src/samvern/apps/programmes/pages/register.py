"""The register of measures: its columns, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import REGISTER_ORDERS, MeasureRow, Register
from samvern.ui.certainty import judgement_words
from samvern.ui.exports import ExportColumn
from samvern.ui.parts import Share
from samvern.ui.tables import Column, TableChoices

ROWS_ON_A_PAGE = 50

#: What the filters leave as it is.
_TABLE_STATE = ("sort", "column", "dense")
#: Columns that the last line of the table sums up.
_JUDGED = ("cost", "support", "implementation_risk")

#: Keys are the orders of the query, so that a column that has one can be sorted by.
COLUMNS: tuple[tuple[str, str | Promise, bool], ...] = (
    ("focus_area", gettext_lazy("Focus area"), False),
    ("owner", gettext_lazy("Owner"), True),
    ("involved", gettext_lazy("Involved"), False),
    ("kind", gettext_lazy("Kind"), True),
    ("status", gettext_lazy("Status"), True),
    ("cost", gettext_lazy("Cost"), True),
    ("support", gettext_lazy("Support"), True),
    ("implementation_risk", gettext_lazy("Risk"), True),
    ("tier", gettext_lazy("Tier"), True),
    ("target_group", gettext_lazy("Target group"), False),
    ("relevant_for", gettext_lazy("Relevant for"), False),
    ("start", gettext_lazy("Start"), False),
    ("finish", gettext_lazy("Finish"), False),
    ("every", gettext_lazy("Repeated"), False),
)


def read_choices(query: QueryDict, rows: Sequence[MeasureRow] | None = None) -> TableChoices:
    """The order, columns and density that the address asks for.

    With ``rows``, a column that is empty in all of them is not shown unless it is asked for.
    """
    columns = [
        Column("position", gettext_lazy("Measure"), is_optional=False),
        *(
            Column(
                key,
                label,
                is_numeric=key == "tier",
                is_sortable=key in REGISTER_ORDERS,
                is_shown=is_shown and (rows is None or _has_content(rows, key)),
            )
            for key, label, is_shown in COLUMNS
        ),
    ]
    return TableChoices.read(query, columns, default_sort="position")


def _has_content(rows: Sequence[MeasureRow], key: str) -> bool:
    name = {"owner": "owners"}.get(key, key)
    return any(getattr(row, name) for row in rows)


def register_page(register: Register, query: QueryDict) -> dict[str, Any]:
    """What the register shows beside its frame."""
    choices = read_choices(query, register.rows)
    paginator = Paginator(register.rows, ROWS_ON_A_PAGE)
    address = reverse("programmes:register", args=[register.programme.code])
    return {
        "register": register,
        "choices": choices,
        "page": paginator.get_page(query.get("page")),
        "shown": _shown_in_words(register),
        "totals": {name: _spread(register.rows, name) for name in _JUDGED},
        "clear_url": address,
        "kept": [(key, value) for key in _TABLE_STATE for value in query.getlist(key)],
    }


def _spread(rows: Sequence[MeasureRow], name: str) -> str:
    """How the judgements of many measures lie, in words; those without one are left out."""
    found = [judged for row in rows if (judged := getattr(row, name)).is_judged]
    levels = zip(*(judged.levels for judged in found), strict=True)
    shares = [Share(of[0].label, sum(each.share for each in of) / len(found)) for of in levels]
    return judgement_words(shares, gettext)


def _shown_in_words(register: Register) -> str:
    shown, total = len(register.rows), register.total
    if shown == total:
        return _("All %(total)d measures") % {"total": total}
    return _("%(shown)d of %(total)d measures") % {"shown": shown, "total": total}


#: Every column there is, whether or not the page shows it.
FILE_COLUMNS: tuple[ExportColumn[MeasureRow], ...] = (
    ExportColumn(gettext_lazy("Code"), lambda row: row.code, 8),
    ExportColumn(gettext_lazy("Title"), lambda row: row.title, 50),
    ExportColumn(gettext_lazy("Focus area"), lambda row: row.focus_area.code, 10),
    ExportColumn(gettext_lazy("Title of the focus area"), lambda row: row.focus_area.title, 40),
    ExportColumn(gettext_lazy("Part of"), lambda row: row.parent_code, 8),
    ExportColumn(gettext_lazy("Kind"), lambda row: row.kind_name, 16),
    ExportColumn(gettext_lazy("Status"), lambda row: row.status_name, 14),
    ExportColumn(
        gettext_lazy("Owner as published"), lambda row: "; ".join(o.name for o in row.owners), 40
    ),
    ExportColumn(
        gettext_lazy("Owner today"),
        lambda row: "; ".join(a.name for o in row.owners for a in o.actors),
        40,
    ),
    ExportColumn(gettext_lazy("Note on the owner"), lambda row: row.owner_note, 30),
    ExportColumn(gettext_lazy("Involved"), lambda row: "; ".join(o.name for o in row.involved), 40),
    ExportColumn(gettext_lazy("Target group"), lambda row: row.target_group, 24),
    ExportColumn(gettext_lazy("Relevant for"), lambda row: row.relevant_for, 24),
    ExportColumn(gettext_lazy("Start"), lambda row: row.start, 12),
    ExportColumn(gettext_lazy("Finish"), lambda row: row.finish, 12),
    ExportColumn(gettext_lazy("Repeated every"), lambda row: row.every, 14),
    ExportColumn(gettext_lazy("Cost"), lambda row: row.cost.words, 16),
    ExportColumn(gettext_lazy("Support"), lambda row: row.support.words, 16),
    ExportColumn(
        gettext_lazy("Implementation risk"), lambda row: row.implementation_risk.words, 16
    ),
    ExportColumn(gettext_lazy("Tier"), lambda row: row.tier, 8),
    ExportColumn(gettext_lazy("Description"), lambda row: row.description, 80),
)
