"""The addresses of mappings."""

from django.urls import path

from samvern.apps.mappings import views

app_name = "mappings"

urlpatterns = [
    path("mappings/", views.pairs, name="pairs"),
    path("mappings/quality/", views.quality, name="quality"),
    path("mappings/reviews/", views.reviews, name="reviews"),
    path("mappings/import/", views.import_file, name="import"),
    path("mappings/<int:mapping_id>/", views.mapping, name="mapping"),
    path("mappings/<int:mapping_id>/change/", views.change, name="change"),
    path("mappings/<int:mapping_id>/withdraw/", views.withdraw, name="withdraw"),
    path("mappings/of/<str:code>/<str:version>/", views.of_set, name="of-set"),
    path("mappings/<str:left>/<str:right>/", views.pair, name="pair"),
    path("mappings/<str:left>/<str:right>/mappings.<str:kind>", views.pair_file, name="file"),
]
