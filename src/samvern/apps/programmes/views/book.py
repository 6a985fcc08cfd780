"""A programme as a printed book."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samvern.apps.programmes import queries
from samvern.apps.programmes.pages.responses import attachment
from samvern.base.request import Request
from samvern.engine.programme.document import LANGUAGES


@login_not_required
@require_safe
def programme_book(request: Request, code: str) -> HttpResponseBase:
    """The book in the language of ``lang``, else in that of the page; unchanged is said so."""
    asked = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES else get_language() or LANGUAGES[0]
    found = queries.book(request.viewer, code, language)
    name = f"{found.programme.code}-{found.language}.pdf"
    response = attachment(BytesIO(found.content), name)
    response.headers["ETag"] = f'"{sha256(found.content).hexdigest()}"'
    response.headers["Cache-Control"] = "private, no-cache"
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response
