"""The actions module: what it declares to the rest."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Findings, decisions on them, actions, and who saw that these work."""

    name = "samvern.apps.actions"
    label = "actions"

    def ready(self) -> None:
        """Declare permissions, and what is reacted to."""
        from samvern.apps.actions import reactions
        from samvern.apps.actions.permissions import HELD_BY
        from samvern.apps.actors.facts import ActorSucceeded
        from samvern.base import facts, permissions

        permissions.declare(HELD_BY)
        facts.on(ActorSucceeded, reactions.hand_on)
