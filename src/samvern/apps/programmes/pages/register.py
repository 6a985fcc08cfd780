"""The register of measures: its columns, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.programmes.queries import REGISTER_ORDERS, MeasureRow, Register
from samvern.formats.tables import Cell
from samvern.formats.tables import Column as FileColumn
from samvern.ui.certainty import judgement_words
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
    export = choices.query_with(page=None, dense=None)
    return {
        "register": register,
        "choices": choices,
        "page": paginator.get_page(query.get("page")),
        "shown": _shown_in_words(register),
        "totals": {name: _spread(register.rows, name) for name in _JUDGED},
        "clear_url": address,
        "kept": [(key, value) for key in _TABLE_STATE for value in query.getlist(key)],
        "exports": {
            kind: reverse("programmes:register-file", args=[register.programme.code, kind]) + export
            for kind in ("csv", "xlsx")
        },
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


def file_columns() -> list[FileColumn]:
    """The headings of the register as a file: every column there is."""
    return [FileColumn(str(column.title), column.width) for column in _FILE]


def file_rows(rows: Iterable[MeasureRow]) -> Iterable[list[Cell]]:
    """The rows of the register as a file."""
    return ([column.cell(row) for column in _FILE] for row in rows)


@dataclass(frozen=True)
class _FileColumn:
    """A column of the file: its heading, width, and how a row fills it."""

    title: str | Promise
    width: int
    cell: Callable[[MeasureRow], Cell]


_FILE = (
    _FileColumn(gettext_lazy("Code"), 8, lambda row: row.code),
    _FileColumn(gettext_lazy("Title"), 50, lambda row: row.title),
    _FileColumn(gettext_lazy("Focus area"), 10, lambda row: row.focus_area.code),
    _FileColumn(gettext_lazy("Title of the focus area"), 40, lambda row: row.focus_area.title),
    _FileColumn(gettext_lazy("Part of"), 8, lambda row: row.parent_code),
    _FileColumn(gettext_lazy("Kind"), 16, lambda row: row.kind_name),
    _FileColumn(gettext_lazy("Status"), 14, lambda row: row.status_name),
    _FileColumn(
        gettext_lazy("Owner as published"), 40, lambda row: "; ".join(o.name for o in row.owners)
    ),
    _FileColumn(
        gettext_lazy("Owner today"),
        40,
        lambda row: "; ".join(a.name for o in row.owners for a in o.actors),
    ),
    _FileColumn(gettext_lazy("Note on the owner"), 30, lambda row: row.owner_note),
    _FileColumn(gettext_lazy("Involved"), 40, lambda row: "; ".join(o.name for o in row.involved)),
    _FileColumn(gettext_lazy("Target group"), 24, lambda row: row.target_group),
    _FileColumn(gettext_lazy("Relevant for"), 24, lambda row: row.relevant_for),
    _FileColumn(gettext_lazy("Start"), 12, lambda row: row.start),
    _FileColumn(gettext_lazy("Finish"), 12, lambda row: row.finish),
    _FileColumn(gettext_lazy("Repeated every"), 14, lambda row: row.every),
    _FileColumn(gettext_lazy("Cost"), 16, lambda row: row.cost.words),
    _FileColumn(gettext_lazy("Support"), 16, lambda row: row.support.words),
    _FileColumn(gettext_lazy("Implementation risk"), 16, lambda row: row.implementation_risk.words),
    _FileColumn(gettext_lazy("Tier"), 8, lambda row: row.tier),
    _FileColumn(gettext_lazy("Description"), 80, lambda row: row.description),
)
