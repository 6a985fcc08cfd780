"""The assessments module: what it declares to the rest."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """What organisations say of themselves, held against requirement sets."""

    name = "samvern.apps.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Declare permissions, kinds of jobs and what stands on shared pages."""
        from django.utils.translation import gettext_lazy as _

        from samvern.apps.assessments import (
            asking_others,
            campaign_cards,
            counting,
            creation,
            queries,
            reminding,
            shared_checks,
            shared_pages,
            telling,
        )
        from samvern.apps.assessments.pages.evidence import evidence_section
        from samvern.apps.assessments.pages.findings import finding_section
        from samvern.apps.assessments.pages.suggesting import suggestion_section
        from samvern.apps.assessments.pages.suppliers import supplier_section
        from samvern.apps.assessments.permissions import HELD_BY, Permission
        from samvern.apps.evidence import uses, visibility
        from samvern.base import jobs, permissions, registry

        permissions.declare(HELD_BY)
        jobs.register(jobs.JobKind(counting.KIND, _("Count a campaign again"), counting.advance))
        jobs.register(jobs.JobKind(creation.KIND, _("Create a campaign"), creation.advance))
        jobs.register(
            jobs.JobKind(reminding.KIND, _("Write to those who are asked"), reminding.advance)
        )
        jobs.register(
            jobs.JobKind(telling.KIND, _("Write to those who have handed in"), telling.advance)
        )
        jobs.keep_watch(jobs.Watch("assessments.letters", telling.EVERY, telling.look))
        jobs.keep_watch(jobs.Watch("assessments.reminders", reminding.EVERY, reminding.look))
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Campaigns"),
                url_name="assessments:campaigns",
                icon="Megaphone",
                order=36,
                permission=Permission.READ_CAMPAIGNS,
            )
        )
        registry.add_cards(campaign_cards.start_cards)
        registry.add_tasks(campaign_cards.tasks)
        registry.add_link("assessments.campaign", campaign_cards.campaign_link)
        registry.add_link(
            "assessments.submission",
            campaign_cards.submission_link,
            opens=queries.submissions_that_open,
        )
        registry.add_action_names(
            {
                "campaign.planned": _("Campaign planned"),
                "campaign.changed": _("Campaign changed"),
                "campaign.opened": _("Campaign opened"),
                "campaign.created": _("Assessments of a campaign created"),
                "campaign.reminded": _("Those who have not handed in reminded"),
                "campaign.deleted": _("Planned campaign deleted"),
                "campaign.due_moved": _("Day that answers are asked for by moved"),
                "campaign.closed": _("Campaign closed"),
                "assessment.started": _("Assessment started"),
                "assessment.dropped": _("Assessment dropped"),
                "assessment.told": _("Read who will see the answers"),
                "assessment.answered": _("Answers saved"),
                "assessment.taken_on": _("Answered on behalf of"),
                "assessment.handed_back": _("No longer answered on behalf of"),
                "assessment.submitted": _("Assessment submitted"),
                "assessment.recalled": _("Submission taken back"),
                "assessment.remarked": _("Review comment saved"),
                "assessment.accepted": _("Submission accepted"),
                "assessment.returned": _("Submission returned"),
                "assessment.delegated": _("Requirements delegated"),
                "assessment.delegation_accepted": _("Delegation accepted"),
                "assessment.delegation_ended": _("Delegation taken back"),
                "assessment.carried": _("Carried over from an earlier assessment"),
                "assessment.evidence_attached": _("Evidence attached to an answer"),
                "assessment.evidence_detached": _("Evidence detached from an answer"),
                "short_check.told": _("Said what the clinic has"),
                "short_check.supplier_told": _("Said who the supplier is"),
                "short_check.link_sent": _("Link to the short check sent"),
                "supplier_question.asked": _("Supplier asked"),
                "supplier_question.withdrawn": _("Question to a supplier taken back"),
                "supplier_question.replied": _("Supplier replied"),
                "supplier_question.taken": _("Reply of a supplier taken over"),
            }
        )
        registry.add_navigation(
            registry.NavigationItem(
                label=_("Self-assessment"),
                url_name="assessments:assessments",
                icon="Tasklist",
                order=22,
                permission=Permission.READ_OWN,
            )
        )
        registry.add_tasks(shared_pages.tasks)
        registry.add_search(shared_pages.search_hits)
        registry.add_link(
            "assessments.assessment",
            shared_pages.assessment_link,
            opens=queries.assessments_that_open,
        )
        registry.add_section("actors:actor", shared_pages.actor_section)
        registry.add_tasks(asking_others.tasks)
        registry.add_section("assessments:answer", suggestion_section)
        registry.add_section("assessments:answer-below", supplier_section)
        registry.add_section("assessments:answer-below", evidence_section)
        registry.add_section("assessments:answer-below", finding_section)
        visibility.add_reader(queries.readable)
        visibility.add_frozen_reader(queries.readable_as_handed_in)
        visibility.add_keeper(queries.may_add)
        uses.add_use_source(queries.uses_in_assessments)
        registry.add_cards(shared_checks.start_cards)
