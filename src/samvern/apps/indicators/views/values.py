"""Values of an indicator: one by one, from a file, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.forms import ValueForm, WithdrawForm
from samvern.apps.indicators.pages import values as page
from samvern.apps.indicators.pages.frame import indicator_frame
from samvern.apps.indicators.pages.indicator import value_page, who_sees
from samvern.apps.indicators.queries import IndicatorPage
from samvern.apps.indicators.views.importing import Way, come_in
from samvern.base.once import once
from samvern.base.request import Request
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotReady
from samvern.engine.indicators import VALUE_FIELDS
from samvern.ui.exports import page_or_file
from samvern.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
@once
def give_value(request: Request, indicator_id: int) -> HttpResponse:
    """Give one value."""
    found = _to_give(request, indicator_id)
    here, form = found.row.indicator, _form(request, found)
    if form.carries_out(
        lambda: operations.give_values(
            by=request.viewer, indicator_id=here.pk, values=[form.given], at=timezone.now()
        )
    ):
        messages.success(request, page.given_words(form.outcome))
        return redirect("indicators:indicator", here.pk)
    context = {
        **indicator_frame(found.programme, here, Link(_("Give a value"), "")),
        **page.give_page(here),
        "form": form,
        "who_sees": who_sees(here),
    }
    return render(request, "indicators/give.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_values(request: Request, indicator_id: int) -> HttpResponseBase:
    """Take in a table of values, looked over first."""
    found = _to_give(request, indicator_id)
    return come_in(request, _way(request.viewer, found))


@require_safe
def value(request: Request, value_id: int) -> HttpResponseBase:
    """Every value that there has been of one thing in one period."""
    here = queries.value_for(request.viewer, value_id)
    found = queries.indicator_page(request.viewer, here.indicator_id)
    revisions = queries.revisions_of(request.viewer, here)
    context = value_page(found, here, revisions)
    may = page.may_withdraw(request.viewer, found, revisions[0])
    return page_or_file(request, "indicators/value.html", {**context, "may_withdraw": may})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_value(request: Request, value_id: int) -> HttpResponse:
    """Say that a value should not have been given."""
    here = queries.value_for(request.viewer, value_id)
    found = queries.indicator_page(request.viewer, here.indicator_id)
    if not page.may_withdraw(request.viewer, found, here):
        raise NotAllowed("permission.missing", permission="indicators.give_values")
    form = WithdrawForm(request.POST or None)
    if form.carries_out(
        lambda: operations.withdraw_value(
            by=request.viewer, value_id=value_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _("The value is withdrawn. It stays among the revisions."))
        return redirect("indicators:indicator", here.indicator_id)
    context = {**page.withdraw_page(found, here), "form": form}
    return render(request, "indicators/withdraw.html", context, status=422 if form.errors else 200)


def _form(request: Request, found: IndicatorPage) -> ValueForm:
    here, today = found.row.indicator, timezone.localdate()
    return ValueForm(
        request.POST or None,
        viewer=request.viewer,
        indicator=here,
        gives_whole=found.may_give_whole,
        on=today,
        initial=page.initial_value(request.viewer, here, today),
    )


def _to_give(request: Request, indicator_id: int) -> IndicatorPage:
    """The indicator, for whoever can give a value of it."""
    found = queries.indicator_page(request.viewer, indicator_id)
    if not queries.may_give_any(request.viewer, found.row.indicator):
        raise NotAllowed("permission.missing", permission="indicators.give_values")
    if found.row.indicator.retired_at is not None:
        raise NotReady("indicator.retired", about=found.row.indicator)
    return found


def _way(viewer: Viewer, found: IndicatorPage) -> Way:
    """What a table of values has of its own."""
    here = found.row.indicator
    return Way(
        fields=VALUE_FIELDS,
        frame={
            **indicator_frame(found.programme, here, Link(_("Take in a file"), "")),
            "columns_known": page.columns_known(here),
            "who_sees": who_sees(here),
        },
        check=lambda content, said: queries.values_in(
            viewer, here, content, on=timezone.localdate(), **said
        ),
        line=lambda row, reason: page.line(row, here, reason),
        take_in=lambda given, said: operations.give_values(
            by=viewer, indicator_id=here.pk, values=given, at=timezone.now(), **said
        ),
        done=page.given_words,
        back=page.indicator_url(here),
    )
