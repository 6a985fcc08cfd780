"""The indicators of a programme, one of them, and what is said of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.forms import IndicatorForm
from samvern.apps.indicators.pages import indicator as page
from samvern.apps.indicators.pages import lists
from samvern.apps.indicators.pages.frame import indicator_frame, list_frame
from samvern.apps.indicators.permissions import Permission
from samvern.apps.programmes import queries as programmes
from samvern.base.once import once
from samvern.base.request import Request
from samvern.ui.exports import page_or_file
from samvern.ui.parts import Link
from samvern.ui.tables import TableChoices

_PER_PAGE = 50
_REVISIONS_SHOWN = 20


@login_not_required
@require_safe
def indicators(request: Request, code: str) -> HttpResponseBase:
    """Whether the programme gets where it wants to."""
    with_retired = request.GET.get("retired") == "1"
    found = queries.indicator_list(request.viewer, code, with_retired=with_retired)
    return page_or_file(request, "indicators/list.html", lists.list_page(found))


@login_not_required
@require_safe
def gaps(request: Request, code: str) -> HttpResponseBase:
    """The goals that no indicator tells of."""
    programme = programmes.programme_for(request.viewer, code)
    goals = list(queries.goals_without(request.viewer, code))
    context = lists.gaps_page(
        programmes.head_of(request.viewer, programme),
        goals,
        may_keep=request.viewer.may(Permission.KEEP_INDICATORS, on=programme),
    )
    return page_or_file(request, "indicators/gaps.html", context)


@login_not_required
@require_safe
def catalogue(request: Request, code: str) -> HttpResponseBase:
    """Indicators to begin with."""
    found = queries.catalogue_page(request.viewer, code)
    return page_or_file(request, "indicators/catalogue.html", lists.catalogue_page(found))


@require_POST
def take_from_catalogue(request: Request, code: str) -> HttpResponse:
    """Take an indicator of the catalogue into the programme."""
    taken = operations.take_from_catalogue(
        by=request.viewer,
        programme_code=code,
        catalogue=request.POST.get("catalogue", "")[:60],
        code=request.POST.get("indicator", "")[:60],
        at=timezone.now(),
    )
    messages.success(request, _("The indicator is taken. Say where it is to be by when."))
    return redirect("indicators:indicator", taken.pk)


@login_not_required
@require_safe
def indicator(request: Request, indicator_id: int) -> HttpResponseBase:
    """One indicator: where it is, where it is to be, and what was changed."""
    found = queries.indicator_page(request.viewer, indicator_id)
    organisations = queries.organisation_values(request.viewer, found.row.indicator)
    revised = queries.revised_values(request.viewer, found.row.indicator)
    shown = Paginator(organisations, _PER_PAGE).get_page(request.GET.get("page"))
    context = page.indicator_page(found, shown, list(revised[:_REVISIONS_SHOWN]))
    context["choices"] = TableChoices.read(request.GET, (), default_sort="")
    context["exports"] = page.indicator_exports(found, organisations, revised)
    return page_or_file(request, "indicators/indicator.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_indicator(request: Request, code: str) -> HttpResponse:
    """Say what is to be measured."""
    programme = programmes.programme_for(request.viewer, code)
    request.viewer.require(Permission.KEEP_INDICATORS, on=programme)
    goals = queries.goal_choices(programme)
    form = IndicatorForm(request.POST or None, goals=goals, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.add_indicator(
            by=request.viewer, programme_code=code, plan=form.plan, at=timezone.now()
        )
    ):
        messages.success(request, _("The indicator is there. Values can be given."))
        return redirect("indicators:indicator", form.outcome.pk)
    head = programmes.head_of(request.viewer, programme)
    return _edit_page(request, form, list_frame(head, Link(_("New indicator"), "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_indicator(request: Request, indicator_id: int) -> HttpResponse:
    """Say something else of what is measured."""
    found = queries.indicator_page(request.viewer, indicator_id)
    here = found.row.indicator
    request.viewer.require(Permission.KEEP_INDICATORS, on=here)
    goals = queries.goal_choices(here.programme)
    form = IndicatorForm(request.POST or None, goals=goals, found=here, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.change_indicator(
            by=request.viewer,
            indicator_id=indicator_id,
            version=form.cleaned_data["version"] or 0,
            plan=form.plan,
            at=timezone.now(),
        )
    ):
        messages.success(request, _("The indicator is changed."))
        return redirect("indicators:indicator", indicator_id)
    return _edit_page(request, form, indicator_frame(found.programme, here, Link(_("Change"), "")))


@require_POST
def retire_indicator(request: Request, indicator_id: int) -> HttpResponse:
    """Measure it no longer."""
    operations.retire_indicator(by=request.viewer, indicator_id=indicator_id, at=timezone.now())
    messages.success(request, _("It is no longer measured. Its values are kept."))
    return redirect("indicators:indicator", indicator_id)


@require_POST
def resume_indicator(request: Request, indicator_id: int) -> HttpResponse:
    """Measure it again."""
    operations.resume_indicator(by=request.viewer, indicator_id=indicator_id, at=timezone.now())
    messages.success(request, _("It is measured again."))
    return redirect("indicators:indicator", indicator_id)


def _edit_page(request: Request, form: IndicatorForm, frame: dict[str, Any]) -> HttpResponse:
    context = {**frame, "form": form}
    return render(request, "indicators/edit.html", context, status=422 if form.errors else 200)
