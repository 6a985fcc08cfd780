"""How measures and focus areas are judged."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.forms import JudgementForm, add_problems
from samvern.apps.programmes.pages import judging as page
from samvern.apps.programmes.pages.frame import REGISTER, frame
from samvern.apps.programmes.queries import JudgementTarget
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput


@require_http_methods(["GET", "HEAD", "POST"])
def judge_measure(request: Request, code: str, measure_code: str, criterion: str) -> HttpResponse:
    """Record a judgement of a measure."""
    about = request.GET.get("about", "")
    return _judge(
        request, queries.measure_target(request.viewer, code, measure_code, criterion, about)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def judge_focus_area(
    request: Request, code: str, focus_area_code: str, criterion: str
) -> HttpResponse:
    """Record a judgement of a focus area."""
    about = request.GET.get("about", "")
    return _judge(
        request, queries.focus_area_target(request.viewer, code, focus_area_code, criterion, about)
    )


def _judge(request: Request, target: JudgementTarget) -> HttpResponse:
    form = JudgementForm(request.POST or None, criterion=target.criterion, names=target.level_names)
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, target, form)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The judgement is recorded."))
            return redirect(page.back_url(target))
    context = {
        **frame(target.programme, REGISTER, below=target.title),
        **page.judging_page(target),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "programmes/judgement_form.html", context, status=status)


def _record(request: Request, target: JudgementTarget, form: JudgementForm) -> None:
    operations.record_judgement(
        by=request.viewer,
        subject=target.subject,
        criterion=target.criterion,
        levels=form.levels,
        why=form.cleaned_data["why"],
        at=timezone.now(),
        about=target.about,
    )
