"""The roadmaps module: what it declares to the rest."""

from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    """Roadmaps of programmes."""

    name = "samvern.apps.roadmaps"
    label = "roadmaps"

    def ready(self) -> None:
        """Declare permissions, what is done behind the pages, and what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.roadmaps import shared_pages, working
        from samvern.apps.roadmaps.permissions import HELD_BY, Permission
        from samvern.apps.roadmaps.queries.results import PARETO, SOLVE, WORLDS
        from samvern.base import jobs, permissions, registry

        permissions.declare(HELD_BY)
        for kind, title, compute in (
            (SOLVE, _("Make a roadmap"), working.compute_plan),
            (PARETO, _("Plan with less and less money"), working.compute_point),
            (WORLDS, _("Plan in many worlds"), working.compute_worlds),
        ):
            jobs.register(jobs.JobKind(kind, title, working.advance, compute=compute))
        registry.add_tab(
            "programmes.programme",
            registry.Tab(_("Roadmap"), "roadmaps:plans", 15, Permission.READ_PUBLISHED),
        )
        registry.add_tasks(shared_pages.tasks)
        registry.add_cards(shared_pages.start_cards)
        registry.add_search(shared_pages.search_hits)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("roadmaps.plan", shared_pages.plan_link)
