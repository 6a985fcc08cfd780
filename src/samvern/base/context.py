"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from samvern.base import registry
from samvern.base.viewer import ANONYMOUS


def page(request: HttpRequest) -> dict[str, Any]:
    """Navigation for this viewer, the viewer, and whether this is the demo."""
    viewer = getattr(request, "viewer", ANONYMOUS)
    here = request.path
    entries = [(item, reverse(item.url_name)) for item in registry.navigation_for(viewer)]
    return {
        "viewer": viewer,
        "is_demo": settings.IS_DEMO,
        "navigation": [
            {
                "title": item.label,
                "url": url,
                "icon": item.icon,
                "current": here.startswith(url),
            }
            for item, url in entries
        ],
    }
