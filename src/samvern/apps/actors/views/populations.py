"""The pages of populations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.actors import operations, pages, queries
from samvern.apps.actors.forms import ByHandForm, DrawForm, PopulationForm
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.views.directory import sent
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@require_safe
def populations(request: Request) -> HttpResponse:
    """Who campaigns, surveys and statistics are about."""
    return render(request, "actors/populations.html", pages.populations_page(request.viewer))


@require_safe
def population(request: Request, population_id: int) -> HttpResponseBase:
    """One population, and who was drawn."""
    saved = queries.population_for(request.viewer, population_id)
    context = pages.population_page(request.viewer, saved, request.GET, on=timezone.localdate())
    return page_or_file(request, "actors/population.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_population(request: Request) -> HttpResponse:
    """Save who is meant, and draw them."""
    request.viewer.require(Permission.MANAGE_POPULATIONS)
    form = PopulationForm(sent(request), viewer=request.viewer)
    if form.carries_out(
        lambda: operations.create_population(
            by=request.viewer, at=timezone.now(), **form.population
        )
    ):
        messages.success(request, _("The population is drawn."))
        return redirect("actors:population", form.outcome.population_id)
    context = pages.population_form_page(
        None,
        heading=_("Who is meant?"),
        submit=_("Draw the population"),
        note=_("Who fits today is drawn and kept. The sector authority and the supervisor see it."),
    )
    status = 422 if form.errors else 200
    return render(request, "actors/form.html", {**context, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def draw_population(request: Request, population_id: int) -> HttpResponse:
    """Draw anew; asks once."""
    request.viewer.require(Permission.MANAGE_POPULATIONS)
    saved = queries.population_for(request.viewer, population_id)
    form = DrawForm(sent(request), initial={"version": saved.version}, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.draw_population(
            by=request.viewer,
            at=timezone.now(),
            population_id=population_id,
            version=form.cleaned_data["version"],
        )
    ):
        messages.success(request, _("The population is drawn anew."))
        return redirect("actors:population", population_id)
    heading, note = _("Draw the population anew?"), _("Earlier drawings stay as they were.")
    context = pages.population_form_page(saved, heading=heading, submit=_("Draw it"), note=note)
    status = 422 if form.errors else 200
    return render(request, "actors/form.html", {**context, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_by_hand(request: Request, population_id: int) -> HttpResponse:
    """Add one actor to a population, or leave it out."""
    request.viewer.require(Permission.MANAGE_POPULATIONS)
    saved = queries.population_for(request.viewer, population_id)
    initial = pages.by_hand_start(request.viewer, saved, request.GET)
    form = ByHandForm(sent(request), initial=initial, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.choose_by_hand(
            by=request.viewer, at=timezone.now(), population_id=population_id, **form.chosen
        )
    ):
        messages.success(request, _("The population is changed."))
        return redirect("actors:population", population_id)
    context = pages.by_hand_page(saved)
    status = 422 if form.errors else 200
    return render(request, "actors/form.html", {**context, "form": form}, status=status)
