"""The indicators module: what it declares to the rest."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Whether a programme gets where it wants to."""

    name = "samvern.apps.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Declare permissions."""
        from samvern.apps.indicators.permissions import HELD_BY
        from samvern.base import permissions

        permissions.declare(HELD_BY)
