"""Addresses of the pages of roadmaps."""

from __future__ import annotations

from django.urls import path

from samvern.apps.roadmaps import views

app_name = "roadmaps"
_PLANS = "programmes/<str:code>/roadmaps/"
_PLAN = f"{_PLANS}<int:plan_id>/"
_MEASURE = f"{_PLAN}measures/<str:measure>/"
_SCENARIO = f"{_PLAN}scenarios/<int:scenario_id>/"
_VERSION = f"{_PLAN}versions/<int:number>/"

urlpatterns = [
    path(_PLANS, views.plans, name="plans"),
    path(f"{_PLANS}new/", views.new_plan, name="new-plan"),
    path(f"{_PLANS}file/", views.plan_from_file, name="plan-from-file"),
    path(_PLAN, views.plan, name="plan"),
    path(f"{_PLAN}planning.yaml", views.planning_file, name="planning-file"),
    path(f"{_PLAN}plan.ics", views.plan_calendar, name="plan-calendar"),
    path(f"{_PLAN}figures/", views.edit_plan, name="edit-plan"),
    path(f"{_PLAN}file/", views.replace_figures, name="replace-figures"),
    path(f"{_PLAN}limits/", views.limits, name="limits"),
    path(f"{_PLAN}alternatives/", views.alternatives, name="alternatives"),
    path(_MEASURE, views.measure, name="measure"),
    path(f"{_MEASURE}move/", views.move_measure, name="move-measure"),
    path(f"{_PLAN}solve/", views.solve, name="solve"),
    path(f"{_PLAN}archive/", views.archive_plan, name="archive-plan"),
    path(f"{_PLAN}way-out/", views.apply_relaxation, name="apply-relaxation"),
    path(f"{_PLAN}costs/", views.costs, name="costs"),
    path(f"{_PLAN}worlds/", views.worlds, name="worlds"),
    path(f"{_PLAN}scenarios/", views.scenarios, name="scenarios"),
    path(f"{_PLAN}scenarios/new/", views.new_scenario, name="new-scenario"),
    path(_SCENARIO, views.scenario, name="scenario"),
    path(f"{_SCENARIO}edit/", views.edit_scenario, name="edit-scenario"),
    path(f"{_SCENARIO}solve/", views.solve_scenario, name="solve-scenario"),
    path(f"{_SCENARIO}archive/", views.archive_scenario, name="archive-scenario"),
    path(f"{_PLAN}publish/", views.publish, name="publish"),
    path(_VERSION, views.version, name="version"),
    path(f"{_VERSION}withdraw/", views.withdraw, name="withdraw"),
    path(f"{_VERSION}plan.json", views.version_record, name="version-record"),
    path(f"{_VERSION}plan.ics", views.version_calendar, name="version-calendar"),
    path("roadmaps/by-id/<int:plan_id>/", views.plan_by_id, name="plan-by-id"),
]
