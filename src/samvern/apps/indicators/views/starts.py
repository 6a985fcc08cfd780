"""Who began when with the measures of a programme."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.forms import NewRegisterForm, RegisterForm, StartForm
from samvern.apps.indicators.pages import starts as page
from samvern.apps.indicators.pages.values import given_words
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.queries import StartPage
from samvern.apps.indicators.views.importing import Way, come_in
from samvern.base.once import once
from samvern.base.request import Request
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed
from samvern.engine.indicators import START_FIELDS
from samvern.ui.exports import page_or_file
from samvern.ui.parts import Link
from samvern.ui.tables import TableChoices

_PER_PAGE = 50


@require_safe
def starts(request: Request, code: str) -> HttpResponseBase:
    """With which measures it is kept who began when."""
    found = queries.start_list(request.viewer, code)
    return page_or_file(request, "indicators/starts.html", page.list_page(found))


@require_http_methods(["GET", "HEAD", "POST"])
def open_register(request: Request, code: str) -> HttpResponse:
    """Keep from now on who begins when with a measure."""
    found = queries.start_list(request.viewer, code)
    if not found.may_keep:
        raise NotAllowed("permission.missing", permission=str(Permission.KEEP_INDICATORS))
    measures = [(each.pk, str(each)) for each in found.others]
    form = NewRegisterForm(request.POST or None, measures=measures)
    if form.carries_out(
        lambda: operations.open_register(
            by=request.viewer,
            measure_id=form.cleaned_data["measure"],
            is_reported=form.cleaned_data["is_reported"],
            at=timezone.now(),
        )
    ):
        messages.success(request, _("It is kept from now on."))
        return redirect("indicators:register", form.outcome.measure_id)
    context = {**page.list_page(found), "form": form}
    return render(
        request, "indicators/open_register.html", context, status=422 if form.errors else 200
    )


@require_safe
def register(request: Request, measure_id: int) -> HttpResponseBase:
    """Who began when with one measure."""
    found = queries.start_page(request.viewer, measure_id)
    shown = Paginator(found.starts, _PER_PAGE).get_page(request.GET.get("page"))
    before = queries.starts_before(request.viewer, found.register)
    context = page.register_page(found, shown, before)
    context["choices"] = TableChoices.read(request.GET, (), default_sort="")
    return page_or_file(request, "indicators/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_register(request: Request, measure_id: int) -> HttpResponse:
    """Say whom it is shown to who began when."""
    found = queries.start_page(request.viewer, measure_id)
    request.viewer.require(Permission.KEEP_INDICATORS, on=found.register)
    here = found.register
    initial = {"version": here.version, "is_reported": here.is_reported}
    form = RegisterForm(request.POST or None, initial=initial)
    if form.carries_out(
        lambda: operations.change_register(
            by=request.viewer, measure_id=measure_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _("Saved."))
        return redirect("indicators:register", measure_id)
    context = {**page.register_frame(found, Link(_("Change"), "")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "indicators/change_register.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def give_start(request: Request, measure_id: int) -> HttpResponse:
    """Say when one organisation began."""
    found = _to_give(request, measure_id)
    initial = page.initial_start(request.viewer, timezone.localdate())
    form = StartForm(request.POST or None, viewer=request.viewer, initial=initial)
    if form.carries_out(
        lambda: operations.give_starts(
            by=request.viewer, measure_id=measure_id, starts=[form.given], at=timezone.now()
        )
    ):
        messages.success(request, given_words(form.outcome))
        return redirect("indicators:register", measure_id)
    context = {
        **page.register_frame(found, Link(_("Say when"), "")),
        "who_sees": page.who_sees(found),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/give_start.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def import_starts(request: Request, measure_id: int) -> HttpResponseBase:
    """Take in a table of starts, looked over first."""
    found = _to_give(request, measure_id)
    return come_in(request, _way(request.viewer, found))


def _way(viewer: Viewer, found: StartPage) -> Way:
    """What a table of starts has of its own."""
    register = found.register
    return Way(
        fields=START_FIELDS,
        frame={
            **page.register_frame(found, Link(_("Take in a file"), "")),
            "columns_known": page.columns_known(),
            "who_sees": page.who_sees(found),
        },
        check=lambda content, said: queries.starts_in(
            viewer, register, content, on=timezone.localdate(), **said
        ),
        line=page.line,
        take_in=lambda given, said: operations.give_starts(
            by=viewer, measure_id=register.measure_id, starts=given, at=timezone.now(), **said
        ),
        done=given_words,
        back=page.register_url(register.measure_id),
    )


def _to_give(request: Request, measure_id: int) -> StartPage:
    """The register, for whoever can say when somebody began."""
    found = queries.start_page(request.viewer, measure_id)
    if not found.may_give:
        raise NotAllowed("permission.missing", permission=str(Permission.GIVE_OWN_VALUES))
    return found
