"""Who began when with the measures of a programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samvern.apps.actors import queries as actors
from samvern.apps.indicators.models import MeasureStart
from samvern.apps.indicators.pages.frame import list_frame, spoken
from samvern.apps.indicators.pages.importing import ChangeLine, change_line, field_name
from samvern.apps.indicators.queries import CheckedRow, StartList, StartPage, StartRow
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day
from samvern.ui.parts import Link


def list_page(found: StartList) -> dict[str, Any]:
    """The registers of a programme."""
    columns: list[ExportColumn[StartRow]] = [
        ExportColumn(_("Measure"), lambda row: row.register.measure.code, 10),
        ExportColumn(_("Title"), lambda row: in_language(row.register.measure.title), 60),
        ExportColumn(_("Have begun"), lambda row: row.begun),
        ExportColumn(_("Have not begun"), lambda row: row.not_begun),
    ]
    count = len(found.rows)
    said = ngettext(
        "It is kept for %(count)d measure.", "It is kept for %(count)d measures.", count
    )
    return {
        **list_frame(found.programme, Link(_("Who began when"), "")),
        "question": _("Who has begun with which measure, and when?"),
        "answer": said % {"count": count} if count else _("It is kept for no measure yet."),
        "found": found,
        "exports": Exports(
            found.programme.code, [Export("registers", _("Registers"), columns, found.rows)]
        ),
    }


def register_page(
    found: StartPage, page: Page[MeasureStart], before: Sequence[MeasureStart]
) -> dict[str, Any]:
    """Who began when with one measure."""
    counted = {"begun": found.begun, "not_begun": found.not_begun}
    answer = _("%(begun)d have begun and %(not_begun)d have not, of those that you see.") % counted
    return {
        **register_frame(found),
        "question": _("Who has begun with %(measure)s, and when?")
        % {"measure": found.register.measure},
        "answer": answer,
        "page": page,
        "starts": [(each, start_words(each)) for each in page],
        "before": [(each, start_words(each)) for each in before],
        "who_sees": who_sees(found),
        "exports": Exports(
            f"{found.programme.code}-{found.register.measure.code}",
            [
                Export("starts", _("Who began when"), _STARTS, found.starts),
                Export("before", _("What was said before"), _STARTS, before),
            ],
            facts=[(_("Measure"), str(found.register.measure))],
        ),
    }


def register_frame(found: StartPage, *below: Link) -> dict[str, Any]:
    """The context that every page of one register shares."""
    code, measure = found.programme.code, found.register.measure
    return {
        **list_frame(
            found.programme,
            Link(_("Who began when"), reverse("indicators:starts", args=[code])),
            Link(str(measure), reverse("indicators:register", args=[measure.pk])),
            *below,
        ),
        "found": found,
        "register": found.register,
        "measure": measure,
        "eyebrow": f"{code} · {measure.code}",
    }


def start_words(start: MeasureStart) -> str:
    """When an organisation began."""
    return day(start.began_on, spoken()) if start.began_on else _("Has not begun")


def who_sees(found: StartPage) -> str:
    """Whom it is shown to who began when."""
    if found.register.is_reported:
        return _(
            "When an organisation began is seen by those who answer for security there or above it, by "
            "the authority and by supervisors."
        )
    return _(
        "When an organisation began is seen by those who answer for security there or above it, and by "
        "nobody else."
    )


_STARTS: list[ExportColumn[MeasureStart]] = [
    ExportColumn(gettext_lazy("Organisation number"), lambda each: each.actor.org_number),
    ExportColumn(gettext_lazy("Organisation"), lambda each: each.actor.name, 40),
    ExportColumn(gettext_lazy("Began on"), lambda each: each.began_on),
    ExportColumn(gettext_lazy("Revision"), lambda each: each.revision, 10),
    ExportColumn(gettext_lazy("Reason"), lambda each: each.reason, 60),
    ExportColumn(gettext_lazy("By whom"), lambda each: each.given_by_name, 30),
]


def initial_start(viewer: Viewer, on: date) -> dict[str, str]:
    """The viewer's organisation where it is one."""
    own = actors.own_actors(viewer, on=on)
    return {"organisation": own[0].name if len(own) == 1 else ""}


def columns_known() -> str:
    """Which columns a file of starts can have."""
    return ", ".join(field_name(name) for name in ("organisation", "began_on", "reason"))


def line(row: CheckedRow[Any, Any], reason: str) -> ChangeLine:
    """A row of a file of starts."""
    existing: MeasureStart | None = row.existing
    return change_line(
        row,
        whose=row.actor.name if row.actor else "",
        when="",
        before=start_words(existing) if existing is not None else "",
        after=start_words(MeasureStart(began_on=row.given.began_on)),
        reason=reason,
    )


def register_url(measure_id: int) -> str:
    """The page of who began when with a measure."""
    return reverse("indicators:register", args=[measure_id])
