"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samvern.base import queries, registry
from samvern.base.viewer import ANONYMOUS, Viewer


def page(request: HttpRequest) -> dict[str, Any]:
    """Who looks, where they can go from here, and whether this is the demo."""
    viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
    return {
        "viewer": viewer,
        "is_demo": settings.IS_DEMO,
        "demo_log_ins": registry.demo_log_ins if settings.IS_DEMO else (),
        "navigation": _navigation(viewer, request.path),
        "search_url": reverse("search"),
        "login_url": _login_url(request.path),
        "user_menu": _user_menu(viewer) if viewer.is_signed_in else None,
        "footer_links": [
            {"title": _("About Samvern"), "url": reverse("about")},
            {"title": _("Accessibility"), "url": reverse("accessibility")},
            {"title": _("Privacy"), "url": reverse("privacy")},
        ],
    }


def _navigation(viewer: Viewer, here: str) -> list[dict[str, Any]]:
    entries = [(item, reverse(item.url_name)) for item in registry.navigation_for(viewer)]
    return [
        {"title": item.label, "url": url, "icon": item.icon, "current": here.startswith(url)}
        for item, url in entries
    ]


def _login_url(here: str) -> str:
    """The log-in page, with the way back to where the reader is."""
    url = reverse("account_login")
    if here == "/" or here.startswith(reverse("account")):
        return url
    return f"{url}?{urlencode({'next': here})}"


def _user_menu(viewer: Viewer) -> dict[str, Any]:
    return {
        "name": viewer.name,
        "role": ", ".join(str(role) for role in queries.role_names(viewer)),
        "items": [
            {"title": _("My tasks"), "url": reverse("tasks")},
            {"title": _("My account"), "url": reverse("account")},
        ],
        "logout_url": reverse("account_logout"),
    }
