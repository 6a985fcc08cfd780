"""The effects module: what it declares to the rest."""

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    """What measures did."""

    name = "samvern.apps.effects"
    label = "effects"

    def ready(self) -> None:
        """Declare permissions, what is done behind the pages, and what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.effects import shared_pages, working
        from samvern.apps.effects.permissions import HELD_BY, Permission
        from samvern.apps.effects.queries.jobs import COMPUTE
        from samvern.base import jobs, permissions, registry

        permissions.declare(HELD_BY)
        jobs.register(
            jobs.JobKind(
                COMPUTE,
                _("Compute what a measure did"),
                working.advance,
                compute=working.compute_study,
            )
        )
        jobs.keep_watch(jobs.Watch("effects.values", working.EVERY, working.look_for_new_values))
        registry.add_tab(
            "programmes.programme",
            registry.Tab(_("Effect"), "effects:evidence", 40, Permission.READ_EVIDENCE),
        )
        registry.add_section("programmes:measure", shared_pages.measure_section)
        registry.add_action_names(shared_pages.ACTION_NAMES)
        registry.add_link("effects.effectstudy", shared_pages.study_link)
