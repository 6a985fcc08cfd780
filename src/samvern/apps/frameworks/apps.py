"""The frameworks module: what it declares to the rest."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Requirement sets: what everybody is measured against, in versions."""

    name = "samvern.apps.frameworks"
    label = "frameworks"

    def ready(self) -> None:
        """Declare permissions, the way in, what the search finds, the names of what is done."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.frameworks import shared_pages
        from samvern.apps.frameworks.permissions import HELD_BY, Permission
        from samvern.base import permissions, registry

        permissions.declare(HELD_BY)
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Requirements"),
                url_name="frameworks:sets",
                icon="ClipboardCheckmark",
                order=20,
                permission=Permission.READ_FRAMEWORKS,
            )
        )
        registry.add_search(shared_pages.search_hits)
        registry.add_buttons("frameworks:sets", shared_pages.sets_buttons)
        registry.add_buttons("frameworks:set", shared_pages.set_buttons)
        registry.add_link("frameworks.requirementset", shared_pages.set_link)
        registry.add_link("frameworks.requirement", shared_pages.requirement_link)
        registry.add_action_names(
            {
                "framework.imported": _("Took in a requirement set"),
                "framework.revised": _("Changed a requirement set"),
                "framework.columns_forgotten": _("Forgot the columns of a table"),
            }
        )
