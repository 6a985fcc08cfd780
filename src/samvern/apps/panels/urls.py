"""Addresses of the pages of panels."""

from __future__ import annotations

from django.urls import path

from samvern.apps.panels import views

app_name = "panels"
_PANEL = "programmes/<str:code>/panels/<int:panel_id>/"

urlpatterns = [
    path("programmes/<str:code>/panels/", views.panels, name="panels"),
    path("programmes/<str:code>/panels/new/", views.plan_panel, name="plan"),
    path(_PANEL, views.panel, name="panel"),
    path(f"{_PANEL}edit/", views.change_panel, name="change"),
    path(f"{_PANEL}drop/", views.drop_panel, name="drop"),
    path(f"{_PANEL}open/", views.open_panel, name="open"),
    path(f"{_PANEL}invite/", views.invite_judges, name="invite"),
    path(f"{_PANEL}close/", views.close_panel, name="close"),
    path(f"{_PANEL}judge/", views.judge, name="judge"),
    path(f"{_PANEL}judge/<str:alternative>/", views.judge, name="judge-alternative"),
    path(f"{_PANEL}result/", views.result, name="result"),
    path(f"{_PANEL}scenario/", views.save_as_scenario, name="scenario"),
    path(f"{_PANEL}record/", views.record_result, name="record"),
    path("panels/by-id/<int:panel_id>/", views.panel_by_id, name="panel-by-id"),
]
