"""What every endpoint of the JSON API shares: who asks, in which language, pages by cursor,
repeat-safe changes.

It stands in the base, below the modules, because their ``api.py`` use it; ``samvern.api``
above them assembles the whole.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import inspect
import json
from collections.abc import Callable
from typing import Annotated, Any, Final, Generic, TypeVar, cast

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)
from ninja import Schema
from ninja.errors import AuthenticationError
from ninja.operation import Operation
from ninja.responses import NinjaJSONEncoder, Status
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf, contribute_operation_callback
from pydantic import ConfigDict, Field

from samvern.base.models import IdempotencyRecord
from samvern.base.request import Request
from samvern.base.tokens import viewer_with_key
from samvern.base.viewer import ANONYMOUS, Viewer, viewer_for
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed
from samvern.engine.programme.document import LANGUAGES

MAX_PAGE = 200
#: Longest idempotency key, in characters.
MAX_KEY = 200
Item = TypeVar("Item")
Row = TypeVar("Row", bound=models.Model)

Limit = Annotated[int, Field(ge=1, le=MAX_PAGE, description="How many to return at most.")]
Cursor = Annotated[
    str, Field(max_length=200, description="`next_cursor` of the page before; empty for the first.")
]


class ProblemItem(Schema):
    """One thing that is wrong, and where in the request, or in the file that came with it."""

    code: str
    where: str = ""
    detail: str = ""
    values: Annotated[
        dict[str, str], Field(description="What the sentence is about, by name, as plain values.")
    ] = Field(default_factory=dict)
    line: Annotated[int | None, Field(description="Line, or row of a table.")] = None
    column: int | None = None


class ProblemDetail(Schema):
    """An error as RFC 9457 describes it; ``code`` is stable, ``title`` is for people."""

    type: str = Field(description="A stable address for this kind of problem.")
    title: str
    status: int
    code: str
    detail: str = ""
    problems: list[ProblemItem] = Field(default_factory=list)


class Token(HttpBearer):
    """An API token in the header ``Authorization: Bearer``; a wrong one is never passed over."""

    def __call__(self, request: HttpRequest) -> Viewer | None:
        """The viewer behind the header; nobody without one."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _, key = header.partition(" ")
        if scheme.lower() != self.openapi_scheme:
            raise AuthenticationError
        return self.authenticate(request, key.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Viewer:
        """The viewer a key stands for. Raises ``AuthenticationError``."""
        viewer = viewer_with_key(token, at=timezone.now())
        if viewer is None:
            raise AuthenticationError
        return _seen_as(viewer, request)


class Session(APIKeyCookie):
    """The cookie of somebody who has logged in to the pages; changes need the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Viewer | None:
        """The viewer behind the cookie; nobody without one."""
        if not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise NotAllowed("request.csrf")
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer:
        """The viewer that the logged-in user is."""
        user = request.user
        return _seen_as(viewer_for(user, channel="api") if user.is_active else ANONYMOUS, request)


def _public(request: HttpRequest) -> Viewer:
    """Everybody else, as the public."""
    return _seen_as(ANONYMOUS, request)


def _seen_as(viewer: Viewer, request: HttpRequest) -> Viewer:
    cast("Request", request).viewer = viewer
    return viewer


#: Who may ask, for ``auth=`` of a router or an endpoint. The API needs a log-in unless told
#: otherwise; with ANYBODY the public is let in, and sees what ``visible_to`` gives it.
SIGNED_IN: Final = (Token(), Session())
ANYBODY: Final = (*SIGNED_IN, _public)


class Incoming(Schema):
    """What comes in has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class CursorPage(Schema, Generic[Item]):
    """A part of a list. ``next_cursor`` is null on the last page."""

    items: list[Item]
    next_cursor: str | None


#: What any endpoint may answer instead of its result; add it to ``response=``.
PROBLEMS: dict[int, type[Schema]] = dict.fromkeys(
    (400, 401, 403, 404, 409, 422, 429), ProblemDetail
)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer that authentication left on the request."""
    return cast("Request", request).viewer


def language_of(request: HttpRequest) -> str:
    """The best of our languages that ``Accept-Language`` names; bokmål when it names none."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return LANGUAGES[0]


def page_of(
    rows: models.QuerySet[Row], *, cursor: str, limit: int, order: str = "pk"
) -> tuple[list[Row], str | None]:
    """A page of a queryset after the cursor, and the cursor of the next page.

    ``order`` is a unique field, or a field that the primary key then makes unique. Raises
    ``InvalidInput`` (``cursor.unreadable``).
    """
    rows = rows.order_by(order, "pk")
    if cursor:
        value, key = _read_cursor(cursor, rows.model, order)
        rows = rows.filter(
            models.Q(**{f"{order}__gt": value}) | models.Q(**{order: value, "pk__gt": key})
        )
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    mark = json.dumps([str(getattr(last, order)), last.pk])
    return found[:limit], base64.urlsafe_b64encode(mark.encode()).decode()


def _read_cursor(cursor: str, model: type[models.Model], order: str) -> tuple[Any, int]:
    try:
        value, key = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        field: Any = model._meta.pk if order == "pk" else model._meta.get_field(order)
        if not isinstance(key, int) or isinstance(key, bool) or not 0 <= key < 2**63:
            raise ValueError(key)
        value = field.to_python(value)
        if "\0" in str(value) or (isinstance(value, int) and abs(value) >= 2**63):
            raise ValueError(value)
        str(value).encode()  # half a surrogate pair is text that no database takes
        return value, key
    except Exception:
        raise InvalidInput("cursor.unreadable") from None


Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def idempotent(endpoint: Endpoint) -> Endpoint:
    """Answer a repeated change (same ``Idempotency-Key``) with the first answer.

    Put it between the router's decorator and the function. The key is one user's own. The
    same key with another request is a ``Conflict`` (``idempotency.key_reused``), and so is
    a repeat while the first is still running (``idempotency.in_progress``). Only answers
    that changed something are kept, in the transaction of the change, and for a day. The endpoint
    returns a schema, a list of them or nothing, so that the kept answer is the one that was given.
    """

    @functools.wraps(endpoint)
    def repeat_safe(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "").strip()
        user_id = viewer_of(request).user_id
        if not key or user_id is None:
            return endpoint(request, *args, **kwargs)
        if len(key) > MAX_KEY or not (key.isascii() and key.isprintable()):
            raise InvalidInput("idempotency.key_unusable")
        digest = _digest(request)
        with transaction.atomic():
            try:
                with transaction.atomic():
                    record = IdempotencyRecord.objects.create(
                        user_id=user_id, key=key, request_digest=digest
                    )
            except IntegrityError:
                return _first_answer(user_id, key, digest)
            answer = endpoint(request, *args, **kwargs)
            record.status, body = _status_and_body(answer)
            record.body = _as_json(body)
            record.save(update_fields=["status", "body"])
        return answer

    # Resolved here, where the names in the annotations are known.
    repeat_safe.__signature__ = inspect.signature(endpoint, eval_str=True)  # type: ignore[attr-defined]
    contribute_operation_callback(repeat_safe, _document_key)
    return repeat_safe  # type: ignore[return-value]


def _document_key(operation: Operation) -> None:
    """Have the OpenAPI document tell of the header."""
    parameter = {
        "in": "header",
        "name": "Idempotency-Key",
        "required": False,
        "description": "A key of your own choice; the same request sent again with it within a day "
        "changes nothing more and gets the first answer.",
        "schema": {"type": "string", "maxLength": MAX_KEY, "pattern": "^[!-~]+$"},
    }
    operation.openapi_extra = {"parameters": [parameter], **(operation.openapi_extra or {})}


def _digest(request: HttpRequest) -> str:
    """What makes a request the same as another: where it goes, and what it brings.

    Of a form with files the body has been read and is gone, so that its fields and files count.
    """
    digest = hashlib.sha256(f"{request.method}\n{request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        digest.update(json.dumps([name, values]).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(json.dumps([name, file.name]).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _first_answer(user_id: int, key: str, digest: str) -> HttpResponse:
    record = IdempotencyRecord.objects.get(user_id=user_id, key=key)
    if record.request_digest != digest:
        raise Conflict("idempotency.key_reused")
    if not record.status:
        raise Conflict("idempotency.in_progress")
    return HttpResponse(record.body, status=record.status, content_type="application/json")


def _status_and_body(answer: Any) -> tuple[int, Any]:
    if isinstance(answer, Status):
        return answer.status_code, answer.value
    if isinstance(answer, tuple):
        return answer[0], answer[1]
    return 200, answer


def _as_json(body: Schema | list[Schema] | None) -> str:
    """An answer as ninja writes it."""
    if body is None:
        return ""
    plain = [each.model_dump() for each in body] if isinstance(body, list) else body.model_dump()
    return json.dumps(plain, cls=NinjaJSONEncoder)
