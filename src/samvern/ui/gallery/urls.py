"""Addresses of the gallery."""

from __future__ import annotations

from django.urls import path

from samvern.ui.gallery import views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("chart.svg", views.chart_image, name="gallery-chart-image"),
    path("chart.json", views.chart_specification, name="gallery-chart-specification"),
]
