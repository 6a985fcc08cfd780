"""The reporting module: what it declares to the rest."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """How measures stand, asked of those who own them."""

    name = "samvern.apps.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Declare permissions, kinds of jobs, what stands on shared pages, and what is reacted to."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.actors.facts import ActorSucceeded
        from samvern.apps.evidence import uses, visibility
        from samvern.apps.reporting import opening, queries, reactions, shared_pages, writing
        from samvern.apps.reporting.permissions import HELD_BY, Permission
        from samvern.base import facts, jobs, permissions, registry

        permissions.declare(HELD_BY)
        jobs.register(jobs.JobKind(opening.KIND, _("Open a round"), opening.advance))
        jobs.register(jobs.JobKind(writing.KIND, _("Write to those who report"), writing.advance))
        jobs.keep_watch(jobs.Watch("reporting.reminders", writing.EVERY, writing.look))
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Reporting"),
                url_name="reporting:rounds",
                icon="ClipboardCheckmark",
                order=14,
                permission=Permission.READ_ROUNDS,
            )
        )
        registry.add_tab(
            "programmes.programme",
            registry.Tab(_("Reporting"), "reporting:programme-rounds", 40, Permission.READ_ROUNDS),
        )
        registry.add_tasks(shared_pages.tasks)
        registry.add_cards(shared_pages.start_cards)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("reporting.round", shared_pages.round_link)
        registry.add_link("reporting.report", shared_pages.report_link)
        registry.add_link(
            queries.FINDING_SOURCE,
            shared_pages.submission_link,
            opens=queries.submissions_that_open,
        )
        visibility.add_reader(queries.readable)
        visibility.add_frozen_reader(queries.readable_as_handed_in)
        visibility.add_keeper(queries.may_add)
        uses.add_use_source(queries.uses_in_reports)
        facts.on(ActorSucceeded, reactions.hand_on)
