"""The papers module: what it declares to the rest."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Papers on programmes, made from frozen snapshots."""

    name = "samvern.apps.papers"
    label = "papers"

    def ready(self) -> None:
        """Declare permissions, what is done behind the pages, and what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.papers import shared_pages, working
        from samvern.apps.papers.permissions import HELD_BY, Permission
        from samvern.base import jobs, permissions, registry

        permissions.declare(HELD_BY)
        jobs.register(
            jobs.JobKind(
                working.KIND,
                _("Make the files of a paper"),
                working.advance,
                compute=working.compute,
            )
        )
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Papers"),
                url_name="papers:papers",
                icon="FileText",
                order=15,
                permission=Permission.READ_PAPERS,
            )
        )
        registry.add_tab(
            "programmes.programme",
            registry.Tab(_("Papers"), "papers:programme-papers", 50, Permission.READ_PAPERS),
        )
        registry.add_tasks(shared_pages.tasks)
        registry.add_search(shared_pages.search_hits)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("papers.paper", shared_pages.paper_link)
        registry.add_link("papers.snapshot", shared_pages.snapshot_link)
