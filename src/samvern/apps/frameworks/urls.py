"""The addresses of requirement sets."""

from django.urls import path

from samvern.apps.frameworks import views

app_name = "frameworks"

SET = "frameworks/<str:code>/<str:version>/"
IMPORTS = "framework-imports/"
DRAFT = f"{IMPORTS}files/<int:draft_id>/"

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
    path(f"{SET}editions/<int:number>/put-back/", views.put_back, name="put-back"),
    path(IMPORTS, views.choose, name="import"),
    path(f"{IMPORTS}releases/<str:name>/", views.release, name="release"),
    path(f"{IMPORTS}columns/<int:columns_id>/forget/", views.forget_columns, name="forget-columns"),
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}sheet/", views.sheet, name="draft-sheet"),
    path(f"{DRAFT}columns/", views.columns, name="draft-columns"),
    path(f"{DRAFT}source/", views.source, name="draft-source"),
    path(f"{DRAFT}discard/", views.discard, name="discard"),
]
