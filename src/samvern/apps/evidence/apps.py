"""The evidence module: what it declares to the rest."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Documents and links that show how things are."""

    name = "samvern.apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Declare permissions, what stands on shared pages, and what it hears of."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.actors.facts import ActorSucceeded
        from samvern.apps.evidence import pieces, reactions
        from samvern.apps.evidence.permissions import HELD_BY
        from samvern.base import facts, permissions, registry

        permissions.declare(HELD_BY)
        facts.on(ActorSucceeded, reactions.hand_on)
        registry.add_search(pieces.search_hits)
        registry.add_tasks(pieces.tasks)
        registry.add_section("actors:actor", pieces.actor_section)
        registry.add_link("evidence.evidence", pieces.address_of)
        registry.add_action_names(
            {
                "evidence.added": _("Added evidence"),
                "evidence.revised": _("Put newer evidence in place of"),
                "evidence.withdrawn": _("Withdrew evidence"),
                "evidence.handed_on": _("Handed evidence on to a successor"),
            }
        )
