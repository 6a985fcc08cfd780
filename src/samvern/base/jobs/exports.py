"""The table of jobs as it goes into files."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.base.jobs.queries import JobRow
from samvern.ui.exports import Export, ExportColumn, Exports

_COLUMNS: tuple[ExportColumn[JobRow], ...] = (
    ExportColumn(gettext_lazy("Identifier"), lambda row: row.id),
    ExportColumn(gettext_lazy("What"), lambda row: row.label, 40),
    ExportColumn(gettext_lazy("Kind"), lambda row: row.kind, 30),
    ExportColumn(gettext_lazy("State"), lambda row: row.state_name),
    ExportColumn(gettext_lazy("Done so far"), lambda row: row.done),
    ExportColumn(gettext_lazy("Of"), lambda row: row.total),
    ExportColumn(gettext_lazy("Who asked"), lambda row: row.by_name, 30),
    ExportColumn(gettext_lazy("Asked for"), lambda row: localtime(row.created_at), 20),
    ExportColumn(
        gettext_lazy("Ended"), lambda row: row.finished_at and localtime(row.finished_at), 20
    ),
    ExportColumn(gettext_lazy("What stopped it"), lambda row: row.trouble, 60),
)


def job_exports(rows: Iterable[JobRow]) -> Exports:
    """Every job that the page would show on all its pages."""
    return Exports("", [Export("jobs", _("Background work"), _COLUMNS, rows)])
