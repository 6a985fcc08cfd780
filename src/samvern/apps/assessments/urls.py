"""Addresses of the pages of campaigns and assessments."""

from __future__ import annotations

from django.urls import path

from samvern.apps.assessments import views

__all__ = [
    "path",
    "views",
]
