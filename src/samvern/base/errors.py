"""The one table at the web's edge that turns errors into pages."""

from __future__ import annotations

import logging
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils import translation
from django.utils.translation import gettext

from samvern.base import registry
from samvern.base.viewer import ANONYMOUS
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SamvernError,
)
from samvern.ui.wording import errors as wording

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[SamvernError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (Conflict, 409),
    (NotReady, 409),
    (SamvernError, 422),
)

#: Fields that are text of somebody's own, whatever stands in them.
_TEXTS = {"comment", "reason", "text", "message", "note", "purpose", "title", "description"}

#: How long the log-in limits count, in seconds; the longest of ``ACCOUNT_RATE_LIMITS``.
RETRY_AFTER = 300


def status_of(error: SamvernError) -> int:
    """The HTTP status of an error."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def error_page(
    request: HttpRequest, error: SamvernError, *, status: int | None = None
) -> HttpResponse:
    """A page that says what is wrong and what to do; an unseen thing looks like none."""
    status = status or status_of(error)
    is_ours = (
        getattr(request, "viewer", ANONYMOUS).is_signed_in or status == HTTPStatus.UNAUTHORIZED
    )
    context = {
        "about_url": _about_url(request, error) if status == HTTPStatus.CONFLICT else "",
        "happened_at": _happened_at(error),
        "happened_by": error.params.get("happened_by", ""),
        "written": _written(request) if is_ours else [],
        "status": status,
        "title": wording.title(error, gettext),
        "advice": wording.advice(error, gettext),
        "problems": [(each.where, wording.problem(each, gettext)) for each in error.problems],
        "code": error.code,
    }
    return render(request, "base/error.html", context, status=status)


def _happened_at(error: SamvernError) -> datetime | None:
    said = error.params.get("happened_at", "")
    return datetime.fromisoformat(said) if said else None


def _written(request: HttpRequest) -> list[str]:
    """What somebody had written in the form that is refused, so that it is not lost."""
    if request.method != "POST":
        return []
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and "password" not in name and (name in _TEXTS or " " in value.strip())
    ]


def page_above(address: str) -> str:
    """The nearest page above an address, where the thing stands that a step below it is about."""
    steps = address.strip("/").split("/")[:-1]
    while steps:
        above = f"/{'/'.join(steps)}/"
        if is_valid_path(above):
            return above
        steps.pop()
    return ""


def _about_url(request: HttpRequest, error: SamvernError) -> str:
    """Where the thing is shown that an error is about: as it says itself, or by the address."""
    if isinstance(error.about, Model):
        found = registry.link_to(error.about._meta.label_lower, str(error.about.pk))
        if found:
            return found
    return page_above(request.path)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What came in is not a request we can read; nothing of it is used for the page."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return _bare_page(request, InvalidInput("request.too_large"), 413)
    return _bare_page(request, InvalidInput("request.malformed"), 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something below us refused."""
    return error_page(request, NotAllowed("request.forbidden"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return error_page(request, NotFound("page.unknown"))


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """An address that only takes forms was opened as a page, or the other way round."""
    return error_page(request, NotFound("page.only_a_step"), status=405)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The limits that protect log-in were reached."""
    response = error_page(request, NotReady("request.too_many"), status=429)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def forgery_suspected(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the mark that our own pages carry."""
    log.warning("a form was refused: %s", reason)
    return error_page(request, NotAllowed("request.csrf"))


def logged_out(request: HttpRequest) -> HttpResponse | None:
    """The log-in ended while somebody wrote: a page with what was written; nothing if nothing was.

    Only what has passed the check against forged forms may come here.
    """
    if not _written(request):
        return None
    return error_page(request, NotAllowed("request.logged_out"), status=HTTPStatus.UNAUTHORIZED)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke."""
    return _bare_page(request, SamvernError("server.broken"), 500)


def _bare_page(request: HttpRequest, error: SamvernError, status: int) -> HttpResponse:
    """A page that asks neither the database, the session nor the request's host for anything."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        context = {"title": wording.title(error, gettext), "advice": wording.advice(error, gettext)}
        return HttpResponse(render_to_string("base/broken.html", context), status=status)
