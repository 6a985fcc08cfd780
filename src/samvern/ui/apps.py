"""The design system as a Django app; it has templates and tags, and no tables."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, layout and the built front end."""

    name = "samvern.ui"
    label = "ui"
