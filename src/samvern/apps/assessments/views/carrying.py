"""An earlier assessment is compared, carried over, and confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.pages import carrying as page
from samvern.apps.assessments.pages.who_sees import receivers_words
from samvern.apps.assessments.queries import Carrying
from samvern.base.request import Request
from samvern.engine.errors import NotFound
from samvern.ui.exports import page_or_file


def _found(request: Request, assessment_id: int, asked: str) -> Carrying:
    assessment = queries.assessment_for(request.viewer, assessment_id)
    if asked and not (asked.isdecimal() and len(asked) < 19):
        raise NotFound("carry.nothing_earlier")
    return queries.carrying(request.viewer, assessment, int(asked) if asked else None)


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(request: Request, assessment_id: int) -> HttpResponseBase:
    """Last time and this time side by side; posted, the answers are carried over."""
    found = _found(request, assessment_id, request.GET.get("from", ""))
    if request.method == "POST":
        saved = operations.carry_forward(
            by=request.viewer,
            assessment_id=assessment_id,
            from_assessment_id=found.earlier.pk,
            with_words=page.brought_along(
                found, request.POST.dict(), request.POST.getlist("with_words")
            ),
            at=timezone.now(),
        )
        said = ngettext(
            "%(count)d answer is carried over. Say whether it is still true.",
            "%(count)d answers are carried over. Say whether they are still true.",
            len(saved.answers),
        )
        messages.success(request, said % {"count": len(saved.answers)})
        return redirect(f"{request.path}?from={found.earlier.pk}&show={page.STILL_TRUE}")
    others = queries.earlier_of(request.viewer, found.assessment)
    readers = queries.readers_of(found.assessment, on=timezone.localdate())
    shown = request.GET.get("show", "")
    context = page.carrying_page(found, others, shown, receivers_words(readers))
    return page_or_file(request, "assessments/earlier.html", context)


@require_POST
def still_true(request: Request, assessment_id: int) -> HttpResponse:
    """What was carried over is said to be still true."""
    found = _found(request, assessment_id, request.POST.get("from", ""))
    saved = operations.confirm_carried(
        by=request.viewer,
        assessment_id=assessment_id,
        codes=page.confirmed(found, request.POST.dict(), request.POST.getlist("codes")),
        at=timezone.now(),
    )
    if saved.answers:
        said = ngettext(
            "%(count)d answer is still true.",
            "%(count)d answers are still true.",
            len(saved.answers),
        )
        messages.success(request, said % {"count": len(saved.answers)})
    else:
        messages.warning(request, _("Nothing was chosen."))
    here = reverse("assessments:earlier", args=[assessment_id])
    return redirect(f"{here}?from={found.earlier.pk}&show={page.STILL_TRUE}")
