"""Decisions: the list, one of them, and how a new one is taken."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.decisions import operations, queries
from samvern.apps.decisions.forms import DecisionForm, add_problems
from samvern.apps.decisions.forms.decision import as_text
from samvern.apps.decisions.models import Decision
from samvern.apps.decisions.pages import decisions as page
from samvern.apps.decisions.pages.exports import decision_list_exports, figures_exports
from samvern.apps.decisions.queries import DecisionStart
from samvern.apps.programmes.pages.frame import frame
from samvern.apps.programmes.pages.responses import attachment
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotFound, NotReady
from samvern.ui.exports import page_or_file


@require_safe
def decisions(request: Request, code: str) -> HttpResponseBase:
    """The decisions on a programme that the viewer sees."""
    found = queries.decision_list(request.viewer, code)
    context = {
        **frame(found.programme, page.TAB),
        **page.list_page(found),
        "exports": decision_list_exports(found),
    }
    return page_or_file(request, "decisions/decisions.html", context)


@require_safe
def decision(request: Request, code: str, decision_id: int) -> HttpResponseBase:
    """One decision, with the figures it was taken on."""
    found = queries.decision_page(request.viewer, code, decision_id)
    context = {
        **frame(found.programme, page.TAB, below=found.row.title),
        **page.decision_page(found),
        "exports": figures_exports(found.programme, found.figures, {}),
    }
    return page_or_file(request, "decisions/decision.html", context)


@require_safe
def decision_by_id(request: Request, decision_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.decision_for(request.viewer, decision_id)
    return redirect("decisions:decision", found.programme.code, decision_id)


@require_safe
def decision_file(request: Request, code: str, decision_id: int) -> HttpResponse:
    """The record of a decision, byte for byte as its hash was made of it."""
    found = queries.decision_in(request.viewer, code, decision_id)
    return attachment(BytesIO(found.record.encode()), f"{code}-decision-{decision_id}.json")


@require_http_methods(["GET", "HEAD", "POST"])
def take_decision(request: Request, code: str) -> HttpResponseBase:
    """Take a decision on a ``scenario`` or a ``level``, perhaps in the place of an earlier one."""
    start = queries.decision_start(
        request.viewer,
        code,
        level=request.GET.get("level", ""),
        scenario_id=_id(request.GET.get("scenario", ""), "scenario.unknown"),
        supersedes_id=_id(request.GET.get("supersedes", ""), "decision.unknown"),
    )
    form = _form(request, start)
    if request.method == "POST" and form.is_valid():
        try:
            taken = _take(request, start, form)
        except (InvalidInput, Conflict, NotReady) as error:
            add_problems(form, error, names={"tiers": "order"})
        else:
            messages.success(request, _("The decision is recorded. It can no longer be changed."))
            return redirect("decisions:decision", code, taken.pk)
    return _form_page(request, start, form)


def _form_page(request: Request, start: DecisionStart, form: DecisionForm) -> HttpResponseBase:
    context = {
        **frame(start.programme, page.TAB, below=_("A new decision")),
        **page.form_page(start),
        "exports": figures_exports(start.programme, start.figures, {}),
        "form": form,
    }
    status = 422 if form.errors else 200
    return page_or_file(request, "decisions/decision_form.html", context, status=status)


def _form(request: Request, start: DecisionStart) -> DecisionForm:
    tiers = start.earlier.tiers if start.earlier else start.published
    initial = {
        "programme_version": start.programme.version,
        "scenario_version": start.scenario.version if start.scenario else None,
        "order": as_text(tiers),
        "decided_on": timezone.localdate(),
        "title": start.earlier.title if start.earlier else "",
    }
    return DecisionForm(
        request.POST or None, initial=initial, is_superseding=start.earlier is not None
    )


def _take(request: Request, start: DecisionStart, form: DecisionForm) -> Decision:
    on = {
        "scenario_id": start.scenario.id if start.scenario else None,
        "programme_version": form.cleaned_data["programme_version"],
        "scenario_version": form.cleaned_data["scenario_version"],
    }
    if start.earlier is not None:
        return operations.supersede_decision(
            by=request.viewer,
            decision_id=start.earlier.id,
            why=form.cleaned_data["why"],
            said=form.said,
            at=timezone.now(),
            sharing=form.cleaned_data["sharing"],
            **on,
        )
    return operations.take_decision(
        by=request.viewer,
        code=start.programme.code,
        level=start.level,
        said=form.said,
        at=timezone.now(),
        sharing=form.cleaned_data["sharing"],
        **on,
    )


def _id(text: str, unknown: str) -> int | None:
    """The key that an address names; one that cannot be is no reason to decide on another basis."""
    if not text:
        return None
    if not text.isdecimal() or len(text) >= 19:
        raise NotFound(unknown)
    return int(text)
