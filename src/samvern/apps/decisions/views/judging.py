"""A judgement is changed in a scenario, and in it only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.decisions import operations, queries
from samvern.apps.decisions.forms import JudgementForm, add_problems
from samvern.apps.decisions.pages import scenarios as page
from samvern.apps.decisions.pages import words
from samvern.apps.decisions.queries import ScenarioPage
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: Request, code: str, scenario_id: int) -> HttpResponse:
    """How one thing is judged by one criterion (``alternative`` and ``criterion``)."""
    found = queries.scenario_page(request.viewer, code, scenario_id)
    if not found.may_edit:
        raise NotAllowed("scenario.not_the_author")
    alternative, criterion = (request.GET.get(name, "") for name in ("alternative", "criterion"))
    own = _own(found, alternative, criterion)
    form = JudgementForm(
        request.POST or None,
        initial={"version": found.row.version},
        names=words.levels_of(criterion),
        before=found.terms.get("judgements", {}).get(alternative, {}).get(criterion),
    )
    if request.method == "POST" and form.is_valid() and _save(request, found, form):
        messages.success(request, _("The scenario is saved."))
        return redirect("decisions:scenario", code, scenario_id)
    context = {
        **frame(found.programme, page.TAB, below=found.row.title),
        **page.judging_page(found, alternative, criterion, own),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/judgement_form.html", context, status=status)


def _own(found: ScenarioPage, alternative: str, criterion: str) -> object:
    """What the programme itself says of it. Raises ``NotFound`` where it says nothing."""
    matrix = found.basis.ranking.model.matrix if found.basis else {}
    try:
        return matrix[alternative][criterion]
    except KeyError:
        raise NotFound("criterion.unknown") from None


def _save(request: Request, found: ScenarioPage, form: JudgementForm) -> bool:
    """Save the judgement; what was refused is put in the form."""
    terms = queries.with_judgement(
        found.terms, request.GET["alternative"], request.GET["criterion"], form.levels
    )
    try:
        operations.edit_scenario(
            by=request.viewer,
            scenario_id=found.row.id,
            version=form.cleaned_data["version"],
            title=found.row.title,
            reason=found.row.reason,
            terms=terms,
            at=timezone.now(),
        )
    except (InvalidInput, Conflict) as error:
        add_problems(form, error)
        return False
    return True
