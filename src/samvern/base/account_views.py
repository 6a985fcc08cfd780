"""The pages of one's own account that the log-in library does not bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import requests
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samvern.base import queries, tokens
from samvern.base.exports import token_exports
from samvern.base.forms import TokenForm
from samvern.base.permissions import BasePermission
from samvern.base.request import Request
from samvern.ui.exports import page_or_file
from samvern.ui.parts import Definition

if TYPE_CHECKING:
    from samvern.base.models import User


@require_safe
def account(request: Request) -> HttpResponse:
    """Who I am here, and the ways to look after my log-in."""
    user = cast("User", request.user)
    who_changes = _("Those who manage people where you work can change these.")
    context = {
        "facts": [
            Definition(_("Name"), user.name),
            Definition(_("E-mail"), user.email, help=who_changes),
        ],
        "roles": queries.role_purposes(request.viewer),
        "has_outside_log_in": bool(settings.OIDC_ISSUER),
        "may_make_tokens": request.viewer.may_somewhere(BasePermission.MANAGE_TOKENS),
    }
    return render(request, "base/account.html", context)


@require_safe
def email(request: Request, key: str = "") -> HttpResponse:
    """The library's pages for e-mail addresses: ours are set by those who manage people."""
    return redirect("account")


@login_not_required
@never_cache
def outside_log_in(request: Request, provider_id: str) -> HttpResponse:
    """Send the visitor to the OpenID Connect provider, by way of a page of our own.

    A redirect straight from the form would be stopped by our content security policy, which
    lets forms lead to ourselves only; which host the provider logs people in at is known
    first from its discovery document.
    """
    try:
        response: HttpResponse = openid_connect.login(request, provider_id)
    except requests.RequestException:
        return render(request, "socialaccount/authentication_error.html", status=503)
    if not isinstance(response, HttpResponseRedirect):
        return response
    return render(request, "socialaccount/login_redirect.html", {"redirect_to": response.url})


@require_safe
def list_tokens(request: Request) -> HttpResponseBase:
    """My API tokens."""
    found = tokens.tokens_of(request.viewer)
    context = {"tokens": found, "now": timezone.now(), "exports": token_exports(found)}
    return page_or_file(request, "base/tokens.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make_token(request: Request) -> HttpResponse:
    """Make a token, and show its key this once."""
    tokens.tokens_of(request.viewer)
    form = TokenForm(request.POST or None)
    if not form.is_valid():
        return render(request, "base/token_form.html", {"form": form})
    token, key = tokens.make_token(by=request.viewer, at=timezone.now(), **form.cleaned_data)
    return render(request, "base/token_made.html", {"token": token, "key": key})


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_token(request: Request, token_id: int) -> HttpResponse:
    """End a token, after asking once."""
    if request.method == "POST":
        tokens.revoke_token(by=request.viewer, token_id=token_id, at=timezone.now())
        return redirect("tokens")
    token = get_object_or_404(tokens.tokens_of(request.viewer), pk=token_id)
    return render(request, "base/token_revoke.html", {"token": token})
