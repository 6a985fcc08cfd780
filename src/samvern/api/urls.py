"""Addresses of the API. Who may ask is for each endpoint to say, so no page asks before it."""

from __future__ import annotations

from django.urls import path

from samvern.api.assembly import api

_addresses, _application, _namespace = api.urls
for _address in _addresses:
    vars(_address.callback)["login_required"] = False

urlpatterns = [path("api/v1/", (_addresses, _application, _namespace))]
