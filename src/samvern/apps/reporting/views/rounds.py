"""Rounds: the list, one of them, and what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.pages.frame import frame
from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.forms import FilterForm
from samvern.apps.reporting.pages import rounds as page
from samvern.apps.reporting.pages.frame import TAB
from samvern.apps.reporting.permissions import Permission
from samvern.apps.reporting.queries import RoundFilters
from samvern.base.request import Request
from samvern.ui.exports import page_or_file
from samvern.ui.tables import TableChoices

#: Reports on a page.
PAGE = 50


@require_safe
def rounds(request: Request, code: str = "") -> HttpResponseBase:
    """The rounds that the viewer sees, over all programmes or of one."""
    viewer = request.viewer
    if not code:
        found = list(queries.rounds(viewer))
        return page_or_file(request, "reporting/rounds.html", page.list_page(viewer, found))
    programme = programmes.programme_for(viewer, code)
    queries.require_list(viewer)
    head = programmes.head_of(viewer, programme)
    context = {
        **frame(head, TAB),
        **page.list_page(viewer, list(queries.rounds(viewer, code))),
        "may_run": viewer.may(Permission.RUN_ROUND, on=programme),
    }
    return page_or_file(request, "reporting/programme_rounds.html", context)


@require_safe
def round_page(request: Request, round_id: int) -> HttpResponseBase:
    """One round: who has reported, with which lights; or what one reports oneself."""
    viewer, on = request.viewer, timezone.localdate()
    found = queries.round_for(viewer, round_id)
    filters = RoundFilters.from_query(request.GET)
    every = queries.report_rows(
        viewer, found, queries.reports_of(viewer, found, filters, on=on), on=on
    )
    part = Paginator(every, PAGE).get_page(request.GET.get("page"))
    context = {
        **page.round_page(viewer, found, part, list(part.object_list), on=on),
        "lights": page.light_table(every),
        "light_names": page.light_names(),
        "filter_form": FilterForm(request.GET or None),
        "is_filtered": filters != RoundFilters(),
        "choices": TableChoices.read(request.GET, (), default_sort=""),
        "exports": page.round_exports(found, every),
    }
    return page_or_file(request, "reporting/round.html", context)


@require_POST
def open_round(request: Request, round_id: int) -> HttpResponse:
    """Ask those who own the measures."""
    operations.open_round(by=request.viewer, round_id=round_id, at=timezone.now())
    messages.success(request, _("The round opens. The reports are being made."))
    return redirect("reporting:round", round_id)


@require_POST
def close_round(request: Request, round_id: int) -> HttpResponse:
    """Take no more in."""
    operations.close_round(by=request.viewer, round_id=round_id, at=timezone.now())
    messages.success(request, _("The round is closed."))
    return redirect("reporting:round", round_id)


@require_POST
def delete_round(request: Request, round_id: int) -> HttpResponse:
    """Give up a round that nobody has been asked in."""
    operations.delete_round(by=request.viewer, round_id=round_id, at=timezone.now())
    messages.success(request, _("The round is given up. Nobody was asked."))
    return redirect("reporting:rounds")


@require_POST
def remind(request: Request, round_id: int) -> HttpResponse:
    """Have a letter sent to those who have not handed in."""
    operations.remind(by=request.viewer, round_id=round_id, at=timezone.now())
    messages.success(request, _("The letters are on their way. Nobody gets two in a day."))
    return redirect("reporting:round", round_id)
