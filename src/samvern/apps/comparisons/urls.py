"""The addresses of comparisons, beside the pages of the later programme."""

from django.urls import path

from samvern.apps.comparisons import views

app_name = "comparisons"

PAIR = "programmes/<str:code>/compared-with/<str:earlier>/"

urlpatterns = [
    path("comparisons/by-id/<int:comparison_id>/", views.comparison_by_id, name="by-id"),
    path("programmes/<str:code>/compared-with/", views.choose, name="choose"),
    path(PAIR, views.comparison, name="comparison"),
    path(f"{PAIR}propose/", views.propose, name="propose"),
    path(f"{PAIR}links/", views.add_link, name="add-link"),
    path(f"{PAIR}answer/", views.answer, name="answer"),
    path(f"{PAIR}<str:what>.json", views.comparison_file, name="file"),
]
