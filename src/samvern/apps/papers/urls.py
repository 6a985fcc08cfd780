"""Addresses of the pages of snapshots and papers."""

from __future__ import annotations

from django.urls import path

from samvern.apps.papers import views

app_name = "papers"
_SNAPSHOT = "papers/snapshots/<int:snapshot_id>/"
_PAPER = "papers/<int:paper_id>/"
_CHECK = f"{_PAPER}check/"

urlpatterns = [
    path("papers/", views.papers, name="papers"),
    path("programmes/<str:code>/papers/", views.papers, name="programme-papers"),
    path("programmes/<str:code>/papers/freeze/", views.freeze, name="freeze"),
    path(_SNAPSHOT, views.snapshot, name="snapshot"),
    path(f"{_SNAPSHOT}preview/", views.preview, name="preview"),
    path(f"{_SNAPSHOT}start/", views.start, name="start"),
    path(_PAPER, views.paper, name="paper"),
    path(f"{_PAPER}files/<str:language>/<str:form>/", views.paper_file, name="file"),
    path(f"{_PAPER}write/", views.write, name="write"),
    path(f"{_PAPER}write/history/", views.history, name="history"),
    path(_CHECK, views.check, name="check"),
    path(f"{_CHECK}send/", views.send, name="send"),
    path(f"{_CHECK}return/", views.return_to_draft, name="return"),
    path(f"{_CHECK}approve/", views.approve, name="approve"),
    path(f"{_CHECK}publish/", views.publish, name="publish"),
    path(f"{_PAPER}correct/", views.correct, name="correct"),
    path(f"{_PAPER}give-up/", views.give_up, name="give-up"),
]
