"""The mappings module: what it declares to the rest."""

from django.apps import AppConfig


class MappingsConfig(AppConfig):
    """What requirements of one set are to those of another, by whom, and reviewed by whom."""

    name = "samvern.apps.mappings"
    label = "mappings"

    def ready(self) -> None:
        """Declare permissions, the way in, and what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.mappings import shared_pages
        from samvern.apps.mappings.pages import of_set
        from samvern.apps.mappings.permissions import HELD_BY, Permission
        from samvern.base import permissions, registry

        permissions.declare(HELD_BY)
        registry.add_tab(
            "frameworks.requirementset",
            registry.Tab(
                label=_("Mapped to other sets"),
                url_name=of_set.TAB,
                order=40,
                permission=Permission.READ_MAPPINGS,
            ),
        )
        registry.add_buttons("frameworks:sets", shared_pages.set_buttons)
        registry.add_section("frameworks:requirement", of_set.section_of)
        registry.add_tasks(shared_pages.tasks)
        registry.add_link("mappings.requirementmapping", shared_pages.mapping_link)
        registry.add_action_names(
            {
                "mapping.recorded": _("Mapping recorded"),
                "mapping.changed": _("Mapping changed"),
                "mapping.withdrawn": _("Mapping withdrawn"),
                "mapping.agreed": _("Mapping agreed to"),
                "mapping.rejected": _("Mapping rejected"),
                "mapping.imported": _("Mappings taken in from a file"),
            }
        )
