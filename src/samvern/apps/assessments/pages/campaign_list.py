"""Every campaign, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Campaign, CampaignState
from samvern.apps.assessments.pages.campaigns import ROWS_SHOWN, language, response_words
from samvern.apps.assessments.permissions import Permission
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.response import Response
from samvern.ui import numbers
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports
from samvern.ui.parts import Link
from samvern.ui.wording.campaigns import days_left_words


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as a line of the list."""

    campaign: Campaign
    set_title: str
    response: Response
    response_words: str
    left: str


def list_page(viewer: Viewer, query: QueryDict, *, on: date) -> dict[str, Any]:
    """Every campaign, newest first."""
    page = Paginator(queries.campaigns(viewer), ROWS_SHOWN).get_page(query.get("page"))
    rows = _list_rows(list(page.object_list), on=on)
    open_count = sum(row.campaign.state == CampaignState.OPEN for row in rows)
    answer = (
        ngettext("%(count)d campaign is open.", "%(count)d campaigns are open.", open_count)
        % {"count": open_count}
        if open_count
        else _("No campaign is open.")
    )
    return {
        "answer": answer,
        "page": page,
        "rows": rows,
        "may_run": viewer.may(Permission.RUN_CAMPAIGN),
        "waiting": _waiting(queries.to_review(viewer).count()),
        "exports": Exports("", [Export("campaigns", _("Campaigns"), _list_columns(), rows)]),
        "breadcrumbs": [Link(_("Campaigns"), "")],
    }


def _waiting(count: int) -> str:
    """How much waits for the viewer's review."""
    if not count:
        return ""
    return ngettext(
        "%(count)s submission waits for your review",
        "%(count)s submissions wait for your review",
        count,
    ) % {"count": numbers.number(count, language=language())}


def _list_rows(found: Sequence[Campaign], *, on: date) -> list[CampaignRow]:
    responses = queries.responses(found)
    return [
        CampaignRow(
            campaign=each,
            set_title=in_language(each.requirement_set.title),
            response=responses[each.pk],
            response_words=response_words(responses[each.pk])
            if each.state != CampaignState.PLANNED
            else "",
            left=days_left_words((each.due_on - on).days, gettext, ngettext)
            if each.state == CampaignState.OPEN
            else "",
        )
        for each in found
    ]


def _list_columns() -> list[ExportColumn[CampaignRow]]:
    return [
        ExportColumn[CampaignRow](_("Title"), lambda row: row.campaign.title, 40),
        ExportColumn(_("What is asked"), lambda row: row.set_title, 40),
        ExportColumn(_("Period"), lambda row: row.campaign.period),
        ExportColumn(
            _("Who sees the answers"), lambda row: row.campaign.get_confidentiality_display()
        ),
        ExportColumn(_("Answers by"), lambda row: row.campaign.due_on),
        ExportColumn(_("State"), lambda row: row.campaign.get_state_display()),
        ExportColumn(_("Asked"), lambda row: row.response.asked),
        ExportColumn(_("Handed in"), lambda row: row.response.handed_in),
        ExportColumn(_("Share handed in"), lambda row: row.response.share, number_format=SHARE),
    ]
