"""Addresses of the pages of programmes."""

from __future__ import annotations

from django.urls import path

from samvern.apps.programmes import views

app_name = "programmes"
urlpatterns = [
    path("programmes/", views.programme_list, name="list"),
    path("programmes/by-id/<int:programme_id>/", views.programme_by_id, name="programme-by-id"),
    path("measures/by-id/<int:measure_id>/", views.measure_by_id, name="measure-by-id"),
    path("follow-up/findings/<int:finding_id>/measures/", views.ties, name="ties"),
    path("follow-up/ties/<int:tie_id>/untie/", views.untie, name="untie"),
    path("import-programme/", views.import_programme, name="import"),
    path("programmes/<str:code>/", views.overview, name="overview"),
    path("programmes/<str:code>/programme.<str:kind>", views.programme_file, name="file"),
    path("programmes/<str:code>/book.pdf", views.programme_book, name="book"),
    path("programmes/<str:code>/sharing/", views.sharing, name="sharing"),
    path("programmes/<str:code>/measures/", views.register, name="register"),
    path("programmes/<str:code>/measures.<str:kind>", views.register_file, name="register-file"),
    path("programmes/<str:code>/measures/<str:measure_code>/", views.measure, name="measure"),
    path(
        "programmes/<str:code>/measures/<str:measure_code>/edit/",
        views.edit_measure,
        name="edit-measure",
    ),
    path(
        "programmes/<str:code>/measures/<str:measure_code>/owners/",
        views.set_owners,
        name="set-owners",
    ),
    path(
        "programmes/<str:code>/measures/<str:measure_code>/status/",
        views.change_status,
        name="change-status",
    ),
    path(
        "programmes/<str:code>/measures/<str:measure_code>/judge/<str:criterion>/",
        views.judge_measure,
        name="judge-measure",
    ),
    path(
        "programmes/<str:code>/focus-areas/<str:focus_area_code>/judge/<str:criterion>/",
        views.judge_focus_area,
        name="judge-focus-area",
    ),
    path("programmes/<str:code>/ranking/", views.ranking, name="ranking"),
    path("programmes/<str:code>/ranking.json", views.ranking_file, name="ranking-file"),
    path("programmes/<str:code>/ranking/chart.svg", views.ranking_image, name="ranking-image"),
    path("programmes/<str:code>/ranking/chart.json", views.ranking_chart, name="ranking-chart"),
    path("programmes/<str:code>/ranking/sensitivity/", views.sensitivity, name="sensitivity"),
    path(
        "programmes/<str:code>/ranking/sensitivity.json",
        views.sensitivity_file,
        name="sensitivity-file",
    ),
    path("programmes/<str:code>/ranking/explanation/", views.explanation, name="explanation"),
    path(
        "programmes/<str:code>/ranking/explanation.json",
        views.explanation_file,
        name="explanation-file",
    ),
    path("programmes/<str:code>/coverage/", views.coverage, name="coverage"),
    path("programmes/<str:code>/findings/", views.findings, name="findings"),
]
