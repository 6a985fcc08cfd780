"""One requirement: its answer, how that came to be, and putting an earlier one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms import AnswerForm, FilterForm
from samvern.apps.assessments.models import AnswerOrigin
from samvern.apps.assessments.operations import AnswerEntry, Saved
from samvern.apps.assessments.pages import answering as page
from samvern.apps.assessments.pages.conflict import conflict_page
from samvern.apps.assessments.pages.frame import KEYS, OFF, answer_url
from samvern.apps.assessments.pages.history import RESTORED, history_page
from samvern.apps.assessments.queries import AnswerPage, RowFilters
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotFound
from samvern.ui.exports import page_or_file


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, assessment_id: int, code: str) -> HttpResponseBase:
    """Say something of one requirement."""
    found = _found(request, assessment_id, code)
    if not queries.is_told(request.viewer, found.assessment):
        return redirect("assessments:who-sees", assessment_id)
    form = AnswerForm(request.POST or None, row=found.row, has_keys=_has_keys(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.save_answer(
                by=request.viewer,
                assessment_id=assessment_id,
                code=code,
                values=form.values,
                version=form.version_seen,
                at=timezone.now(),
                origin=_origin(request),
            )
        except InvalidInput as error:
            form.add_problems(error)
        except Conflict:
            return _conflict(request, found, form)
        else:
            return _saved(request, found, saved)
    return _page(request, found, form)


@require_safe
def history(request: Request, assessment_id: int, code: str) -> HttpResponseBase:
    """Every state that an answer has been in."""
    found = _found(request, assessment_id, code)
    states = queries.history_of(request.viewer, found.row.answer) if found.row.answer else []
    known = queries.rested_on(request.viewer, states)
    context = history_page(found, states, known, shows_every="every" in request.GET)
    return page_or_file(request, "assessments/history.html", context)


@require_POST
def restore(request: Request, assessment_id: int, code: str, number: int) -> HttpResponse:
    """Put an earlier state of an answer back, as a new one."""
    found = _found(request, assessment_id, code)
    values = queries.values_at(found.row.answer, number) if found.row.answer else None
    if values is None or number == 0:
        raise NotFound("answer.state_unknown")
    entry = AnswerEntry(code, values, found.row.version, source={RESTORED: number})
    operations.save_answers(
        by=request.viewer, assessment_id=assessment_id, entries=[entry], at=timezone.now()
    )
    messages.success(request, _("The earlier answer is put back, as a new state."))
    return redirect(answer_url(found.assessment, code))


def _found(request: Request, assessment_id: int, code: str) -> AnswerPage:
    return queries.answer_page(
        request.viewer,
        assessment_id,
        code,
        RowFilters.from_query(request.GET.dict()),
        at=timezone.now(),
        on=timezone.localdate(),
    )


def _origin(request: Request) -> AnswerOrigin:
    is_confirmed = request.POST.get("then") == "confirm"
    return AnswerOrigin.CONFIRMED if is_confirmed else AnswerOrigin.WRITTEN


def _has_keys(request: Request) -> bool:
    return request.GET.get(KEYS) != OFF


def _page(request: Request, found: AnswerPage, form: AnswerForm) -> HttpResponseBase:
    has_keys, status = _has_keys(request), 422 if form.errors else 200
    if request.htmx:
        return render(request, "assessments/_not_saved.html", {"form": form}, status=status)
    context = {
        **page.answer_page(request.viewer, found, has_keys=has_keys),
        "form": form,
        "results": page.result_choices(form["result"].value() or "", has_keys=has_keys),
        "colleagues": queries.colleagues_at(found.assessment.actor, on=timezone.localdate())
        if found.working.owns
        else [request.viewer.name],
        "filter_form": FilterForm(request.GET or None),
    }
    return page_or_file(request, "assessments/answer.html", context, status=status)


def _saved(request: Request, found: AnswerPage, saved: Saved) -> HttpResponse:
    """On to the next page; for a page that stays, only what has changed on it."""
    code = found.row.requirement.id
    merged = saved.merged.get(code, ())
    by = _changed_by(found) if merged else ""
    now = found.saying(saved.answers[code])
    if request.htmx:
        return render(request, "assessments/_saved.html", page.saved_page(now, merged, by))
    goes_on = request.POST.get("then") != "stay"
    messages.success(request, page.merged_words(merged, by) or _("The answer is saved."))
    return redirect(page.after(now, has_keys=_has_keys(request), goes_on=goes_on))


def _changed_by(page: AnswerPage) -> str:
    """Who said last what stood there."""
    last = page.row.answer.changed_by if page.row.answer else None
    return last.name if last else ""


def _conflict(request: Request, found: AnswerPage, form: AnswerForm) -> HttpResponseBase:
    """Both side by side, with everything that was typed."""
    differing = queries.differing(found, form.values, form.version_seen)
    if differing is None:
        raise Conflict("answer.changed")
    has_keys = _has_keys(request)
    context = {
        **page.answer_page(request.viewer, found, has_keys=has_keys),
        **conflict_page(differing),
        "filter_form": FilterForm(request.GET or None),
    }
    if request.htmx:
        return render(request, "assessments/_conflict.html", context, status=409)
    return page_or_file(request, "assessments/answer.html", context, status=409)
