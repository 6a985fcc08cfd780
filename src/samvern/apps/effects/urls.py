"""Addresses of the pages of effects."""

from __future__ import annotations

from django.urls import path

from samvern.apps.effects import views

app_name = "effects"
_EFFECTS = "programmes/<str:code>/effects/"
_STUDY = f"{_EFFECTS}<int:study_id>/"

urlpatterns = [
    path(_EFFECTS, views.evidence, name="evidence"),
    path(
        "programmes/<str:code>/measures/<str:measure_code>/effects/new/",
        views.new_study,
        name="new-study",
    ),
    path(_STUDY, views.study, name="study"),
    path(f"{_STUDY}edit/", views.edit_study, name="edit-study"),
    path(f"{_STUDY}compute/", views.compute_study, name="compute-study"),
    path(f"{_STUDY}archive/", views.archive_study, name="archive-study"),
    path(f"{_STUDY}publish/", views.publish_study, name="publish-study"),
    path(f"{_STUDY}withdraw/", views.withdraw_study, name="withdraw-study"),
    path("effects/by-id/<int:study_id>/", views.study_by_id, name="study-by-id"),
]
