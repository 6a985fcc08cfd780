"""The request as our views see it: with its viewer, and htmx's details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from samvern.base.viewer import Viewer


class Request(HttpRequest):
    """What the middleware leaves on every request; used as a type, never made by hand."""

    viewer: Viewer
    htmx: HtmxDetails
