"""What this module puts on pages of others: the search, the reminder to owners, requirements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from samvern.apps.frameworks.models import Requirement
from samvern.apps.guidance import pages, queries, requirements
from samvern.apps.guidance.permissions import Permission
from samvern.base.registry import SearchHit, Section, Task
from samvern.base.viewer import Viewer

HITS_SHOWN = 5


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Guidance that the words lead to, best first."""
    if not viewer.may_somewhere(Permission.READ_GUIDANCE) or not words.strip():
        return
    filters = queries.Filters(words=words)
    for hit in queries.search(viewer, filters, language=pages.spoken())[:HITS_SHOWN]:
        row = pages.entry_row(hit)
        yield SearchHit(
            kind=gettext("Guidance"),
            title=row.title,
            url=reverse("guidance:entry", args=[row.id]),
            summary=f"{row.kind}, {row.owner}",
        )


def tasks(viewer: Viewer, on: date) -> Iterator[Task]:
    """What waits for a review, to whoever answers for its owner."""
    count = len(queries.due(viewer, on=on))
    if count:
        text = ngettext(
            "%(count)s entry waits for its owner to look through it.",
            "%(count)s entries wait for their owner to look through them.",
            count,
        )
        yield Task(
            key="guidance.reviews",
            title=gettext("Guidance to look through"),
            why=text % {"count": count},
            url=reverse("guidance:reviews"),
            action=gettext("See what waits"),
            module=gettext("Guidance"),
            neutral=gettext("something is to be looked through"),
            figure=str(count),
        )


def address_of(review_id: str) -> str | None:
    """The page of what a review is of."""
    entry = queries.entry_of_review(review_id)
    return reverse("guidance:entry", args=[entry]) if entry else None


def requirement_section(viewer: Viewer, requirement: Requirement) -> Section | None:
    """What helps with a requirement, on its own page."""
    if not viewer.may_somewhere(Permission.READ_GUIDANCE):
        return None
    entries = [
        {
            "url": reverse("guidance:entry", args=[entry.id]),
            "title": pages.title_of(entry),
            "owner": entry.owner,
            "note": "" if help_.is_published else gettext("our reading"),
        }
        for entry, help_ in requirements.helping_with(viewer, requirement)
    ]
    if not entries:
        return None
    template = "guidance/_of_requirement.html"
    return Section(gettext("What can help"), template, {"entries": entries}, order=60)
