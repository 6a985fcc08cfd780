"""What this module puts on pages that belong to all: the search."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from samvern.apps.guidance import pages, queries
from samvern.apps.guidance.permissions import Permission
from samvern.base.registry import SearchHit
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
