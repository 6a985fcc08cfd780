"""A hook that makes a page which writes on GET fail its test.

What the log-in library keeps for the visitor's own session and its limits does not count, nor
does the address at which OpenID Connect has a log-in end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse

_READS = re.compile(
    r"\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|EXPLAIN|WITH|PRAGMA)", re.IGNORECASE
)

_OF_SESSIONS = re.compile(
    r"\s*(INSERT INTO|UPDATE|DELETE FROM) "
    r'"(django_session|base_cache|usersessions_usersession|mfa_authenticator)"'
)
_ENDS_LOG_IN = re.compile(r"/account/oidc/[^/]+/login/callback/")


class WroteOnRead(AssertionError):
    """A GET tried to change the database."""


def _only_reads(execute: Callable[..., Any], sql: str, params: Any, many: bool, ctx: Any) -> Any:
    if not _READS.match(sql) and not _OF_SESSIONS.match(sql):
        raise WroteOnRead(f"a GET may not run: {sql[:200]}")
    return execute(sql, params, many, ctx)


@contextmanager
def reads_never_write() -> Iterator[None]:
    """While this holds, GET and HEAD requests in this process may only read."""
    answer = BaseHandler.get_response

    def guarded(self: BaseHandler, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or _ENDS_LOG_IN.fullmatch(request.path):
            return answer(self, request)
        with connection.execute_wrapper(_only_reads):
            return answer(self, request)

    with mock.patch.object(BaseHandler, "get_response", guarded):
        yield
