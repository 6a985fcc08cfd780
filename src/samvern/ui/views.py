"""The one setting of the interface that is not a matter of the account: light or dark."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from samvern.ui.schemes import COOKIE, COOKIE_SECONDS, SCHEMES


@login_not_required
@require_POST
def set_colour_scheme(request: HttpRequest) -> HttpResponse:
    """Remember the reader's choice in a cookie and go back to the page."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if is_ours else "/")
    chosen = request.POST.get("scheme", "")
    if chosen in SCHEMES:
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=False,  # samvern.js changes it without a round trip
            samesite="Lax",
        )
    return response
