"""Every address of Samvern, module by module."""

from django.urls import include, path

urlpatterns = [
    path("", include("samvern.base.urls")),
    path("account/", include("allauth.urls")),
]
