"""What this module hands in to pages that it shares with others: search, first page, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.decisions import queries
from samvern.apps.decisions.permissions import Permission
from samvern.base.registry import Button, SearchHit, StartCard
from samvern.base.viewer import Viewer
from samvern.ui.numbers import day

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "scenario.saved": gettext_lazy("Scenario saved"),
        "scenario.edited": gettext_lazy("Scenario edited"),
        "scenario.shared": gettext_lazy("Who sees the scenario changed"),
        "scenario.archived": gettext_lazy("Scenario put away"),
        "decision.taken": gettext_lazy("Decision taken"),
        "decision.superseded": gettext_lazy("Decision superseded"),
    }
)

#: Parameters of the ranking page that a new scenario can begin with.
_TAKEN_ALONG = ("level", "scale", "weighing", "order")
_OF_GROUPS = ("weight-", "least-", "most-")


def ranking_buttons(viewer: Viewer, code: str, query: Mapping[str, str]) -> Iterator[Button]:
    """From a ranking to a scenario, or to a meeting, that begins as the page stands."""
    kept = {
        name: value
        for name, value in query.items()
        if name in _TAKEN_ALONG or name.startswith(_OF_GROUPS)
    }
    said = f"?{urlencode(kept)}" if kept else ""
    if viewer.may_somewhere(Permission.SAVE_SCENARIO):
        url = reverse("decisions:new-scenario", args=[code])
        yield Button(_("Save as a scenario"), f"{url}{said}", icon="Floppydisk")
    if viewer.may_somewhere(Permission.READ_SCENARIOS):
        url = reverse("decisions:table", args=[code])
        yield Button(_("Work at the table"), f"{url}{said}", icon="Presentation")


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Scenarios and decisions that hold the words."""
    found = queries.search(viewer, words)
    for scenario in found.scenarios:
        url = reverse("decisions:scenario", args=[scenario.programme.code, scenario.pk])
        summary = f"{scenario.programme.code} · {scenario.author_name}"
        yield SearchHit(_("Scenario"), scenario.title, url, summary=summary)
    for decision in found.decisions:
        url = reverse("decisions:decision", args=[decision.programme.code, decision.pk])
        summary = f"{decision.programme.code} · {decision.body}"
        yield SearchHit(_("Decision"), decision.title, url, summary=summary)


def start_cards(viewer: Viewer) -> Iterator[StartCard]:
    """Scenarios that others have shared, and the last decision."""
    news = queries.news(viewer)
    if news.shared_count and news.shared is not None:
        yield StartCard(
            title=_("Scenarios shared with you"),
            text=ngettext(
                "%(count)d scenario, the last by %(author)s: %(title)s",
                "%(count)d scenarios, the last by %(author)s: %(title)s",
                news.shared_count,
            )
            % {
                "count": news.shared_count,
                "author": news.shared.author_name,
                "title": news.shared.title,
            },
            url=reverse("decisions:scenarios", args=[news.shared.programme.code]),
            action=_("See the scenarios"),
            order=45,
            figure=str(news.shared_count),
        )
    if news.decision is not None:
        on = day(news.decision.decided_on, get_language() or "nb")
        yield StartCard(
            title=_("Last decision"),
            text=f"{news.decision.title} ({on})",
            url=reverse(
                "decisions:decision", args=[news.decision.programme.code, news.decision.pk]
            ),
            action=_("Read the decision"),
            order=46,
        )


def scenario_link(subject_id: str) -> str:
    """Where the trail finds a scenario."""
    return reverse("decisions:scenario-by-id", args=[subject_id])


def decision_link(subject_id: str) -> str:
    """Where the trail finds a decision."""
    return reverse("decisions:decision-by-id", args=[subject_id])
