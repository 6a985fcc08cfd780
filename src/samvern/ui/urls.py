"""Addresses of the design system."""

from __future__ import annotations

from django.urls import include, path

from samvern.ui import views

app_name = "ui"
urlpatterns = [
    path("gallery/", include("samvern.ui.gallery.urls")),
    path("colours/", views.set_colour_scheme, name="colour-scheme"),
]
