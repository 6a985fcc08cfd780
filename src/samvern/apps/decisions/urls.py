"""Addresses of the pages of scenarios and decisions."""

from __future__ import annotations

from django.urls import path

from samvern.apps.decisions import views

app_name = "decisions"
_SCENARIO = "programmes/<str:code>/scenarios/<int:scenario_id>/"
_DECISION = "programmes/<str:code>/decisions/<int:decision_id>/"

urlpatterns = [
    path("programmes/<str:code>/scenarios/", views.scenarios, name="scenarios"),
    path("programmes/<str:code>/scenarios/new/", views.new_scenario, name="new-scenario"),
    path("programmes/<str:code>/scenarios/compare/", views.compare, name="compare"),
    path(_SCENARIO, views.scenario, name="scenario"),
    path(f"{_SCENARIO}edit/", views.edit_scenario, name="edit-scenario"),
    path(f"{_SCENARIO}judge/", views.judge, name="judge"),
    path(f"{_SCENARIO}share/", views.share_scenario, name="share-scenario"),
    path(f"{_SCENARIO}copy/", views.copy_scenario, name="copy-scenario"),
    path(f"{_SCENARIO}archive/", views.archive_scenario, name="archive-scenario"),
    path(f"{_SCENARIO}ranking.json", views.scenario_file, name="scenario-file"),
    path("programmes/<str:code>/table/", views.table, name="table"),
    path("programmes/<str:code>/decisions/", views.decisions, name="decisions"),
    path("programmes/<str:code>/decisions/new/", views.take_decision, name="take-decision"),
    path(_DECISION, views.decision, name="decision"),
    path(f"{_DECISION}decision.json", views.decision_file, name="decision-file"),
    path("scenarios/by-id/<int:scenario_id>/", views.scenario_by_id, name="scenario-by-id"),
    path("decisions/by-id/<int:decision_id>/", views.decision_by_id, name="decision-by-id"),
]
