"""The one table at the web's edge that turns errors into pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from samvern.engine.errors import Conflict, NotAllowed, NotFound, NotReady, SamvernError
from samvern.ui.wording import errors as wording

STATUS: tuple[tuple[type[SamvernError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (Conflict, 409),
    (NotReady, 409),
    (SamvernError, 422),
)


def status_of(error: SamvernError) -> int:
    """The HTTP status of an error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def error_page(request: HttpRequest, error: SamvernError) -> HttpResponse:
    """A page that says what is wrong and what to do; an unseen thing looks like none."""
    status = status_of(error)
    context = {
        "status": status,
        "title": wording.title(error, gettext),
        "advice": wording.advice(error, gettext),
    }
    return render(request, "base/error.html", context, status=status)
