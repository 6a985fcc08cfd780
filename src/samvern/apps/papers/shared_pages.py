"""What this module hands in to pages that it shares with others: tasks, search, trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samvern.apps.papers import queries
from samvern.apps.papers.pages.frame import paper_title, paper_url
from samvern.apps.papers.permissions import Permission
from samvern.base.registry import SearchHit, Task
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import search_key

#: So many papers are found by words.
_HITS = 20

ACTION_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "snapshot.frozen": gettext_lazy("Snapshot taken"),
        "paper.started": gettext_lazy("Paper begun"),
        "paper.written": gettext_lazy("Text of a paper saved"),
        "paper.answered": gettext_lazy("Findings of a paper answered"),
        "paper.sent": gettext_lazy("Paper sent for approval"),
        "paper.returned": gettext_lazy("Paper made a draft again"),
        "paper.approved": gettext_lazy("Paper approved"),
        "paper.published": gettext_lazy("Paper published"),
        "paper.corrected": gettext_lazy("Correction of a paper begun"),
        "paper.given_up": gettext_lazy("Draft of a paper given up"),
    }
)


def tasks(viewer: Viewer, on: date) -> Iterator[Task]:
    """Papers that wait for the viewer's approval."""
    if viewer.user_id is None or not viewer.may_somewhere(Permission.APPROVE):
        return
    for paper in queries.waiting_for(viewer, on=on):
        yield Task(
            key=f"papers.paper/{paper.pk}",
            title=_("Approve: %(paper)s") % {"paper": paper_title(paper)},
            why=_("You govern the programme."),
            url=reverse("papers:check", args=[paper.pk]),
            action=_("See what was checked, and approve"),
            module=_("Papers"),
            neutral=_("a paper is to be approved"),
        )


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Papers whose title or programme holds the words."""
    wanted = search_key(words).split()
    if not wanted:
        return
    found = 0
    for paper in queries.papers(viewer):
        title, programme = paper_title(paper), in_language(paper.programme.title)
        text = search_key(f"{title} {programme} {paper.programme.code}")
        if all(word in text for word in wanted):
            yield SearchHit(_("Paper"), title, paper_url(paper), summary=programme)
            found += 1
            if found == _HITS:
                return


def paper_link(subject_id: str) -> str:
    """Where the trail finds a paper; only those who may see it get in."""
    return reverse("papers:paper", args=[subject_id])


def snapshot_link(subject_id: str) -> str:
    """Where the trail finds a snapshot; only those who may see it get in."""
    return reverse("papers:snapshot", args=[subject_id])
