"""Addresses of the pages of indicators, values and starts."""

from __future__ import annotations

from django.urls import path

from samvern.apps.indicators import views

app_name = "indicators"
_LIST = "programmes/<str:code>/indicators/"
_STARTS = "programmes/<str:code>/starts/"
_ONE = "indicators/<int:indicator_id>/"
_VALUE = "indicators/values/<int:value_id>/"
_REGISTER = "starts/<int:measure_id>/"

urlpatterns = [
    path(_LIST, views.indicators, name="list"),
    path(f"{_LIST}new/", views.new_indicator, name="new"),
    path(f"{_LIST}goals/", views.gaps, name="gaps"),
    path(f"{_LIST}catalogue/", views.catalogue, name="catalogue"),
    path(f"{_LIST}catalogue/take/", views.take_from_catalogue, name="take"),
    path(_ONE, views.indicator, name="indicator"),
    path(f"{_ONE}edit/", views.edit_indicator, name="edit"),
    path(f"{_ONE}retire/", views.retire_indicator, name="retire"),
    path(f"{_ONE}resume/", views.resume_indicator, name="resume"),
    path(f"{_ONE}give/", views.give_value, name="give"),
    path(f"{_ONE}import/", views.import_values, name="import"),
    path(_VALUE, views.value, name="value"),
    path(f"{_VALUE}withdraw/", views.withdraw_value, name="withdraw"),
    path(_STARTS, views.starts, name="starts"),
    path(f"{_STARTS}new/", views.open_register, name="open-register"),
    path(_REGISTER, views.register, name="register"),
    path(f"{_REGISTER}edit/", views.change_register, name="change-register"),
    path(f"{_REGISTER}give/", views.give_start, name="give-start"),
    path(f"{_REGISTER}import/", views.import_starts, name="import-starts"),
]
