"""The guidance module: what it declares to the rest."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """National instruments, aids and networks, and what nobody guides."""

    name = "samvern.apps.guidance"
    label = "guidance"

    def ready(self) -> None:
        """Declare permissions, the way in, and what the search finds."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.guidance import pieces
        from samvern.apps.guidance.permissions import HELD_BY, Permission
        from samvern.base import permissions, registry

        permissions.declare(HELD_BY)
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Guidance"),
                url_name="guidance:catalogue",
                icon="Compass",
                order=25,
                permission=Permission.READ_GUIDANCE,
            )
        )
        registry.add_search(pieces.search_hits)
        registry.add_tasks(pieces.tasks)
        registry.add_section("frameworks:requirement", pieces.requirement_section)
        registry.add_link("guidance.review", pieces.address_of)
        registry.add_action_names(
            {
                "guidance.reviewed": _("Looked through guidance"),
                "guidance.reminded": _("Reminded of guidance to look through"),
                "guidance.reminder_failed": _("A reminder could not be sent"),
            }
        )
