"""Pages that belong to no module: the first page, search, the audit trail, statements."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samvern import __version__
from samvern.base import queries, registry
from samvern.base.exports import audit_exports
from samvern.base.forms import AuditFilterForm, SearchForm
from samvern.base.models import User
from samvern.base.request import Request
from samvern.base.tasks.pages import first_tasks
from samvern.ui.exports import page_or_file
from samvern.ui.parts import Definition
from samvern.ui.tables import TableChoices

AUDIT_PAGE = 50


@login_not_required
@require_safe
def start(request: Request) -> HttpResponse:
    """What waits for this viewer, and where to go from here; for strangers, what Samvern is."""
    on = timezone.localdate()
    cards = registry.cards_for(request.viewer)
    context = {
        **first_tasks(registry.tasks_for(request.viewer, on), on=on),
        "main_cards": [card for card in cards if card.is_main],
        "cards": [card for card in cards if not card.is_main],
        "roles": queries.role_purposes(request.viewer),
        "contact": settings.CONTACT,
    }
    return render(request, "base/start.html", context)


@login_not_required
@require_safe
def search(request: Request) -> HttpResponse:
    """Everything the viewer may see whose name or text holds the words."""
    words = queries.as_words(request.GET.get("q", ""))
    hits = registry.search(request.viewer, words) if words else []
    found = ngettext("%(count)d found", "%(count)d found", len(hits)) % {"count": len(hits)}
    context = {
        "search_words": words,
        "hits": hits,
        "answer": found if words else "",
        "form": SearchForm(initial={"q": words}),
    }
    return render(request, "base/search.html", context)


@require_safe
def audit_trail(request: Request) -> HttpResponseBase:
    """Who did what, newest first."""
    filters = queries.AuditFilters.from_query(request.GET)
    entries = queries.audit_entries(request.viewer, filters)
    page = Paginator(entries, AUDIT_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.audit_rows(request.viewer, page.object_list),
        "form": AuditFilterForm(request.GET),
        "exports": audit_exports(entries),
        "is_filtered": filters != queries.AuditFilters(),
        # The order is fixed; this keeps the filters in the links to other pages.
        "choices": TableChoices.read(request.GET, (), default_sort=""),
    }
    return page_or_file(request, "base/audit.html", context)


@require_safe
def audit_export(request: Request) -> HttpResponseBase:
    """The same part of the trail as a CSV file, with the hashes that prove it whole."""
    filters = queries.AuditFilters.from_query(request.GET)
    entries = queries.audit_entries(request.viewer, filters)
    return audit_exports(entries).file("audit.csv", request)


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
    facts = [
        Definition(_("Version"), __version__),
        Definition(_("Licence"), _("European Union Public Licence 1.2 (EUPL-1.2)")),
    ]
    return render(request, "base/about.html", {"facts": facts, "contact": settings.CONTACT})


@login_not_required
@require_safe
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "base/accessibility.html", {"contact": settings.CONTACT})


@login_not_required
@require_safe
def privacy(request: Request) -> HttpResponse:
    """What is kept about people, why and how long."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    context = {"contact": settings.CONTACT, "session_hours": hours}
    return render(request, "base/privacy.html", context)
