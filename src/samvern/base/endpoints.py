"""What every endpoint of the JSON API shares: pages by cursor, problems, repeat-safe changes.

It stands in the base, below the modules, because their ``api.py`` use it; ``samvern.api``
above them assembles the whole.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar, cast

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from samvern.base.models import IdempotencyRecord
from samvern.base.request import Request
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput

MAX_PAGE = 200
Item = TypeVar("Item")
Row = TypeVar("Row", bound=models.Model)

Limit = Annotated[int, Field(ge=1, le=MAX_PAGE, description="How many to return at most.")]
Cursor = Annotated[
    str, Field(max_length=200, description="`next_cursor` of the page before; empty for the first.")
]


class ProblemItem(Schema):
    """One thing that is wrong, and where in the request."""

    code: str
    where: str = ""
    detail: str = ""


class ProblemDetail(Schema):
    """An error as RFC 9457 describes it; ``code`` is stable, ``title`` is for people."""

    type: str = Field(description="A stable address for this kind of problem.")
    title: str
    status: int
    code: str
    detail: str = ""
    problems: list[ProblemItem] = Field(default_factory=list)


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
        if "\0" in str(value):
            raise ValueError(value)
        return value, key
    except Exception:
        raise InvalidInput("cursor.unreadable") from None


Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def idempotent(endpoint: Endpoint) -> Endpoint:
    """Answer a repeated change (same ``Idempotency-Key``) with the first answer.

    Put it between the router's decorator and the function. The key is one user's own. The
    same key with another request is a ``Conflict`` (``idempotency.key_reused``), and so is
    a repeat while the first is still running (``idempotency.in_progress``). Only answers
    that changed something are kept, in the transaction of the change.
    """

    @functools.wraps(endpoint)
    def repeat_safe(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "").strip()
        user_id = viewer_of(request).user_id
        if not key or user_id is None:
            return endpoint(request, *args, **kwargs)
        if len(key) > 200 or not key.isprintable():
            raise InvalidInput("idempotency.key_unusable")
        digest = hashlib.sha256(
            b"\n".join(
                (str(request.method).encode(), request.get_full_path().encode(), request.body)
            )
        ).hexdigest()
        with transaction.atomic():
            try:
                with transaction.atomic():
                    record = IdempotencyRecord.objects.create(
                        user_id=user_id, key=key, request_digest=digest
                    )
            except IntegrityError:
                return _first_answer(user_id, key, digest)
            answer = endpoint(request, *args, **kwargs)
            status, body = answer if isinstance(answer, tuple) else (200, answer)
            record.status = status
            record.body = _as_json(body)
            record.save(update_fields=["status", "body"])
        return answer

    return repeat_safe  # type: ignore[return-value]


def _first_answer(user_id: int, key: str, digest: str) -> HttpResponse:
    record = IdempotencyRecord.objects.get(user_id=user_id, key=key)
    if record.request_digest != digest:
        raise Conflict("idempotency.key_reused")
    if not record.status:
        raise Conflict("idempotency.in_progress")
    return HttpResponse(record.body or None, status=record.status, content_type="application/json")


def _as_json(body: Any) -> str:
    if body is None:
        return ""
    if isinstance(body, Schema):
        return body.model_dump_json()
    return json.dumps(body, default=str)
