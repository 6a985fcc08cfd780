"""Addresses of the pages of rounds and reports."""

from __future__ import annotations

from django.urls import path

from samvern.apps.reporting import views

app_name = "reporting"
_ROUND = "rounds/<int:round_id>/"
_REPORT = "reports/<int:report_id>/"
_SUBMISSION = "reports/submissions/<int:submission_id>/"

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("programmes/<str:code>/rounds/", views.rounds, name="programme-rounds"),
    path("programmes/<str:code>/rounds/new/", views.plan_round, name="plan"),
    path(_ROUND, views.round_page, name="round"),
    path(f"{_ROUND}edit/", views.change_round, name="change"),
    path(f"{_ROUND}delete/", views.delete_round, name="delete"),
    path(f"{_ROUND}open/", views.open_round, name="open"),
    path(f"{_ROUND}move/", views.move_round, name="move"),
    path(f"{_ROUND}close/", views.close_round, name="close"),
    path(f"{_ROUND}remind/", views.remind, name="remind"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}submit/", views.submit_report, name="submit"),
    path(f"{_REPORT}recall/", views.recall_report, name="recall"),
    path(f"{_REPORT}history/", views.history, name="history"),
    path(f"{_REPORT}hand-over/", views.hand_over, name="hand-over"),
    path(f"{_REPORT}on-behalf/", views.take_on, name="take-on"),
    path(f"{_REPORT}hand-back/", views.hand_back, name="hand-back"),
    path(f"{_REPORT}evidence/", views.evidence, name="evidence"),
    path(f"{_REPORT}evidence/detach/", views.detach_evidence, name="detach-evidence"),
    path(_SUBMISSION, views.submission, name="submission"),
    path(f"{_SUBMISSION}findings/", views.follow_up, name="follow-up"),
]
