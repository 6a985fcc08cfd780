"""How much is known of a programme, and what came of one study."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from samvern.apps.effects import queries
from samvern.apps.effects.pages import evidence as evidence_page
from samvern.apps.effects.pages import study as study_page
from samvern.apps.effects.pages.exports import study_exports
from samvern.apps.effects.pages.words import TAB
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def evidence(request: Request, code: str) -> HttpResponseBase:
    """How much is known of what the measures of a programme do."""
    found = queries.evidence_page(request.viewer, code)
    only = request.GET.get(evidence_page.ONLY, "")
    context = {
        **frame(found.programme, TAB),
        **evidence_page.evidence_context(found, only),
    }
    return page_or_file(request, "effects/evidence.html", context)


@login_not_required
@require_safe
def study(request: Request, code: str, study_id: int) -> HttpResponseBase:
    """What a measure did to an indicator, and how sure that is."""
    found = queries.study_page(request.viewer, code, study_id)
    shown = study_page.study_context(found)
    context = {
        **frame(found.programme, TAB, below=found.measure.code),
        **shown,
        "exports": study_exports(found, shown),
    }
    return page_or_file(request, "effects/study.html", context)


@require_safe
def study_by_id(request: Request, study_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.study_for(request.viewer, study_id)
    return redirect("effects:study", found.measure.programme.code, study_id)
