"""The actors module: what it declares to the rest."""

from django.apps import AppConfig


class ActorsConfig(AppConfig):
    """Organisations, successions, people and their roles."""

    name = "samvern.apps.actors"
    label = "actors"

    def ready(self) -> None:
        """Declare permissions and pages, and that grants are kept here."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.actors import pieces, queries
        from samvern.apps.actors.permissions import HELD_BY, Permission
        from samvern.base import permissions, registry, viewer

        permissions.declare(HELD_BY)
        viewer.register_grant_source(queries.held_roles)
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Actors"),
                url_name="actors:register",
                icon="Buildings3",
                order=30,
                permission=Permission.READ_ACTORS,
            )
        )
        registry.add_navigation(
            registry.NavigationItem(
                label=_("People"),
                url_name="actors:people",
                icon="PersonGroup",
                order=80,
                permission=Permission.READ_PEOPLE,
            )
        )
        registry.add_search(pieces.search_hits)
        registry.add_cards(pieces.start_cards)
        registry.add_link("actors.actor", pieces.address_of)
        registry.add_demo_log_ins(pieces.demo_log_ins)
        registry.add_action_names(
            {
                "actor.registered": _("Registered an actor"),
                "actor.edited": _("Edited an actor"),
                "actor.moved": _("Moved an actor"),
                "actor.ceased": _("Recorded that an actor ceased"),
                "succession.recorded": _("Recorded a succession"),
                "person.registered": _("Made an account"),
                "grant.given": _("Gave a role"),
                "grant.ended": _("Ended a role"),
                "population.created": _("Made a population"),
                "population.changed_by_hand": _("Added an actor to a population or left it out"),
                "population.drawn": _("Drew a population anew"),
                "register.read": _("Read the register without changing anything"),
                "register.batch_applied": _("Applied part of an import of the register"),
                "register.applied": _("Applied an import of the register"),
                "register.discarded": _("Threw away an import of the register"),
                "sector.loaded": _("Loaded the sector"),
                "demo.people_loaded": _("Loaded the people of the demo"),
            }
        )
