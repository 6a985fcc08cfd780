"""The way through a short check: who sees it, what the clinic has, its questions, its supplier."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.actors import queries as actors
from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms.clinic import FactsForm, QuestionForm, SupplierForm
from samvern.apps.assessments.pages import clinic as page
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks import queries as frameworks
from samvern.base.request import Request
from samvern.engine.checks import Offer
from samvern.engine.errors import Conflict, InvalidInput, NotReady


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request, actor_id: int) -> HttpResponse:
    """Read who will see the answers, and begin; a check that was begun goes on."""
    actor = actors.actor_for(request.viewer, actor_id)
    request.viewer.require(Permission.START_ASSESSMENT, on=actor)
    if request.method == "POST":
        begun = operations.start_check(by=request.viewer, actor_id=actor_id, at=timezone.now())
        return redirect("assessments:clinic", begun.pk)
    usual = queries.usual_check()
    asked = frameworks.set_for(request.viewer, usual.framework, usual.framework_version)
    context = page.start_page(actor, frameworks.document_of(asked))
    return render(request, "assessments/clinic_told.html", context)


@require_safe
def go_on(request: Request, key: str) -> HttpResponse:
    """From the address that was kept or sent, to where the check goes on."""
    short = queries.check_by_key(request.viewer, key)
    return redirect(page.going_on_url(queries.clinic(request.viewer, short.assessment_id)))


@require_safe
def check(request: Request, assessment_id: int) -> HttpResponse:
    """From an assessment to where its check goes on."""
    return redirect(page.going_on_url(queries.clinic(request.viewer, assessment_id)))


@require_http_methods(["GET", "HEAD", "POST"])
def told(request: Request, assessment_id: int) -> HttpResponse:
    """Who will see the answers, before the first and at any time."""
    found = queries.clinic(request.viewer, assessment_id)
    if request.method == "POST":
        operations.acknowledge(by=request.viewer, assessment_id=assessment_id, at=timezone.now())
        return redirect("assessments:clinic", assessment_id)
    return render(request, "assessments/clinic_told.html", page.told_page(found))


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: Request, assessment_id: int) -> HttpResponse:
    """What the clinic has, which decides what it is asked."""
    found = queries.clinic(request.viewer, assessment_id)
    if found.assessment.told_at is None:
        return redirect("assessments:clinic-told", assessment_id)
    form = FactsForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_valid():
        operations.tell_facts(
            by=request.viewer, assessment_id=assessment_id, facts=form.told, at=timezone.now()
        )
        return redirect("assessments:clinic", assessment_id)
    context = page.facts_page(found, queries.known_before(request.viewer, found))
    return render(request, "assessments/clinic_facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, assessment_id: int, code: str) -> HttpResponse:
    """One question: choosing an answer saves it and goes on."""
    found = queries.clinic(request.viewer, assessment_id)
    asked = queries.question_page(found, code)
    form = QuestionForm(request.POST or None, page=asked)
    if request.method == "POST" and form.is_valid():
        chosen = {"by": request.viewer, "assessment_id": assessment_id, "code": code, **form.said}
        try:
            operations.answer_question(at=timezone.now(), **chosen)
        except Conflict:
            messages.warning(request, _("Somebody else has just answered this. Choose again."))
            return redirect(page.question_url(found, code))
        return redirect(_after(request, assessment_id, code, form.said["offer"]))
    asking = queries.asking_about(request.viewer, found, code, on=timezone.localdate())
    before = queries.last_time(request.viewer, found, asked) if found.is_open else None
    context = page.question_page(found, asked, asking, before)
    status = 422 if form.errors else 200
    return render(
        request, "assessments/clinic_question.html", {**context, "form": form}, status=status
    )


def _after(request: Request, assessment_id: int, code: str, offer: Offer) -> str:
    """On to the next question; once to who the supplier is, where one is to answer."""
    found = queries.clinic(request.viewer, assessment_id)
    if offer is Offer.SUPPLIER and found.short and found.is_supplier_new(code):
        return f"{page.clinic_url('supplier', found.assessment)}?after={code}"
    return page.going_on_url(found, code)


@require_http_methods(["GET", "HEAD", "POST"])
def supplier(request: Request, assessment_id: int) -> HttpResponse:
    """Who the supplier is: said once, or left for later."""
    found = queries.clinic(request.viewer, assessment_id)
    if not found.is_open or found.short is None:
        raise NotReady("assessment.locked" if found.short else "short_check.not_begun")
    onward = page.after_supplier_url(found, request.GET.get("after", ""))
    form = SupplierForm(request.POST or None, initial={"name": found.supplier})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            operations.say_supplier(
                by=request.viewer, assessment_id=assessment_id, name=name, at=timezone.now()
            )
        except InvalidInput as error:
            form.add_problems(error)
        else:
            return redirect(onward)
    context = page.supplier_page(found, queries.supplier_names(request.viewer), onward)
    status = 422 if form.errors else 200
    return render(
        request, "assessments/clinic_supplier.html", {**context, "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, assessment_id: int) -> HttpResponse:
    """The address at which the check goes on, shown and sent to oneself."""
    found = queries.clinic(request.viewer, assessment_id)
    if found.short is None:
        raise NotReady("short_check.not_begun")
    if request.method == "POST":
        operations.send_link(by=request.viewer, assessment_id=assessment_id, at=timezone.now())
        if getattr(request.user, "is_demo", False):
            messages.info(request, _("Made-up people get no e-mail, so nothing was sent."))
        else:
            messages.success(request, _("The link is on its way to your e-mail."))
        return redirect("assessments:clinic-link", assessment_id)
    context = page.link_page(found, getattr(request.user, "email", ""))
    return render(request, "assessments/clinic_link.html", context)


@require_safe
def answers(request: Request, assessment_id: int) -> HttpResponse:
    """Every question with its answer."""
    found = queries.clinic(request.viewer, assessment_id)
    return render(
        request, "assessments/clinic_answers.html", page.answers_page(request.viewer, found)
    )
