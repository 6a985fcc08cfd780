"""The actions module: what it declares to the rest."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Findings, decisions on them, actions, and who saw that these work."""

    name = "samvern.apps.actions"
    label = "actions"

    def ready(self) -> None:
        """Declare permissions, the way in, what stands on shared pages, and what is reacted to."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.actions import queries, reactions, reminding, shared_pages
        from samvern.apps.actions.permissions import HELD_BY, Permission
        from samvern.apps.actors.facts import ActorSucceeded
        from samvern.apps.evidence import uses, visibility
        from samvern.base import facts, jobs, permissions, registry

        permissions.declare(HELD_BY)
        jobs.register(jobs.JobKind(reminding.KIND, _("Remind of what is due"), reminding.advance))
        jobs.keep_watch(jobs.Watch("actions.reminders", reminding.EVERY, reminding.look))
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Follow-up"),
                url_name="actions:follow-up",
                icon="CheckmarkCircle",
                order=22,
                permission=Permission.READ_OWN_ACTIONS,
            )
        )
        registry.add_cards(shared_pages.start_cards)
        registry.add_tasks(shared_pages.tasks)
        registry.add_search(shared_pages.search_hits)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("actions.finding", shared_pages.finding_link)
        registry.add_link("actions.action", shared_pages.action_link)
        visibility.add_reader(queries.seen_for_actions)
        visibility.add_keeper(queries.keeps_for_actions)
        uses.add_use_source(queries.uses_in_actions)
        facts.on(ActorSucceeded, reactions.hand_on)
