"""The plan of a campaign, and what it would do, before it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import PopulationVersion
from samvern.apps.assessments.models import Campaign
from samvern.apps.assessments.pages.campaigns import crumbs, language
from samvern.apps.assessments.queries import officers_on
from samvern.apps.assessments.rules import CampaignPlan
from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import RequirementSet
from samvern.engine.assessments import Confidentiality
from samvern.engine.deadlines import reminders_of_day
from samvern.ui import numbers
from samvern.ui.parts import Definition, Link
from samvern.ui.wording.assessments import confidentiality_name, who_sees


def plan_state(campaign: Campaign | None) -> dict[str, Any]:
    """What the form shows first."""
    if campaign is None:
        return {"reminders": [-14, -3, 1], "confidentiality": Confidentiality.IMPROVEMENT.value}
    return {
        "version": campaign.version,
        "title": campaign.title,
        "purpose": campaign.purpose,
        "asked": str(campaign.requirement_set_id),
        "population": str(campaign.population_id),
        "period": campaign.period,
        "confidentiality": campaign.confidentiality,
        "due_on": campaign.due_on,
        "reminders": campaign.reminders,
    }


def plan_page(campaign: Campaign | None) -> dict[str, Any]:
    """What stands around the form: who will see what, in full, for either choice."""
    heading = _("Change the campaign") if campaign else _("Plan a campaign")
    back = (
        reverse("assessments:campaign", args=[campaign.pk])
        if campaign
        else reverse("assessments:campaigns")
    )
    return {
        "campaign": campaign,
        "populations_url": reverse("actors:create_population"),
        "heading": heading,
        "back_url": back,
        "choices_in_full": [
            (confidentiality_name(each, gettext), who_sees(each, gettext, is_asked=True))
            for each in Confidentiality
        ],
        "breadcrumbs": crumbs(Link(heading, "")),
    }


def preview_page(
    plan: CampaignPlan, asked: RequirementSet, drawn: PopulationVersion, *, at: datetime
) -> dict[str, Any]:
    """How many will be asked what, what is sent when, and who will see what."""
    size = numbers.number(drawn.size, language=language())
    return {
        "answer": ngettext(
            "%(count)s organisation will be asked.",
            "%(count)s organisations will be asked.",
            drawn.size,
        )
        % {"count": size},
        "plan": plan,
        "facts": _facts(plan, asked, drawn),
        "kinds": _kinds(drawn),
        "letters": _letters(plan, drawn, at=at),
        "alone": _alone(drawn, at=at),
        "confidentiality": confidentiality_name(plan.confidentiality, gettext),
        "who_sees": who_sees(plan.confidentiality, gettext, is_asked=True),
    }


def _facts(plan: CampaignPlan, asked: RequirementSet, drawn: PopulationVersion) -> list[Definition]:
    requirements = sum(each.is_assessable for each in frameworks.outline_of(asked).order)
    return [
        Definition(_("Title"), plan.title),
        Definition(
            _("What is asked"),
            asked.name_in_words,
            ngettext(
                "%(count)d requirement, as far as it applies to each.",
                "%(count)d requirements, as far as they apply to each.",
                requirements,
            )
            % {"count": requirements},
        ),
        Definition(_("Who is asked"), str(drawn.population.name)),
        Definition(_("Period"), plan.period),
        Definition(_("Answers are asked for by"), numbers.day(plan.due_on, language())),
    ]


def _kinds(drawn: PopulationVersion) -> list[Definition]:
    """How many of each kind, most first."""
    counts: Counter[str] = Counter()
    for each in actors.strata(drawn):
        counts[str(each.kind.label)] += each.count
    return [
        Definition(kind, numbers.number(count, language=language()))
        for kind, count in counts.most_common()
    ]


def _letters(plan: CampaignPlan, drawn: PopulationVersion, *, at: datetime) -> Sequence[str]:
    """What goes out when, in order; days that have passed are left out."""
    alarms = reminders_of_day(plan.title, plan.due_on, plan.reminders, after=at)
    days = [numbers.day(localtime(each.at).date(), language()) for each in alarms]
    return [
        _("When the campaign opens: an invitation to those in charge of security."),
        *(_("%(day)s: a reminder where nothing is handed in.") % {"day": day} for day in days),
    ]


def _alone(drawn: PopulationVersion, *, at: datetime) -> str:
    """How many have nobody to write to."""
    officers = officers_on(localdate(at))
    paths = actors.members(drawn).order_by().values_list("path", flat=True)
    count = sum(not officers.of(path) for path in paths)
    if not count:
        return ""
    return ngettext(
        "%(count)s of them has nobody in charge of security here, nor above it. It is asked, and "
        "nobody is written to.",
        "%(count)s of them have nobody in charge of security here, nor above them. They are asked, "
        "and nobody is written to.",
        count,
    ) % {"count": numbers.number(count, language=language())}
