"""Authors write in a paper, give it up, or correct it by a new version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.papers import operations, queries
from samvern.apps.papers.forms import CorrectForm, TextForm
from samvern.apps.papers.pages.frame import paper_frame
from samvern.apps.papers.pages.writing import (
    asked_place,
    history_page,
    snapshot_choices,
    write_page,
)
from samvern.apps.papers.permissions import Permission
from samvern.base.once import once
from samvern.base.request import Request
from samvern.ui.exports import page_or_file
from samvern.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, paper_id: int) -> HttpResponse:
    """Say something in a section, in one language."""
    found = queries.draft_for(request.viewer, paper_id)
    request.viewer.require(Permission.WRITE, on=found)
    place = asked_place(found, request.GET)
    saved = queries.text_of(found, place.section, place.language)
    initial = {"version": saved.version if saved else 0, "text": saved.text if saved else ""}
    form = TextForm(request.POST or None, initial=initial)
    if form.carries_out(
        lambda: operations.save_text(
            by=request.viewer,
            paper_id=paper_id,
            section=place.section,
            language=place.language,
            at=timezone.now(),
            **form.cleaned_data,
        )
    ):
        messages.success(request, _("Saved."))
        return redirect(place.url)
    context = {**paper_frame(request.viewer, found), **write_page(found, place, form)}
    return render(request, "papers/write.html", context, status=422 if form.errors else 200)


@require_safe
def history(request: Request, paper_id: int) -> HttpResponse:
    """What a section has said, and who saved it."""
    found = queries.draft_for(request.viewer, paper_id)
    place = asked_place(found, request.GET)
    context = {
        **paper_frame(request.viewer, found, Link(_("History"), "")),
        **history_page(request.viewer, found, place),
    }
    return page_or_file(request, "papers/history.html", context)  # type: ignore[return-value]


@require_POST
def give_up(request: Request, paper_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = queries.draft_for(request.viewer, paper_id)
    operations.give_up_paper(by=request.viewer, paper_id=paper_id, at=timezone.now())
    messages.success(request, _("The draft is given up. The snapshot stays."))
    return redirect("papers:programme-papers", found.programme.code)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def correct(request: Request, paper_id: int) -> HttpResponse:
    """Begin the next version of a published paper."""
    found = queries.draft_for(request.viewer, paper_id)
    request.viewer.require(Permission.WRITE, on=found)
    choices = snapshot_choices(request.viewer, found)
    initial = {"snapshot": found.snapshot_id}
    form = CorrectForm(request.POST or None, snapshots=choices, initial=initial)
    if form.carries_out(
        lambda: operations.correct_paper(
            by=request.viewer,
            paper_id=paper_id,
            snapshot_id=form.cleaned_data["snapshot"],
            why=form.cleaned_data["why"],
            at=timezone.now(),
        )
    ):
        messages.success(request, _("The new version is begun, with what was written in this one."))
        return redirect("papers:write", form.outcome.pk)
    context = {
        **paper_frame(request.viewer, found, Link(_("Correct"), "")),
        "question": _("What is wrong in it?"),
        "form": form,
    }
    return render(request, "papers/correct.html", context, status=422 if form.errors else 200)
