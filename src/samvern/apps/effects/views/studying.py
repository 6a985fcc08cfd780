"""A study is asked for, changed, computed anew and put away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.effects import operations, queries
from samvern.apps.effects.forms import StudyForm, add_problems, study_state
from samvern.apps.effects.models import EffectStudy
from samvern.apps.effects.pages.words import TAB
from samvern.apps.effects.permissions import Permission
from samvern.apps.programmes.pages.frame import frame
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_study(request: Request, code: str, measure_code: str) -> HttpResponse:
    """Ask what a measure did to an indicator."""
    found = queries.measure_effects(request.viewer, code, measure_code)
    request.viewer.require(Permission.KEEP_STUDIES, on=found.measure.programme)
    listed = queries.indicators_to_choose(request.viewer, found.measure)
    initial = study_state(None, request.GET.get("indicator", ""))
    form = StudyForm(request.POST or None, indicators=listed, initial=initial)

    def make() -> EffectStudy:
        said: dict[str, Any] = {"code": code, "measure_code": measure_code, "plan": form.plan}
        return operations.make_study(by=request.viewer, at=timezone.now(), **said)

    made = _tried(request, form, make)
    if made is not None:
        return redirect("effects:study", code, made.pk)
    context = {
        **frame(found.programme, TAB, below=found.measure.code),
        "eyebrow": f"{found.measure.code} {found.measure_title}",
        "measure": found.measure,
        "has_indicators": bool(listed),
    }
    return _form_page(request, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_study(request: Request, code: str, study_id: int) -> HttpResponse:
    """Look in another way."""
    found = queries.study_page(request.viewer, code, study_id)
    if not found.may_keep:
        raise NotAllowed("permission.missing", permission=str(Permission.KEEP_STUDIES))
    listed = queries.indicators_to_choose(request.viewer, found.measure)
    form = StudyForm(request.POST or None, indicators=listed, initial=study_state(found.study))

    def edit() -> EffectStudy:
        version = form.cleaned_data["version"] or 0
        said: dict[str, Any] = {"study_id": study_id, "version": version, "plan": form.plan}
        return operations.edit_study(by=request.viewer, at=timezone.now(), **said)

    if _tried(request, form, edit) is not None:
        return redirect("effects:study", code, study_id)
    context = {
        **frame(found.programme, TAB, below=found.measure.code),
        "eyebrow": f"{found.measure.code} {found.measure_title}",
        "study": found.study,
        "has_indicators": True,
    }
    return _form_page(request, form, context)


@require_POST
def compute_study(request: Request, code: str, study_id: int) -> HttpResponse:
    """Have it computed for the values as they are."""
    found = queries.study_for(request.viewer, study_id, code=code)
    is_there = operations.compute_study(by=request.viewer, study_id=found.pk, at=timezone.now())
    if is_there:
        messages.success(request, _("It is as it was: the values are the same."))
    else:
        messages.success(request, _("It is being computed. You can leave, it goes on."))
    return redirect("effects:study", code, study_id)


@require_POST
def archive_study(request: Request, code: str, study_id: int) -> HttpResponse:
    """Put it away."""
    found = queries.study_for(request.viewer, study_id, code=code)
    text = request.POST.get("version", "")
    version = int(text) if text.isdecimal() and len(text) < 10 else 0
    operations.archive_study(
        by=request.viewer, study_id=found.pk, version=version, at=timezone.now()
    )
    messages.success(request, _("The study is put away."))
    return redirect("effects:evidence", code)


def _tried(request: Request, form: StudyForm, act: Callable[[], EffectStudy]) -> EffectStudy | None:
    """Do what was sent, if anything was; what is refused is put in the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        done = act()
    except (InvalidInput, Conflict) as error:
        add_problems(form, error)
        return None
    messages.success(request, _("It is being computed. You can leave, it goes on."))
    return done


def _form_page(request: Request, form: StudyForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "effects/study_form.html", {**context, "form": form}, status=status)
