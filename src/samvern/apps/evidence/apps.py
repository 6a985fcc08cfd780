"""The evidence module: what it declares to the rest."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Documents and links that show how things are."""

    name = "samvern.apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Declare permissions."""
        from samvern.apps.evidence.permissions import HELD_BY
        from samvern.base import permissions

        permissions.declare(HELD_BY)
