"""Addresses of the pages on which a table of measures comes in."""

from __future__ import annotations

from django.urls import path

from samvern.apps.exchange import views

app_name = "exchange"

HOME = "programmes/<str:code>/import-table/"
FILE = f"{HOME}files/<int:draft_id>/"
IMPORT = f"{HOME}imports/<int:import_id>/"
REMEMBERED = f"{HOME}remembered/<int:mapping_id>/"

urlpatterns = [
    path("table-imports/by-id/<int:import_id>/", views.import_by_id, name="import-by-id"),
    path("table-columns/by-id/<int:mapping_id>/", views.remembered_by_id, name="remembered-by-id"),
    path(HOME, views.choose, name="choose"),
    path(FILE, views.sheet, name="sheet"),
    path(f"{FILE}columns/", views.columns, name="columns"),
    path(f"{FILE}words/", views.words, name="words"),
    path(f"{FILE}check/", views.check, name="check"),
    path(f"{FILE}discard/", views.discard, name="discard"),
    path(IMPORT, views.table_import, name="import"),
    path(f"{IMPORT}undo/", views.undo, name="undo"),
    path(REMEMBERED, views.remembered, name="remembered"),
    path(f"{REMEMBERED}rename/", views.rename, name="rename"),
]
