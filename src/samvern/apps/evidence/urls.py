"""The addresses of evidence."""

from django.urls import path

from samvern.apps.evidence import views

app_name = "evidence"

urlpatterns = [
    path("actors/<int:actor_id>/evidence/", views.evidence_at, name="evidence_at"),
    path("actors/<int:actor_id>/evidence/new/", views.add, name="add"),
    path("evidence/<int:evidence_id>/", views.evidence, name="evidence"),
    path("evidence/<int:evidence_id>/file/", views.download, name="download"),
    path("evidence/<int:evidence_id>/revise/", views.revise, name="revise"),
    path("evidence/<int:evidence_id>/withdraw/", views.withdraw, name="withdraw"),
]
