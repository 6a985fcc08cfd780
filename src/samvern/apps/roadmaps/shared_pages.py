"""What this module hands in to pages that it shares with others: tasks, first page, search, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.roadmaps import queries
from samvern.apps.roadmaps.queries import Standing, State
from samvern.base.registry import SearchHit, StartCard, Task
from samvern.base.viewer import Viewer
from samvern.ui.numbers import day

#: So many plans stand on the first page at most.
_MOST = 2

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "plan.made": gettext_lazy("Roadmap made"),
        "plan.edited": gettext_lazy("Figures of the roadmap changed"),
        "plan.solved": gettext_lazy("Planned"),
        "plan.costs_compared": gettext_lazy("Cost against worth asked for"),
        "plan.worlds_asked": gettext_lazy("Many worlds asked for"),
        "plan.archived": gettext_lazy("Roadmap put away"),
        "plan.published": gettext_lazy("Roadmap published"),
        "plan.withdrawn": gettext_lazy("Roadmap withdrawn"),
        "plan_scenario.made": gettext_lazy("Scenario of the roadmap made"),
        "plan_scenario.edited": gettext_lazy("Scenario of the roadmap changed"),
        "plan_scenario.archived": gettext_lazy("Scenario of the roadmap put away"),
    }
)


def tasks(viewer: Viewer, _on: date) -> Iterator[Task]:
    """Plans that do not go on by themselves: nothing fits, or planning has stopped."""
    for found in queries.standings(viewer):
        if found.state == State.CLASH:
            title, action = _("No plan keeps everything: %(plan)s"), _("See what would help")
        elif found.state == State.STOPPED:
            title, action = _("There is no plan yet: %(plan)s"), _("See why, and plan again")
        else:
            continue
        yield Task(
            key=f"roadmaps.plan/{found.plan.pk}",
            title=title % {"plan": found.plan.title},
            why=_("You plan for the programme."),
            url=_plan_url(found),
            action=action,
            module=_("Roadmaps"),
            neutral=_("a roadmap is to be looked at"),
            figure=found.plan.programme.code,
        )


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """How the plans that were worked on last stand, for those who plan."""
    going_on = (State.UNDER_WAY, State.PLANNED)
    shown = [each for each in queries.standings(viewer) if each.state in going_on]
    for found in shown[:_MOST]:
        yield StartCard(
            title=_("Roadmap: %(plan)s") % {"plan": found.plan.title},
            text=_standing_words(found),
            url=_plan_url(found),
            action=_("See what happens when"),
            order=12,
        )


def _standing_words(found: Standing) -> str:
    if found.state == State.UNDER_WAY or found.planned_at is None:
        return _("The plan is being made. You can leave, it goes on.")
    if found.published_at is None:
        return _(
            "A plan has been ready since %(day)s. It is a draft; nothing of it is published."
        ) % {"day": _day(found.planned_at)}
    said = {"number": found.number, "day": _day(found.published_at)}
    if found.is_changed_since:
        return _("Version %(number)s was published on %(day)s. The draft was changed since.") % said
    return _("Version %(number)s was published on %(day)s.") % said


def _day(moment: datetime) -> str:
    return day(localtime(moment).date(), get_language() or "nb")


def _plan_url(found: Standing) -> str:
    return reverse("roadmaps:plan", args=[found.plan.programme.code, found.plan.pk])


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Roadmaps that hold the words: drafts for those who see them, else what is published."""
    for hit in queries.search(viewer, words):
        url = reverse("roadmaps:plan", args=[hit.code, hit.plan_id])
        yield SearchHit(_("Roadmap"), hit.title, url, summary=hit.code)


def plan_link(subject_id: str) -> str:
    """Where the trail finds a plan."""
    return reverse("roadmaps:plan-by-id", args=[subject_id])
