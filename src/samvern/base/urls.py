"""Addresses of the pages that belong to no module."""

from django.urls import path

from samvern.base import views

urlpatterns = [
    path("", views.start, name="start"),
    path("search/", views.search, name="search"),
    path("audit/", views.audit_trail, name="audit"),
    path("language/", views.set_language, name="set_language"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
