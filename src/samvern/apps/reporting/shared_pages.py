"""What this module hands in to pages that it shares with others: tasks, first page, trail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.reporting import queries
from samvern.apps.reporting.models import Report, ReportStage
from samvern.apps.reporting.pages.frame import report_url, round_url
from samvern.apps.reporting.permissions import Permission
from samvern.base.registry import StartCard, Task
from samvern.base.viewer import Viewer
from samvern.ui.numbers import percent
from samvern.ui.wording.campaigns import handed_in_sentence
from samvern.ui.wording.days import left_words

#: So many open rounds stand on the first page at most.
_MOST = 3

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "round.planned": gettext_lazy("Round planned"),
        "round.changed": gettext_lazy("Plan of a round changed"),
        "round.deleted": gettext_lazy("Planned round given up"),
        "round.opened": gettext_lazy("Round opened"),
        "round.made": gettext_lazy("Reports of a round made"),
        "round.moved": gettext_lazy("Day that reports are asked for by moved"),
        "round.reminded": gettext_lazy("Those who have not reported reminded"),
        "round.closed": gettext_lazy("Round closed"),
        "report.saved": gettext_lazy("Report saved"),
        "report.submitted": gettext_lazy("Report handed in"),
        "report.recalled": gettext_lazy("Report taken back"),
        "report.remarked": gettext_lazy("Remark on a report saved"),
        "report.accepted": gettext_lazy("Report accepted"),
        "report.returned": gettext_lazy("Report sent back"),
        "report.handed_over": gettext_lazy("Report handed over"),
        "report.handed_on": gettext_lazy("Report followed to a successor"),
        "report.taken_on": gettext_lazy("Reported on behalf of"),
        "report.handed_back": gettext_lazy("No longer reported on behalf of"),
        "report.evidence_attached": gettext_lazy("Evidence attached to a report"),
        "report.evidence_detached": gettext_lazy("Evidence detached from a report"),
    }
)


def tasks(viewer: Viewer, _on: date) -> Iterator[Task]:
    """What the viewer is to report, and what waits for the viewer's review."""
    if viewer.user_id is None or not viewer.may_somewhere(Permission.READ_HANDED):
        return
    for report in queries.to_report(viewer):
        yield _to_report(viewer, report)
    yield from _to_review(viewer)


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """How open rounds stand, for those who follow them."""
    if not viewer.may_somewhere(Permission.READ_SUBMITTED):
        return
    running, on = list(queries.open_rounds(viewer))[:_MOST], timezone.localdate()
    responses, language = queries.responses(running), get_language() or "nb"
    for found in running:
        response = responses[found.pk]
        said = handed_in_sentence(response.handed_in, response.asked, language, gettext)
        yield StartCard(
            title=_("Reporting: %(round)s") % {"round": str(found)},
            text=f"{said} {left_words(found.due_on, on, gettext, ngettext)}.",
            url=round_url(found),
            action=_("See who has not reported"),
            order=13,
            figure=percent(response.share or 0.0, language=language),
        )


def round_link(subject_id: str) -> str:
    """Where the trail finds a round."""
    return reverse("reporting:round", args=[subject_id])


def report_link(subject_id: str) -> str:
    """Where the trail finds a report; only those who may see it get in."""
    return reverse("reporting:report", args=[subject_id])


def submission_link(subject_id: str) -> str:
    """Where a finding finds the report that showed it."""
    return reverse("reporting:submission", args=[subject_id])


def _to_report(viewer: Viewer, report: Report) -> Task:
    if queries.reports_on_behalf(viewer, report):
        why = _("You report on behalf of the owners.")
    elif report.responsible_id == viewer.user_id:
        why = _("You are the one who is to report.")
    else:
        why = _("You are a measure owner where it is owned.")
    is_again = report.stage == ReportStage.RETURNED
    return Task(
        key=f"reporting.report/{report.pk}",
        title=_("Report: %(measure)s") % {"measure": str(report)},
        why=f"{report.reporting_round.name_in_words}. {why}",
        url=report_url(report),
        action=_("See what was said, and mend it") if is_again else _("Write the report"),
        module=_("Reporting"),
        neutral=_("a report is to be handed in"),
        due_on=report.asked_by_on,
        figure=_figure(report),
    )


def _figure(report: Report) -> str:
    if report.stage == ReportStage.RETURNED:
        return str(ReportStage.RETURNED.label)
    return _("Begun") if report.version else _("Not begun")


def _to_review(viewer: Viewer) -> Iterator[Task]:
    """One for each round, whatever number of reports waits in it."""
    waiting = list(queries.to_review(viewer))
    rounds = {each.report.reporting_round_id: each.report.reporting_round for each in waiting}
    counts = Counter(each.report.reporting_round_id for each in waiting)
    for pk, found in rounds.items():
        yield Task(
            key=f"reporting.review/{pk}",
            title=ngettext(
                "%(count)d report of %(round)s waits for your review",
                "%(count)d reports of %(round)s wait for your review",
                counts[pk],
            )
            % {"count": counts[pk], "round": str(found)},
            why=_("You govern the programme."),
            url=f"{round_url(found)}?stage={ReportStage.SUBMITTED}",
            action=_("Review what waits"),
            module=_("Reporting"),
            neutral=_("reports are to be reviewed"),
            figure=str(counts[pk]),
        )
