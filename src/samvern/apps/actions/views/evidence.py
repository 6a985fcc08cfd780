"""What an action rests on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.actions import forms, operations, queries
from samvern.apps.actions.models import Action
from samvern.apps.evidence import operations as evidence
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
@once
def action_evidence(request: Request, action_id: int) -> HttpResponse:
    """Say which pieces of evidence show that an action is done, or works."""
    viewer, on = request.viewer, timezone.localdate()
    action = queries.action_for(viewer, action_id)
    if not queries.follows_up(viewer, action):
        raise NotAllowed("action.not_follower")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    present = [row.id for row in queries.evidence_of(viewer, action, on=on)]
    form = forms.EvidenceForm(
        *sent, viewer=viewer, actor=action.finding.actor, on=on, initial={"evidence": present}
    )
    if form.carries_out(lambda: _save(request, action, form)):
        messages.success(request, _("What the action rests on is saved."))
        return redirect("actions:action", action_id)
    context = {"form": form, "action": action}
    status = 422 if form.errors else 200
    return render(request, "actions/evidence.html", context, status=status)


def _save(request: Request, action: Action, form: forms.EvidenceForm) -> None:
    """What is new is added first, so that what is wrong with it is told before anything changes."""
    viewer, at = request.viewer, timezone.now()
    chosen = form.cleaned_data["evidence"]
    if form.has_new:
        added = evidence.add_evidence(
            by=viewer,
            actor_id=action.finding.actor_id,
            said=form.said,
            upload=form.upload,
            at=at,
        )
        operations.add_own_evidence(by=viewer, action_id=action.pk, evidence=added, at=at)
        chosen = [*chosen, added.pk]
    operations.set_evidence(by=viewer, action_id=action.pk, evidence_ids=chosen, at=at)
