"""The indicators module: what it declares to the rest."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Whether a programme gets where it wants to."""

    name = "samvern.apps.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Declare permissions, what stands on shared pages, and what is reacted to."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.actors.facts import ActorSucceeded
        from samvern.apps.indicators import reactions, shared_pages
        from samvern.apps.indicators.permissions import HELD_BY, Permission
        from samvern.base import facts, permissions, registry

        permissions.declare(HELD_BY)
        registry.add_tab(
            "programmes.programme",
            registry.Tab(_("Indicators"), "indicators:list", 45, Permission.READ_INDICATORS),
        )
        registry.add_tasks(shared_pages.tasks)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("indicators.indicator", shared_pages.indicator_link)
        facts.on(ActorSucceeded, reactions.hand_on)
