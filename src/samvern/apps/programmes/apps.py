"""The programmes module: what it declares to the rest."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Goals, risks, focus areas, measures, judgements, findings and ranking."""

    name = "samvern.apps.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Declare permissions."""
        from samvern.apps.programmes.permissions import HELD_BY
        from samvern.base import permissions

        permissions.declare(HELD_BY)
