"""What the search at the top of every page finds: sets by title, requirements by number or words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest

from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.apps.frameworks.queries.documents import document_of, documents_of
from samvern.apps.frameworks.queries.reading import outline_of
from samvern.apps.frameworks.queries.sets import latest_sets
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.alphabet import search_key


@dataclass(frozen=True)
class Found:
    """A set, or a requirement of one, that holds the words."""

    set: RequirementSet
    framework: engine.Framework
    requirement: engine.Requirement | None = None


def search(viewer: Viewer, words: str, *, limit: int) -> list[Found]:
    """Sets and requirements of the versions in use that hold every word, the closest first."""
    wanted = search_key(words).split()
    if not wanted:
        return []
    sets = [row.set for row in latest_sets(viewer)]
    documents_of(sets)  # all that are not kept yet, in one go
    found = (ranked for each in sets for ranked in _within(each, wanted))
    return [each for *_rank, each in nsmallest(limit, found, key=lambda ranked: ranked[:-1])]


def _within(found: RequirementSet, wanted: list[str]) -> Iterator[tuple[int, str, int, Found]]:
    """What fits in a set: its number above all, then the set itself, titles, and texts."""
    framework, outline = document_of(found), outline_of(found)
    head = search_key(" ".join((found.code, found.version, *framework.title.values())))
    if all(word in head for word in wanted):
        yield 1, found.code, -1, Found(found, framework)
    for place, each in enumerate(outline.order):
        if not all(word in outline.keys[each.id] for word in wanted):
            continue
        titles = search_key(" ".join(each.title.values()))
        is_number = [search_key(each.id)] == wanted
        rank = 0 if is_number else 2 if all(word in titles for word in wanted) else 3
        yield rank, found.code, place, Found(found, framework, each)


def place_of_set(identifier: str) -> tuple[str, str] | None:
    """Code and version of a set, for whoever knows it from the audit trail."""
    return RequirementSet.objects.filter(pk=identifier).values_list("code", "version").first()


def place_of_requirement(identifier: str) -> tuple[str, str, str] | None:
    """Code and version of the set of a requirement, and its number."""
    found = Requirement.objects.filter(pk=identifier)
    return found.values_list("requirement_set__code", "requirement_set__version", "code").first()
