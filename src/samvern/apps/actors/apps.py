"""The actors module: what it declares to the rest."""

from django.apps import AppConfig


class ActorsConfig(AppConfig):
    """Organisations, successions, people and their roles."""

    name = "samvern.apps.actors"
    label = "actors"

    def ready(self) -> None:
        """Declare permissions, and that grants are kept here."""
        from samvern.apps.actors import demo, queries
        from samvern.apps.actors.permissions import HELD_BY
        from samvern.base import permissions, registry, viewer

        permissions.declare(HELD_BY)
        viewer.register_grant_source(queries.held_roles)
        registry.add_demo_log_ins(
            lambda: [
                registry.DemoLogIn(person.email, person.role_in_words, demo.DEMO_PASSWORD)
                for person in demo.DEMO_PEOPLE
            ]
        )
