"""The programmes module: what it declares to the rest."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Goals, risks, focus areas, measures, judgements, findings and ranking."""

    name = "samvern.apps.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Declare permissions, what stands on shared pages, and what is reacted to."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.actors.facts import ActorSucceeded
        from samvern.apps.programmes import reactions, shared_pages
        from samvern.apps.programmes.pages import ties
        from samvern.apps.programmes.permissions import HELD_BY, Permission
        from samvern.base import facts, permissions, registry

        permissions.declare(HELD_BY)
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Programmes"),
                url_name="programmes:list",
                icon="TasklistStart",
                order=10,
                permission=Permission.READ_PROGRAMMES,
            )
        )
        registry.add_search(shared_pages.search_hits)
        registry.add_cards(shared_pages.start_cards)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("programmes.programme", shared_pages.programme_link)
        registry.add_link("programmes.measure", shared_pages.measure_link)
        registry.add_section("actions:finding", ties.finding_section)
        registry.add_section("actions:action", ties.action_section)
        facts.on(ActorSucceeded, reactions.hand_on)
