"""Scenarios: the list, one of them, and what can be done with it."""

from __future__ import annotations

import json
from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.decisions import operations, queries
from samvern.apps.decisions.forms import CopyForm, ScenarioForm, SharingForm, add_problems
from samvern.apps.decisions.forms.scenario import form_state
from samvern.apps.decisions.models import Scenario
from samvern.apps.decisions.pages import scenarios as page
from samvern.apps.decisions.pages import words
from samvern.apps.decisions.pages.exports import figures_exports, scenario_list_exports
from samvern.apps.decisions.pages.table import DECIDE, THEN
from samvern.apps.decisions.permissions import Permission
from samvern.apps.decisions.queries import ScenarioStart
from samvern.apps.programmes.pages.frame import frame
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.programmes.queries import RankingChoices
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.exports import page_or_file
from samvern.ui.parts import Weight


@require_safe
def scenarios(request: Request, code: str) -> HttpResponseBase:
    """The scenarios of a programme that the viewer sees."""
    with_archived = request.GET.get("archived") == "1"
    found = queries.scenario_list(request.viewer, code, with_archived=with_archived)
    context = {
        **frame(found.programme, page.TAB),
        **page.list_page(found),
        "exports": scenario_list_exports(found),
    }
    return page_or_file(request, "decisions/scenarios.html", context)


@require_safe
def scenario(request: Request, code: str, scenario_id: int) -> HttpResponseBase:
    """One scenario: what it changes, and what comes of it."""
    found = queries.scenario_page(request.viewer, code, scenario_id)
    row = found.row
    sharing = SharingForm(initial={"version": row.version, "sharing": row.sharing})
    shown = page.scenario_page(found)
    context = {
        **frame(found.programme, page.TAB, below=row.title),
        **shown,
        "exports": figures_exports(found.programme, found.figures, shown),
        "sharing_form": sharing,
        "copy_form": CopyForm(initial={"title": row.title}),
    }
    return page_or_file(request, "decisions/scenario.html", context)


@require_safe
def scenario_by_id(request: Request, scenario_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.scenario_for(request.viewer, scenario_id)
    return redirect("decisions:scenario", found.programme.code, scenario_id)


@require_safe
def scenario_file(request: Request, code: str, scenario_id: int) -> HttpResponse:
    """The ranking of a scenario with its model, as the command line writes it."""
    found = queries.figures_of(queries.scenario_in(request.viewer, code, scenario_id))
    result = found.ranking.to_json(get_language() or LANGUAGES[0])
    text = json.dumps(result, ensure_ascii=False, indent=2)
    return attachment(BytesIO(text.encode()), f"{code}-scenario-{scenario_id}.json")


@require_http_methods(["GET", "HEAD", "POST"])
def new_scenario(request: Request, code: str) -> HttpResponse:
    """A new scenario; it begins as the address of a ranking says."""
    asked = {**request.GET.dict(), **request.POST.dict()}
    start = queries.scenario_start(request.viewer, code, level=asked.get("level", ""))
    queries.require_somewhere(request.viewer, Permission.SAVE_SCENARIO)
    form = _form(request, start, _terms_of_address(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.save_scenario(
                by=request.viewer,
                code=code,
                level=start.level,
                title=form.cleaned_data["title"],
                reason=form.cleaned_data["reason"],
                terms=form.new_terms,
                at=timezone.now(),
            )
        except InvalidInput as error:
            add_problems(form, error)
        else:
            return _on_from(request, saved)
    return _form_page(request, start, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_scenario(request: Request, code: str, scenario_id: int) -> HttpResponse:
    """Change what a scenario says; nothing is lost when it was changed meanwhile."""
    found = queries.scenario_page(request.viewer, code, scenario_id)
    if not found.may_edit:
        raise NotAllowed("scenario.not_the_author")
    start = queries.scenario_start(request.viewer, code, scenario_id=scenario_id)
    form = _form(request, start, start.terms)
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_scenario(
                by=request.viewer,
                scenario_id=scenario_id,
                version=form.cleaned_data["version"] or 0,
                title=form.cleaned_data["title"],
                reason=form.cleaned_data["reason"],
                terms=form.new_terms,
                at=timezone.now(),
            )
        except (InvalidInput, Conflict) as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The scenario is saved."))
            return redirect("decisions:scenario", code, scenario_id)
    return _form_page(request, start, form)


@require_POST
def share_scenario(request: Request, code: str, scenario_id: int) -> HttpResponse:
    """Say who sees a scenario."""
    queries.scenario_in(request.viewer, code, scenario_id)
    form = SharingForm(request.POST)
    if form.is_valid():
        operations.share_scenario(
            by=request.viewer,
            scenario_id=scenario_id,
            version=form.cleaned_data["version"],
            sharing=form.cleaned_data["sharing"],
            at=timezone.now(),
        )
        messages.success(request, _("Saved: who sees the scenario."))
    return redirect("decisions:scenario", code, scenario_id)


@require_POST
def copy_scenario(request: Request, code: str, scenario_id: int) -> HttpResponse:
    """Make a scenario of one's own that begins as this one."""
    queries.scenario_in(request.viewer, code, scenario_id)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return redirect("decisions:scenario", code, scenario_id)
    copied = operations.copy_scenario(
        by=request.viewer,
        scenario_id=scenario_id,
        title=form.cleaned_data["title"],
        at=timezone.now(),
    )
    messages.success(request, _("This is your copy. Only you see it."))
    return redirect("decisions:scenario", code, copied.pk)


@require_POST
def archive_scenario(request: Request, code: str, scenario_id: int) -> HttpResponse:
    """Put a scenario away."""
    found = queries.scenario_in(request.viewer, code, scenario_id)
    version = request.POST.get("version", "")
    operations.archive_scenario(
        by=request.viewer,
        scenario_id=found.pk,
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        at=timezone.now(),
    )
    messages.success(request, _("The scenario is put away. It can still be read and copied."))
    return redirect("decisions:scenarios", code)


def _on_from(request: Request, saved: Scenario) -> HttpResponse:
    """From a new scenario to its page, or to the decision that is to be taken on it."""
    messages.success(request, _("The scenario is saved. Only you see it."))
    code = saved.programme.code
    if request.GET.get(THEN) == DECIDE:
        return redirect(f"{reverse('decisions:take-decision', args=[code])}?scenario={saved.pk}")
    return redirect("decisions:scenario", code, saved.pk)


def _terms_of_address(request: Request) -> dict[str, object]:
    """What the address of a ranking says: the weights and the scale."""
    choices = RankingChoices.from_query(request.GET)
    terms: dict[str, object] = {}
    if choices.weights is not None:
        terms["weights"] = dict(choices.weights)
    if choices.scale != "linear":
        terms["scale"] = choices.scale
    return terms


def _form(request: Request, start: ScenarioStart, terms: object) -> ScenarioForm:
    model = start.basis.ranking.model
    said = dict(terms) if isinstance(terms, dict) else {}
    row = start.scenario
    initial = {"level": start.level, **form_state(said)}
    if row:
        initial |= {"title": row.title, "reason": row.reason, "version": row.version}
    return ScenarioForm(
        request.POST or None,
        initial=initial,
        groups={group: words.group_name(group) for group in model.groups},
        criteria=words.criterion_choices(model.criteria, start.names),
        terms=said,
    )


def _form_page(request: Request, start: ScenarioStart, form: ScenarioForm) -> HttpResponse:
    weights = [Weight(g, name, form.weight_of(g)) for g, name in form.groups.items()]
    below = start.scenario.title if start.scenario else _("A new scenario")
    context = {
        **frame(start.programme, page.TAB, below=below),
        **page.form_page(start, weights=weights),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/scenario_form.html", context, status=status)
