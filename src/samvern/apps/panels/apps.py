"""The panels module: what it declares to the rest."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """Several people judge the same things, each for themselves."""

    name = "samvern.apps.panels"
    label = "panels"

    def ready(self) -> None:
        """Declare permissions, and what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.panels import shared_pages
        from samvern.apps.panels.permissions import HELD_BY, Permission
        from samvern.base import permissions, registry

        permissions.declare(HELD_BY)
        registry.add_tab(
            "programmes.programme",
            registry.Tab(_("Panels"), "panels:panels", 30, Permission.READ_INVITED),
        )
        registry.add_tasks(shared_pages.tasks)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("panels.panel", shared_pages.panel_link)
