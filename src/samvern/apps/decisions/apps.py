"""The decisions module: what it declares to the rest."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Scenarios and decisions."""

    name = "samvern.apps.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Declare permissions, and what stands on shared pages."""
        from samvern.apps.decisions.permissions import HELD_BY
        from samvern.base import permissions

        permissions.declare(HELD_BY)
