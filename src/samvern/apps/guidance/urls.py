"""The addresses of guidance."""

from django.urls import path

from samvern.apps.guidance import views

app_name = "guidance"

urlpatterns = [
    path("guidance/", views.catalogue, name="catalogue"),
    path("guidance/map/", views.guidance_map, name="map"),
    path("guidance/catalogue.jsonld", views.open_data_file, name="open-data"),
    path("guidance/catalogue.<str:kind>", views.catalogue_file, name="file"),
    path("guidance/reviews/", views.reviews, name="reviews"),
    path("guidance/entries/<str:entry_id>/", views.entry, name="entry"),
    path("guidance/entries/<str:entry_id>/review/", views.review, name="review"),
]
