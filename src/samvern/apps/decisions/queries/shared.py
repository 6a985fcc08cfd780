"""What search and the first page show of scenarios and decisions."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.decisions.models import Decision, Scenario, ScenarioSharing
from samvern.apps.decisions.queries.lookup import visible_decisions, visible_scenarios
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key

#: So many of each are shown.
HITS_SHOWN = 20


@dataclass(frozen=True)
class Hits:
    """Scenarios and decisions that hold the words."""

    scenarios: tuple[Scenario, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class News:
    """The newest of the scenarios that others have shared, how many they are, and the last
    decision in force.
    """

    shared_count: int
    shared: Scenario | None
    decision: Decision | None


def search(viewer: Viewer, words: str) -> Hits:
    """What the viewer sees and whose title holds all the words.

    Compared in Python, because databases do not agree on the case of letters beyond z.
    """
    wanted = search_key(words).split()
    if not wanted:
        return Hits()
    scenarios = [each for each in visible_scenarios(viewer).current() if _holds(each.title, wanted)]
    decisions = [each for each in visible_decisions(viewer) if _holds(each.title, wanted)]
    return Hits(tuple(scenarios[:HITS_SHOWN]), tuple(decisions[:HITS_SHOWN]))


def news(viewer: Viewer) -> News:
    """What is new for the viewer."""
    shared = visible_scenarios(viewer).current().exclude(sharing=ScenarioSharing.OWN)
    if viewer.user_id is not None:
        shared = shared.exclude(author_id=viewer.user_id)
    newest = shared.first()
    return News(
        shared_count=shared.count() if newest else 0,
        shared=newest,
        decision=visible_decisions(viewer).in_force().first(),
    )


def _holds(title: str, wanted: list[str]) -> bool:
    text = search_key(title)
    return all(word in text for word in wanted)
