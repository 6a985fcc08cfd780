"""Addresses of the pages of campaigns and assessments."""

from __future__ import annotations

from django.urls import path

from samvern.apps.assessments import views

app_name = "assessments"
_ASSESSMENT = "assessments/<int:assessment_id>/"
_ANSWER = f"{_ASSESSMENT}answers/<str:code>/"

urlpatterns = [
    path("assessments/", views.assessments, name="assessments"),
    path("assessments/new/", views.start, name="start"),
    path(_ASSESSMENT, views.assessment, name="assessment"),
    path(f"{_ASSESSMENT}who-sees/", views.who_sees, name="who-sees"),
    path(f"{_ASSESSMENT}submit/", views.submit, name="submit"),
    path(f"{_ASSESSMENT}recall/", views.recall, name="recall"),
    path(_ANSWER, views.answer, name="answer"),
    path(f"{_ANSWER}history/", views.history, name="history"),
    path(f"{_ANSWER}restore/<int:number>/", views.restore, name="restore"),
]
