"""Addresses of the actors module."""

from django.urls import path

from samvern.apps.actors import views

app_name = "actors"
urlpatterns = [
    path("actors/", views.register, name="register"),
    path("actors/file/<str:kind>/", views.register_file, name="register_file"),
    path("actors/map/", views.places, name="places"),
    path("actors/new/", views.register_actor, name="register_actor"),
    path("actors/<int:actor_id>/", views.actor, name="actor"),
    path("actors/<int:actor_id>/edit/", views.edit_actor, name="edit_actor"),
    path("actors/<int:actor_id>/move/", views.move_actor, name="move_actor"),
    path("actors/<int:actor_id>/cease/", views.cease_actor, name="cease_actor"),
    path("actors/<int:actor_id>/succession/", views.record_succession, name="record_succession"),
    path("actors/<int:actor_id>/people/role/", views.grant_role, name="grant_role"),
    path("actors/<int:actor_id>/people/new/", views.register_person, name="register_person"),
    path(
        "actors/<int:actor_id>/follow/<str:field>/", views.follow_register, name="follow_register"
    ),
    path("actors/imports/", views.imports, name="imports"),
    path("actors/imports/new/", views.import_register, name="import_register"),
    path("actors/imports/<int:import_id>/", views.register_import, name="register_import"),
    path("actors/imports/<int:import_id>/apply/", views.apply_import, name="apply_import"),
    path("actors/imports/<int:import_id>/discard/", views.discard_import, name="discard_import"),
    path("actors/populations/", views.populations, name="populations"),
    path("actors/populations/new/", views.create_population, name="create_population"),
    path("actors/populations/<int:population_id>/", views.population, name="population"),
    path(
        "actors/populations/<int:population_id>/by-hand/",
        views.choose_by_hand,
        name="choose_by_hand",
    ),
    path(
        "actors/populations/<int:population_id>/draw/",
        views.draw_population,
        name="draw_population",
    ),
    path("people/", views.people, name="people"),
    path("people/role/", views.grant_role, name="grant_sector_role"),
    path("people/new/", views.register_person, name="register_sector_person"),
    path("people/roles/<int:grant_id>/end/", views.end_grant, name="end_grant"),
]
