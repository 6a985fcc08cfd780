"""The API as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Authentication, errors, versions and the OpenAPI document."""

    name = "samvern.api"
    label = "api"
