"""Which programme came before, and how far each has been compared."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.comparisons.queries import ChoosePage, Earlier
from samvern.apps.programmes.pages.frame import frame
from samvern.ui.exports import Export, ExportColumn, Exports


def choose_context(page: ChoosePage) -> dict[str, Any]:
    """What the page shows that asks for the earlier programme."""
    rows = [
        {
            "code": each.code,
            "title": each.title,
            "published": each.published,
            "url": reverse("comparisons:comparison", args=[page.programme.code, each.code]),
            "state": _state(each),
        }
        for each in page.earlier
    ]
    compared = sum(each.is_compared for each in page.earlier)
    answer = (
        _("Compared with so far: %(count)d of %(of)d.") % {"count": compared, "of": len(rows)}
        if rows
        else _("There is no other programme to compare with.")
    )
    columns = [
        ExportColumn[dict[str, str]](_("Code"), lambda row: row["code"]),
        ExportColumn[dict[str, str]](_("Programme"), lambda row: row["title"], 60),
        ExportColumn[dict[str, str]](_("Published"), lambda row: row["published"]),
        ExportColumn[dict[str, str]](_("How far it has come"), lambda row: row["state"], 40),
    ]
    export = Export("programmes", _("Programmes to compare with"), columns, rows)
    return {
        **frame(page.programme, "comparisons:choose"),
        "rows": rows,
        "answer": answer,
        "exports": Exports(page.programme.code, [export]),
    }


def _state(each: Earlier) -> str:
    if not each.is_compared:
        return _("Not compared yet")
    if each.waiting:
        return _("Proposals that wait for a person: %(count)d.") % {"count": each.waiting}
    return _("No proposal waits")
