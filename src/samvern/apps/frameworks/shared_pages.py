"""What this module hands in to pages that it shares with others: the search, the trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks import queries
from samvern.base.registry import SearchHit
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording import frameworks as wording

HITS_SHOWN = 6


def search_hits(viewer: Viewer, words: str) -> Iterator[SearchHit]:
    """Sets and requirements that hold the words, the closest first."""
    language = get_language() or LANGUAGES[0]
    for hit in queries.search(viewer, words, limit=HITS_SHOWN):
        place = [hit.set.code, hit.set.version]
        if hit.requirement is None:
            url = reverse("frameworks:set", args=place)
            title, summary = hit.set.title_in_words, hit.set.publisher
            yield SearchHit(_("Requirement set"), title, url, summary=summary)
            continue
        url = reverse("frameworks:requirement", args=[*place, hit.requirement.id])
        said = wording.requirement_title(hit.framework, hit.requirement, language, gettext)
        yield SearchHit(
            _("Requirement"),
            f"{hit.requirement.id} {said[0]}",
            url,
            summary=f"{hit.set.title_in_words} ({hit.set.version})",
        )


def set_link(identifier: str) -> str | None:
    """The page of a set that the audit trail tells of."""
    place = queries.place_of_set(identifier)
    return reverse("frameworks:set", args=place) if place else None


def requirement_link(identifier: str) -> str | None:
    """The page of a requirement that the audit trail tells of."""
    place = queries.place_of_requirement(identifier)
    return reverse("frameworks:requirement", args=place) if place else None
