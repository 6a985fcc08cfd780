"""The states that a version has been in: who brought each in, when and why, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.frameworks.models import Origin, RequirementSet, SetEdition
from samvern.apps.frameworks.pages.comparison import Sides, differences
from samvern.apps.frameworks.pages.frame import EDITIONS, frame, spoken
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries import EditionPage
from samvern.base.viewer import Viewer
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Link


@dataclass(frozen=True)
class EditionRow:
    """A state of a version."""

    number: int
    url: str
    at: datetime
    by: str
    origin: str
    file_name: str
    reason: str
    is_current: bool
    #: Where the set is made to say this again; empty for the state in use, and for readers only.
    put_back_url: str


def editions_context(
    viewer: Viewer, found: RequirementSet, editions: Sequence[SetEdition]
) -> dict[str, Any]:
    """Every state of a version, the latest first."""
    rows = [_row(viewer, found, each) for each in editions]
    answer = ngettext(
        "It has been in %(count)s state since it was taken in %(day)s.",
        "It has been in %(count)s states since it was taken in %(day)s.",
        len(rows),
    )
    told = {"count": len(rows), "day": numbers.day(localtime(found.taken_in_at), spoken())}
    columns: list[ExportColumn[EditionRow]] = [
        ExportColumn(_("Number"), lambda row: row.number),
        ExportColumn(_("When"), lambda row: localtime(row.at), 20),
        ExportColumn(_("Who"), lambda row: row.by, 30),
        ExportColumn(_("Came from"), lambda row: row.origin, 24),
        ExportColumn(_("File"), lambda row: row.file_name, 30),
        ExportColumn(_("Why"), lambda row: row.reason, 60),
    ]
    export = Export("editions", _("States of the set"), columns, rows)
    return {
        **frame(viewer, found, EDITIONS),
        "answer": answer % told,
        "rows": rows,
        "exports": Exports(f"{found.code}-{found.version}", [export]),
    }


def edition_context(viewer: Viewer, page: EditionPage, query: QueryDict) -> dict[str, Any]:
    """One state, and what it changed in the one before."""
    found, row = page.set, _row(viewer, page.set, page.edition)
    here = Link(_name(row.number), "")
    context = {
        **frame(viewer, found, EDITIONS, here),
        "edition": row,
        "before_url": reverse(
            "frameworks:edition", args=[found.code, found.version, row.number - 1]
        )
        if page.before
        else "",
    }
    name = f"{found.code}-{found.version}-{row.number}"
    if page.before is None or page.found is None:
        return {**context, "answer": _("It was taken in."), "exports": Exports(name, [])}
    names = (_name(row.number - 1), _name(row.number))
    sides = Sides(page.before, page.after, None, found if row.is_current else None, names)
    return {**context, **differences(page.found, sides, query, name), "has_before": True}


def _name(number: int) -> str:
    return _("State %(number)d") % {"number": number}


def _row(viewer: Viewer, found: RequirementSet, each: SetEdition) -> EditionRow:
    place = [found.code, found.version, each.number]
    may_put_back = each.number != found.edition and viewer.may(Permission.IMPORT_FRAMEWORK)
    return EditionRow(
        number=each.number,
        url=reverse("frameworks:edition", args=place),
        at=each.at,
        by=each.by_name,
        origin=str(Origin(each.origin).label),
        file_name=each.file_name,
        reason=each.reason,
        is_current=each.number == found.edition,
        put_back_url=reverse("frameworks:put-back", args=place) if may_put_back else "",
    )
