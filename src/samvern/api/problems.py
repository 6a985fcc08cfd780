"""Errors of the API as problems (RFC 9457), each with a stable code and words for people."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from samvern.base.endpoints import language_of
from samvern.base.errors import status_of
from samvern.base.request import Request
from samvern.base.viewer import ANONYMOUS, Viewer
from samvern.engine.errors import (
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    Problem,
    SamvernError,
)
from samvern.ui.wording import errors as wording

ROOT = "/api/"
CONTENT_TYPE = "application/problem+json"
#: Where every code is explained; the ``type`` of a problem points there.
EXPLAINED_AT = "/api/v1/problems"

#: What an answer that did not come from our own error tree amounts to.
_BY_STATUS: dict[int, SamvernError] = {
    400: InvalidInput("request.malformed"),
    403: NotAllowed("request.forbidden"),
    404: NotFound("page.unknown"),
    405: NotAllowed("request.method_not_allowed"),
    413: InvalidInput("request.too_large"),
    429: NotReady("request.too_many"),
}
#: How pydantic names the types of a union in the place of an error.
_TRIED = frozenset({"bool", "date", "datetime", "float", "int", "str"})
#: What pydantic calls a rule that has another name here, where a text is what can be too long.
_OUR_KINDS = {"missing": "required", "too_long": "too_many", "too_short": "too_few"}
#: What pydantic calls a limit, and what our sentences do.
_LIMITS = {
    "max_length": "most",
    "le": "most",
    "lt": "below",
    "min_length": "least",
    "ge": "least",
    "gt": "above",
    "expected": "choices",
}
_BROKEN = SamvernError("server.broken")
_UNKNOWN = InvalidInput("request.malformed")


def problem(request: HttpRequest, error: SamvernError, status: int) -> HttpResponse:
    """An error as problem JSON, in the language that the request asks for."""
    language = language_of(request)
    with translation.override(language):
        content: dict[str, Any] = {
            "type": f"{EXPLAINED_AT}#{error.code}",
            "title": wording.title(error, gettext),
            "status": status,
            "code": error.code,
            "detail": wording.advice(error, gettext),
            "problems": [_item(found) for found in error.problems],
        }
    response = HttpResponse(
        json.dumps(content, ensure_ascii=False), status=status, content_type=CONTENT_TYPE
    )
    response.headers["Content-Language"] = language
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Samvern"'
    return response


def _item(found: Problem) -> dict[str, Any]:
    place = {"line": found.line, "column": found.column}
    return {
        "code": found.code,
        "where": found.where,
        "detail": wording.problem(found, gettext),
        "values": dict(found.params),
        **{name: number for name, number in place.items() if number is not None},
    }


def answer_with_problems(api: NinjaAPI) -> None:
    """Have an API answer every error it raises as a problem."""

    def ours(request: HttpRequest, error: SamvernError) -> HttpResponse:
        viewer = getattr(request, "viewer", ANONYMOUS)
        if isinstance(error, NotAllowed) and not viewer.is_signed_in:
            return problem(request, NotAllowed("authentication.required"), 401)
        return problem(request, _told_of_the_token(error, viewer), status_of(error))

    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        code = "token.invalid" if "Authorization" in request.headers else "authentication.required"
        return problem(request, NotAllowed(code), 401)

    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        found = _field_problems(error.errors)
        return problem(request, InvalidInput("request.invalid", problems=found), 422)

    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        known = _BY_STATUS.get(error.status_code, _UNKNOWN)
        return problem(request, known, error.status_code)

    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(request, _BY_STATUS[404], 404)

    handlers: dict[type[Exception], Any] = {
        SamvernError: ours,
        AuthenticationError: unauthenticated,
        ValidationError: invalid,
        HttpError: other,
        Http404: missing,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _told_of_the_token(error: SamvernError, viewer: Viewer) -> SamvernError:
    """What the token does not reach is said of the token: the role may well allow it."""
    if error.code != "permission.missing" or viewer.reaches(error.params["permission"]):
        return error
    may_read = "read" in (viewer.scopes or ())
    return NotAllowed("token.only_reads") if may_read else NotAllowed("token.only_writes")


def _field_problems(errors: Sequence[dict[str, Any]]) -> list[Problem]:
    """What pydantic found, each with its place such as ``body.name``."""
    found = []
    for each in errors:
        if each["loc"][-1] != "none":  # that nothing was sent instead is not what is wrong
            limits = _limits(each)
            kind = _OUR_KINDS.get(each["type"], each["type"])
            if kind == "string_too_short" and limits["least"] == 1:
                kind = "required"
            found.append(Problem.of(f"field.{kind}", where=_place(each["loc"]), **limits))
    return found


def _limits(error: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a rule that is broken, or the choices, for the sentence about it."""
    context = error.get("ctx", {})
    said = {name: context[key] for key, name in _LIMITS.items() if key in context}
    if "choices" in said:  # 'one', 'two' or 'three'
        said["choices"] = ", ".join(re.findall(r"'([^']*)'", said["choices"]))
    return said


def _place(steps: Sequence[str | int]) -> str:
    """Where in the request something is wrong.

    Two steps mean nothing to those who ask and are left out: the name of the endpoint's own
    parameter for the whole body or query, and at the end the type that was tried.
    """
    source, *rest = steps
    if source == "body" and len(rest) == 1:
        return "body"
    if len(rest) > 1 and isinstance(rest[1], str) and rest[1] not in _TRIED:
        rest = rest[1:]
    if len(rest) > 1 and rest[-1] in _TRIED:
        rest = rest[:-1]
    return ".".join(map(str, (source, *rest)))


def problem_middleware(
    get_response: Callable[[Request], HttpResponse],
) -> Callable[[Request], HttpResponse]:
    """Let no error leave the API as anything but a problem, whoever answered it.

    Unknown addresses, methods that an address does not take and errors of our own end up in
    Django's hands, not in those of the API.
    """

    def middleware(request: Request) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(ROOT):
            return response
        if response.status_code >= 400 and response.headers["Content-Type"] != CONTENT_TYPE:
            response = _in_place_of(response, request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _in_place_of(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    status = response.status_code
    error = _BROKEN if status >= 500 else _BY_STATUS.get(status, _UNKNOWN)
    answer = problem(request, error, status)
    if allowed := response.headers.get("Allow"):
        answer.headers["Allow"] = allowed
    return answer
