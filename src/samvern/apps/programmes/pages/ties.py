"""Findings tied to measures, on the pages of both."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actions.models import Action, Finding
from samvern.apps.programmes import queries
from samvern.apps.programmes.models import MeasureTie
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries import GapRow, Gaps
from samvern.base.registry import Section
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.follow_up import LEAST_ORGANISATIONS, ROUNDED_TO
from samvern.engine.programme.document import LANGUAGES
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn

#: Organisations that are named on a measure's page; the file has all of them.
ROWS_SHOWN = 25


def finding_section(viewer: Viewer, finding: Finding) -> Section | None:
    """Which measures a finding calls for, on its own page."""
    found = queries.ties_of(viewer, finding)
    may_tie = viewer.may(Permission.TIE_FINDINGS, on=finding)
    if not found and not may_tie:
        return None
    content = {
        "ties": [_tie(each) for each in found],
        "url": reverse("programmes:ties", args=[finding.pk]) if may_tie else "",
    }
    return Section(_("Which measures does it call for?"), "programmes/_ties.html", content)


def action_section(viewer: Viewer, action: Action) -> Section | None:
    """Which measures an action calls for, on its own page; nothing when none."""
    found = [
        each for each in queries.ties_of(viewer, action.finding) if each.action_id == action.pk
    ]
    content = {"ties": [_tie(each) for each in found], "url": ""}
    heading = _("Which measures does it call for?")
    return Section(heading, "programmes/_ties.html", content) if found else None


def ties_page(viewer: Viewer, finding: Finding) -> dict[str, Any]:
    """The page on which a finding is tied to measures."""
    return {
        "finding": finding,
        "ties": [_tie(each) for each in queries.ties_of(viewer, finding)],
    }


def gaps_section(gaps: Gaps) -> dict[str, Any] | None:
    """What the sector's gaps call for, on the page of a measure; nothing to whom nothing is told."""
    if not gaps.rows and not gaps.counts_kept:
        return None
    total = sum(row.findings for row in gaps.rows)
    answer = ngettext(
        "%(count)s finding that you see calls for this measure.",
        "%(count)s findings that you see call for this measure.",
        total,
    ) % {"count": total}
    return {
        "answer": answer if total else _("No finding that you see calls for this measure."),
        "rows": [(row, _findings_url(row)) for row in gaps.rows[:ROWS_SHOWN]],
        "more": max(0, len(gaps.rows) - ROWS_SHOWN),
        "kept": _kept_words(gaps) if gaps.counts_kept else "",
    }


def gaps_export(gaps: Gaps) -> Export[GapRow]:
    """The findings by organisation, as they go into a file."""
    columns: list[ExportColumn[GapRow]] = [
        ExportColumn(_("Organisation"), lambda row: row.actor, 40),
        ExportColumn(_("Findings"), lambda row: row.findings),
        ExportColumn(_("Of these closed"), lambda row: row.closed),
    ]
    return Export("gaps", _("What calls for this measure"), columns, gaps.rows)


def _tie(tie: MeasureTie) -> dict[str, Any]:
    measure = tie.measure
    return {
        "id": tie.pk,
        "title": f"{measure.code} {in_language(measure.title)}",
        "url": reverse("programmes:measure", args=[measure.programme.code, measure.code]),
        "programme": str(measure.programme),
        "action": tie.action.what if tie.action else "",
        "by": tie.tied_by_name,
        "at": tie.tied_at,
    }


def _findings_url(row: GapRow) -> str:
    return f"{reverse('actions:follow-up')}?{urlencode({'actor': row.actor, 'show': 'all'})}"


def _kept_words(gaps: Gaps) -> str:
    """What is told of findings that organisations keep for themselves, and what is not."""
    language = get_language() or LANGUAGES[0]
    said = {
        "least": LEAST_ORGANISATIONS,
        "rounded": ROUNDED_TO,
        "day": numbers.day(gaps.kept_until.date(), language),
    }
    if gaps.kept is None:
        return (
            _(
                "Of findings that organisations keep for their own improvement no count is shown: fewer "
                "than %(least)d organisations had such findings tied to this measure before %(day)s."
            )
            % said
        )
    return _(
        "Organisations also keep about %(count)s findings for their own improvement that call for "
        "it. Which ones and where is not shown. It is one count for the whole measure, rounded to "
        "the nearest %(rounded)d, of what was raised and tied before %(day)s, closed or not; with "
        "fewer than %(least)d organisations it would be hidden."
    ) % {**said, "count": numbers.number(gaps.kept, 0, language)}
