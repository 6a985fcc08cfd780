"""What this module hands in to pages that it shares with others: search, first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.roadmaps import queries
from samvern.base.registry import SearchHit
from samvern.base.viewer import Viewer

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


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Roadmaps that hold the words: drafts for those who see them, else what is published."""
    for hit in queries.search(viewer, words):
        url = reverse("roadmaps:plan", args=[hit.code, hit.plan_id])
        yield SearchHit(_("Roadmap"), hit.title, url, summary=hit.code)


def plan_link(subject_id: str) -> str:
    """Where the trail finds a plan."""
    return reverse("roadmaps:plan-by-id", args=[subject_id])
