"""What this module hands in to pages that it shares with others: search, trail, next steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks import queries
from samvern.apps.frameworks.permissions import Permission
from samvern.base.registry import Button, SearchHit
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
            summary=hit.set.name_in_words,
        )


def set_link(identifier: str) -> str | None:
    """The page of a set that the audit trail tells of."""
    place = queries.place_of_set(identifier)
    return reverse("frameworks:set", args=place) if place else None


def requirement_link(identifier: str) -> str | None:
    """The page of a requirement that the audit trail tells of."""
    place = queries.place_of_requirement(identifier)
    return reverse("frameworks:requirement", args=place) if place else None


def sets_buttons(viewer: Viewer, subject: str, query: Mapping[str, str]) -> Iterator[Button]:
    """From the list of sets to where one is taken in."""
    if viewer.may(Permission.IMPORT_FRAMEWORK):
        yield Button(_("Take in a set"), reverse("frameworks:import"), icon="Table")


def set_buttons(viewer: Viewer, subject: str, query: Mapping[str, str]) -> Iterator[Button]:
    """From a set to the table that is laid over it."""
    if viewer.may(Permission.IMPORT_FRAMEWORK):
        code, _slash, version = subject.partition("/")
        about = urlencode({"code": code, "version": version})
        yield Button(
            _("Take in its wording"), f"{reverse('frameworks:import')}?{about}", icon="Table"
        )
