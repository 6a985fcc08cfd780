"""How a short check ends: next steps, questions to a supplier, the wall, and handing in."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.pages import clinic_end as page
from samvern.base.request import Request
from samvern.engine.errors import NotReady
from samvern.formats import wall_sheet


@require_safe
def end(request: Request, assessment_id: int) -> HttpResponse:
    """The poster: what this clinic does best to do next."""
    found = queries.clinic(request.viewer, assessment_id)
    if found.assessment.told_at is None:
        return redirect("assessments:clinic-told", assessment_id)
    context = page.end_page(
        request.viewer,
        found,
        queries.asking(request.viewer, found, on=timezone.localdate()),
        queries.actions_of_steps(request.viewer, found.assessment),
    )
    return render(request, "assessments/clinic_end.html", context)


@require_POST
def plan_step(request: Request, assessment_id: int, code: str) -> HttpResponse:
    """Make a next step something that the viewer is to do."""
    action = operations.plan_step(
        by=request.viewer, assessment_id=assessment_id, question=code, at=timezone.now()
    )
    messages.success(request, page.planned_words(action))
    return redirect("assessments:clinic-end", assessment_id)


@require_POST
def ask_supplier(request: Request, assessment_id: int) -> HttpResponse:
    """Ask a supplier everything that is left to it."""
    name = request.POST.get("supplier", "")
    operations.ask_supplier_of(
        by=request.viewer, assessment_id=assessment_id, supplier=name, at=timezone.now()
    )
    return redirect(page.letter_url(assessment_id, name))


@require_safe
def letter(request: Request, assessment_id: int) -> HttpResponse:
    """What a supplier is asked, as a message to send."""
    found = queries.clinic(request.viewer, assessment_id)
    step = queries.supplier_step(found, request.GET.get("supplier", ""))
    asking = queries.asking(request.viewer, found, on=timezone.localdate())
    context = page.letter_page(found, step, asking)
    return render(request, "assessments/clinic_letter.html", context)


@require_POST
def take_reply(request: Request, assessment_id: int, question_id: int) -> HttpResponse:
    """Take a supplier's reply over as the answer."""
    operations.accept_reply(by=request.viewer, question_id=question_id, at=timezone.now())
    messages.success(request, _("The reply is now your answer."))
    return redirect("assessments:clinic-end", assessment_id)


@require_safe
def wall(request: Request, assessment_id: int) -> HttpResponse:
    """The sheet for the wall, to print or to take as a file."""
    found = queries.clinic(request.viewer, assessment_id)
    context = page.wall_page(found, request.GET.getlist("rule"))
    return render(request, "assessments/clinic_wall.html", context)


@require_safe
def wall_file(request: Request, assessment_id: int) -> HttpResponse:
    """The sheet for the wall as an accessible PDF."""
    found = queries.clinic(request.viewer, assessment_id)
    stream = BytesIO()
    wall_sheet.write(page.wall_sheet(found, request.GET.getlist("rule")), stream)
    named = content_disposition_header(as_attachment=False, filename=_("wall.pdf")) or ""
    return HttpResponse(
        stream.getvalue(),
        content_type="application/pdf",
        headers={"Content-Disposition": named},
    )


@require_POST
def submit(request: Request, assessment_id: int) -> HttpResponse:
    """Hand the check in, or keep it as it is."""
    operations.submit_assessment(by=request.viewer, assessment_id=assessment_id, at=timezone.now())
    messages.success(request, _("Done. Thank you! You find your next steps here at any time."))
    return redirect("assessments:clinic-end", assessment_id)


@require_POST
def recall(request: Request, assessment_id: int) -> HttpResponse:
    """Take the check back to change it, while nobody has reviewed it."""
    found = queries.clinic(request.viewer, assessment_id)
    waiting = queries.waiting_submission(request.viewer, found.assessment)
    if waiting is None:
        raise NotReady("submission.decided")
    operations.recall_submission(by=request.viewer, submission_id=waiting.pk, at=timezone.now())
    messages.success(request, _("You can change your answers again."))
    return redirect("assessments:clinic-answers", assessment_id)
