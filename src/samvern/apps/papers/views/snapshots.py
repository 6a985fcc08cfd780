"""A snapshot is taken, looked at, and a paper begun from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.papers import operations, queries, rules
from samvern.apps.papers.forms import FreezeForm, WhatForm
from samvern.apps.papers.pages.frame import TAB
from samvern.apps.papers.pages.snapshots import freeze_page, preview_page, snapshot_page
from samvern.apps.papers.permissions import Permission
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.pages.frame import frame
from samvern.base.once import once
from samvern.base.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@once
def freeze(request: Request, code: str) -> HttpResponse:
    """Keep the programme as it stands now, for papers."""
    viewer = request.viewer
    programme = programmes.programme_for(viewer, code)
    viewer.require(Permission.FREEZE, on=programme)
    shown = freeze_page(viewer, programme)
    form = FreezeForm(request.POST or None, today=timezone.localdate(), newest=shown["newest"])
    if form.carries_out(
        lambda: operations.freeze(
            by=viewer, programme_code=code, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _("The snapshot is taken. It can no longer be changed."))
        return redirect("papers:snapshot", form.outcome.pk)
    head = programmes.head_of(viewer, programme)
    context = {**frame(head, TAB, below=_("Take a snapshot")), **shown, "form": form}
    return render(request, "papers/freeze.html", context, status=422 if form.errors else 200)


@require_safe
def snapshot(request: Request, snapshot_id: int) -> HttpResponse:
    """What a snapshot holds, and which papers can be made of it."""
    found = queries.snapshot_for(request.viewer, snapshot_id)
    form = WhatForm(snapshot=found)
    context = {**snapshot_page(request.viewer, found), "form": form}
    return render(request, "papers/snapshot.html", context)


@require_safe
def preview(request: Request, snapshot_id: int) -> HttpResponse:
    """What a paper would say to its readers, before it is begun."""
    found = queries.snapshot_for(request.viewer, snapshot_id)
    form = WhatForm(request.GET, snapshot=found)
    if form.carries_out(lambda: rules.check_asked(found, form.kind, form.readers, form.about)):
        return render(
            request,
            "papers/preview.html",
            preview_page(request.viewer, found, form.kind, form.about, form.readers),
        )
    context = {**snapshot_page(request.viewer, found), "form": form}
    return render(request, "papers/snapshot.html", context, status=422)


@require_POST
@once
def start(request: Request, snapshot_id: int) -> HttpResponse:
    """Begin a paper."""
    found = queries.snapshot_for(request.viewer, snapshot_id)
    form = WhatForm(request.POST, snapshot=found)
    if form.carries_out(
        lambda: operations.start_paper(
            by=request.viewer,
            snapshot_id=snapshot_id,
            kind=form.kind,
            about=form.about,
            audience=form.readers,
            at=timezone.now(),
        )
    ):
        messages.success(request, _("The draft is begun. Only the authority sees it."))
        return redirect("papers:write", form.outcome.pk)
    context = {**snapshot_page(request.viewer, found), "form": form}
    return render(request, "papers/snapshot.html", context, status=422)
