"""Pages that belong to no module: the first page, search, the audit trail, statements."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from samvern.base import queries, registry
from samvern.base.models import User
from samvern.base.request import Request


@login_not_required
@require_safe
def start(request: Request) -> HttpResponse:
    """What this viewer can do here; for strangers, what Samvern is."""
    context = {
        "cards": registry.cards_for(request.viewer),
        "roles": queries.role_names(request.viewer),
    }
    return render(request, "base/start.html", context)


@login_not_required
@require_safe
def search(request: Request) -> HttpResponse:
    """Everything the viewer may see whose name or text holds the words."""
    words = request.GET.get("q", "").strip()[:100]
    hits = registry.search(request.viewer, words) if words else []
    return render(request, "base/search.html", {"words": words, "hits": hits})


@require_safe
def audit_trail(request: Request) -> HttpResponse:
    """Who did what, newest first."""
    filters = queries.AuditFilters.from_query(request.GET)
    entries = queries.audit_entries(request.viewer, filters)
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    context = {"page": page, "rows": queries.audit_rows(page.object_list), "filters": filters}
    return render(request, "base/audit.html", context)


@login_not_required
@require_POST
def set_language(request: Request) -> HttpResponse:
    """Keep the chosen language in a cookie, and on the account of those who have one."""
    language = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if language in {code for code, _name in settings.LANGUAGES}:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
    return response


@login_not_required
@require_safe
def about(request: Request) -> HttpResponse:
    """What Samvern is, its version and licence."""
    return render(request, "base/about.html")


@login_not_required
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "base/accessibility.html")


@login_not_required
@require_safe
def privacy(request: Request) -> HttpResponse:
    """What is kept about people, why and how long."""
    return render(request, "base/privacy.html")
