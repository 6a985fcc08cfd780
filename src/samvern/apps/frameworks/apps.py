"""The frameworks module: what it declares to the rest."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Requirement sets: what everybody is measured against, in versions."""

    name = "samvern.apps.frameworks"
    label = "frameworks"

    def ready(self) -> None:
        """Declare permissions and the names of what is done."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.frameworks.permissions import HELD_BY
        from samvern.base import permissions, registry

        permissions.declare(HELD_BY)
        registry.add_action_names(
            {
                "framework.imported": _("Took in a requirement set"),
                "framework.revised": _("Changed a requirement set"),
            }
        )
