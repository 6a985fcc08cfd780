"""A supplier is asked, replies, and the reply is taken over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms import AskSupplierForm, ReplyForm
from samvern.apps.assessments.pages import suppliers as page
from samvern.apps.assessments.permissions import Permission
from samvern.base.once import once
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@require_http_methods(["GET", "HEAD", "POST"])
@once
def ask_supplier(request: Request, assessment_id: int, code: str) -> HttpResponse:
    """Ask the supplier that the answer names, or choose which one."""
    found = queries.answer_page(
        request.viewer, assessment_id, code, at=timezone.now(), on=timezone.localdate()
    )
    request.viewer.require(Permission.ANSWER, on=found.assessment.actor)
    form = AskSupplierForm(
        request.POST or None,
        suppliers=queries.suppliers(request.viewer),
        initial={"name": found.row.values.supplier},
    )
    if form.carries_out(
        lambda: operations.ask_supplier(
            by=request.viewer,
            assessment_id=assessment_id,
            code=code,
            at=timezone.now(),
            **form.said,
        )
    ):
        messages.success(request, _("The supplier is asked. The reply comes to this page."))
        return redirect("assessments:answer", assessment_id, code)
    context = {**page.ask_page(found), "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/ask_supplier.html", context, status=status)


@require_POST
def take_reply(request: Request, question_id: int) -> HttpResponse:
    """Take a supplier's reply over as one's own answer."""
    question = queries.question_for(request.viewer, question_id)
    operations.accept_reply(by=request.viewer, question_id=question_id, at=timezone.now())
    messages.success(request, _("The reply is now your answer. Change what you know better."))
    return redirect("assessments:answer", question.assessment_id, question.requirement.code)


@require_POST
def withdraw_question(request: Request, question_id: int) -> HttpResponse:
    """Take a question to a supplier back."""
    question = operations.withdraw_question(
        by=request.viewer, question_id=question_id, at=timezone.now()
    )
    messages.success(request, _("The question is taken back."))
    return redirect("assessments:answer", question.assessment_id, question.requirement.code)


@require_safe
def asked_of_us(request: Request) -> HttpResponseBase:
    """What customers ask the suppliers that the viewer speaks for."""
    context = page.asked_page(queries.asked_of_supplier(request.viewer))
    return page_or_file(request, "assessments/asked_of_us.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, question_id: int) -> HttpResponse:
    """Reply to a customer, and alike to others who ask the same."""
    asked = queries.asked_for_reply(request.viewer, question_id)
    form = ReplyForm(request.POST or None, waiting=asked.waiting, initial=page.reply_state(asked))
    if form.carries_out(
        lambda: operations.reply_to_customers(by=request.viewer, at=timezone.now(), **form.said)
    ):
        count = len(form.outcome)
        said = ngettext(
            "The reply is sent to %(count)d customer.",
            "The reply is sent to %(count)d customers.",
            count,
        )
        messages.success(request, said % {"count": count})
        return redirect("assessments:asked-of-us")
    context = {**page.reply_page(asked), "form": form}
    return render(request, "assessments/reply.html", context, status=422 if form.errors else 200)
