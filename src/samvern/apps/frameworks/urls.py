"""The addresses of requirement sets."""

from django.urls import path

from samvern.apps.frameworks import views

app_name = "frameworks"

SET = "frameworks/<str:code>/<str:version>/"

urlpatterns = [
    path("frameworks/", views.sets, name="sets"),
    path("frameworks/<str:code>/", views.latest, name="latest"),
    path(SET, views.requirement_set, name="set"),
    path(f"{SET}set.<str:kind>", views.set_file, name="file"),
    path(f"{SET}oscal-catalog.json", views.oscal_file, name="oscal"),
    path(f"{SET}requirements/<str:requirement>/", views.requirement, name="requirement"),
    path(f"{SET}compared-with/<str:other>/", views.comparison, name="comparison"),
    path(f"{SET}editions/", views.editions, name="editions"),
    path(f"{SET}editions/<int:number>/", views.edition, name="edition"),
]
