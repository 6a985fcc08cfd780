"""The decisions module: what it declares to the rest."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Scenarios and decisions."""

    name = "samvern.apps.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Declare permissions, and what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.decisions import shared_pages
        from samvern.apps.decisions.permissions import HELD_BY, Permission
        from samvern.base import permissions, registry

        permissions.declare(HELD_BY)
        for label, url_name, order, permission in (
            (_("Scenarios"), "decisions:scenarios", 10, Permission.READ_SCENARIOS),
            (_("Decisions"), "decisions:decisions", 20, Permission.READ_DECISIONS),
        ):
            registry.add_tab(
                "programmes.programme", registry.Tab(label, url_name, order, permission)
            )
        registry.add_buttons("programmes:ranking", shared_pages.ranking_buttons)
        registry.add_search(shared_pages.search_hits)
        registry.add_cards(shared_pages.start_cards)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("decisions.scenario", shared_pages.scenario_link)
        registry.add_link("decisions.decision", shared_pages.decision_link)
