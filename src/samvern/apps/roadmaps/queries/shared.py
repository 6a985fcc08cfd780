"""What search shows of roadmaps."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.roadmaps.queries.lookup import drafts, published
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key

#: So many are shown.
HITS_SHOWN = 20


@dataclass(frozen=True)
class Hit:
    """A roadmap that holds the words."""

    code: str
    plan_id: int
    title: str


def search(viewer: Viewer, words: str) -> tuple[Hit, ...]:
    """What the viewer sees and whose title holds all the words.

    Compared in Python, because databases do not agree on the case of letters beyond z.
    """
    wanted = search_key(words).split()
    if not wanted:
        return ()
    found: dict[int, Hit] = {}
    for plan in drafts(viewer).current():
        found[plan.pk] = Hit(plan.programme.code, plan.pk, plan.title)
    for version in published(viewer).in_force():
        plan = version.plan
        found.setdefault(plan.pk, Hit(plan.programme.code, plan.pk, version.title))
    hits = [hit for hit in found.values() if all(w in search_key(hit.title) for w in wanted)]
    return tuple(hits[:HITS_SHOWN])
