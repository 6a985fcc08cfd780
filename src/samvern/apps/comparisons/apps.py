"""The comparisons module: what it declares to the rest."""

from django.apps import AppConfig


class ComparisonsConfig(AppConfig):
    """Which measures of an earlier programme live on in which of a later one."""

    name = "samvern.apps.comparisons"
    label = "comparisons"

    def ready(self) -> None:
        """Declare what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.comparisons import shared_pages
        from samvern.apps.programmes.permissions import Permission
        from samvern.base import registry

        registry.add_tab(
            "programmes.programme",
            registry.Tab(
                label=_("Compared with earlier"),
                url_name="comparisons:choose",
                order=60,
                permission=Permission.READ_PROGRAMMES,
            ),
        )
        registry.add_tasks(shared_pages.tasks)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("comparisons.comparison", shared_pages.comparison_link)
