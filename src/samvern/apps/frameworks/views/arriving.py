"""What taking a set in would change, and taking it in: a file, a release, an earlier state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.frameworks import operations, pages, queries
from samvern.apps.frameworks.forms import TakeInForm, add_problems
from samvern.apps.frameworks.operations import TakenIn
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries import Arrival
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotReady
from samvern.ui.exports import page_or_file

#: Takes a set in, told the state and the reason that the reader has said.
Taking = Callable[..., TakenIn]


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, draft_id: int) -> HttpResponseBase:
    """A file in waiting: every error at once, or what would change; then one button."""
    try:
        found = queries.draft_check(request.viewer, draft_id)
    except NotReady as error:
        is_columns = error.code == "mapping.columns_missing"
        step = "frameworks:draft-columns" if is_columns else "frameworks:draft-source"
        return redirect(step, draft_id)

    def take_in(**said: Any) -> TakenIn:
        return operations.take_in_draft(by=request.viewer, draft_id=draft_id, **said)

    context = pages.draft_context(found, request.GET)
    return _answer(request, context, found.arrival, take_in)


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: Request, name: str) -> HttpResponseBase:
    """What a release of Samvern says of a set that it ships."""
    arrival = queries.arrival_of_release(request.viewer, name)

    def take_in(**said: Any) -> TakenIn:
        return operations.take_in_release(by=request.viewer, name=name, **said)

    context = pages.release_context(arrival, request.GET)
    return _answer(request, context, arrival, take_in)


@require_http_methods(["GET", "HEAD", "POST"])
def put_back(request: Request, code: str, version: str, number: int) -> HttpResponseBase:
    """What putting an earlier state back would change."""
    viewer = request.viewer
    found = queries.set_for(viewer, code, version)
    queries.edition_for(viewer, found, number)
    viewer.require(Permission.IMPORT_FRAMEWORK)
    arrival = queries.arrival_of_edition(viewer, code, version, number)

    def take_in(**said: Any) -> TakenIn:
        return operations.put_back(by=viewer, code=code, version=version, number=number, **said)

    context = pages.put_back_context(viewer, found, arrival, number, request.GET)
    return _answer(request, context, arrival, take_in)


def _answer(
    request: Request, context: dict[str, Any], arrival: Arrival | None, take_in: Taking
) -> HttpResponseBase:
    """The page of a set on its way in, or the page of the set once it is taken in."""
    is_sent, needs_reason = request.method == "POST", bool(arrival and arrival.needs_reason)
    status = 422 if is_sent else 200
    form = TakeInForm(
        request.POST if is_sent else None,
        needs_reason=needs_reason,
        initial={"edition": arrival.edition if arrival else 0},
    )
    if is_sent and arrival is not None and form.is_valid():
        try:
            return _taken_in(request, take_in(at=timezone.now(), **form.cleaned_data))
        except Conflict:
            status, kept = 409, {**form.cleaned_data, "edition": arrival.edition}
            form = TakeInForm(None, needs_reason=needs_reason, initial=kept)
        except InvalidInput as error:
            add_problems(form, error)
    shown = {**context, "form": form, "is_changed": status == 409}
    is_part = request.htmx and "by_id" in context
    name = "frameworks/_changes.html" if is_part else "frameworks/draft.html"
    return page_or_file(request, name, shown, status=status)


def _taken_in(request: Request, taken: TakenIn) -> HttpResponse:
    if taken.is_changed:
        told = _("It is taken in. What it said before is kept, and can be put back.")
    else:
        told = _("It says what was here already, so nothing was changed.")
    messages.success(request, told)
    return redirect("frameworks:set", taken.set.code, taken.set.version)
