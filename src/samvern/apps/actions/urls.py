"""The addresses of findings and actions."""

from django.urls import path

from samvern.apps.actions import views

app_name = "actions"

urlpatterns = [
    path("follow-up/", views.follow_up, name="follow-up"),
    path("follow-up/mine/", views.mine, name="mine"),
    path("follow-up/new/", views.raise_finding, name="raise"),
    path("follow-up/findings/<int:finding_id>/", views.finding, name="finding"),
    path("follow-up/findings/<int:finding_id>/edit/", views.edit_finding, name="edit-finding"),
    path("follow-up/findings/<int:finding_id>/decide/", views.decide, name="decide"),
    path("follow-up/findings/<int:finding_id>/plan/", views.plan, name="plan"),
    path("follow-up/actions/<int:action_id>/", views.action, name="action"),
    path("follow-up/actions/<int:action_id>/edit/", views.edit_action, name="edit-action"),
    path(
        "follow-up/actions/<int:action_id>/evidence/", views.action_evidence, name="action-evidence"
    ),
    path("follow-up/actions/<int:action_id>/begin/", views.begin, name="begin"),
    path("follow-up/actions/<int:action_id>/done/", views.done, name="done"),
    path("follow-up/actions/<int:action_id>/verify/", views.verify, name="verify"),
    path("follow-up/actions/<int:action_id>/cancel/", views.cancel, name="cancel"),
]
