"""Two versions of a set beside each other, and the states that a version has been in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samvern.apps.frameworks.models import RequirementSet, SetEdition
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries.documents import (
    document_of,
    document_of_edition,
    documents_of,
)
from samvern.apps.frameworks.queries.sets import set_for, version_among, versions_of
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.errors import NotFound


@dataclass(frozen=True)
class ComparisonPage:
    """Two versions of a set, the earlier one first, and what differs between them."""

    earlier: RequirementSet
    later: RequirementSet
    before: engine.Framework
    after: engine.Framework
    found: engine.FrameworkComparison


@dataclass(frozen=True)
class EditionPage:
    """A state of a version, and what was changed with it; the first one changed nothing."""

    set: RequirementSet
    edition: SetEdition
    after: engine.Framework
    before: engine.Framework | None = None
    found: engine.FrameworkComparison | None = None


def comparison(viewer: Viewer, code: str, version: str, other: str) -> ComparisonPage:
    """Two versions compared, in whichever order they are named.

    Raises
    ------
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    """
    versions = versions_of(viewer, code)
    named = {version_among(versions, each).pk for each in (version, other)}
    both = [each for each in versions if each.pk in named]
    earlier, later = both[0], both[-1]
    between = documents_of(_between(versions, earlier, later))
    before, after = document_of(earlier), document_of(later)
    found = engine.compare(before, after, between=between)
    return ComparisonPage(earlier, later, before, after, found)


def _between(
    versions: Sequence[RequirementSet], earlier: RequirementSet, later: RequirementSet
) -> list[RequirementSet]:
    """The versions on the way from one to the other; none when no way leads there."""
    by_version = {each.version: each for each in versions}
    way: list[RequirementSet] = []
    step = by_version.get(later.follows_version)
    while step and step not in (earlier, later, *way):
        way.insert(0, step)
        step = by_version.get(step.follows_version)
    return way if step == earlier else []


def editions_of(viewer: Viewer, found: RequirementSet) -> list[SetEdition]:
    """Every state that a version has been in, the latest first, without what they say.

    Raises
    ------
    NotAllowed
        Without ``READ_EDITIONS``.
    """
    viewer.require(Permission.READ_EDITIONS)
    return list(
        SetEdition.objects.visible_to(viewer).filter(requirement_set=found).defer("document")
    )


def edition_page(viewer: Viewer, code: str, version: str, number: int) -> EditionPage:
    """A state of a version, and what it changed in the one before.

    Raises
    ------
    NotAllowed
        Without ``READ_EDITIONS``.
    NotFound
        ``framework.unknown``, ``framework.version_unknown`` or ``framework.edition_unknown``.
    """
    found = set_for(viewer, code, version)
    viewer.require(Permission.READ_EDITIONS)
    near = SetEdition.objects.visible_to(viewer).filter(
        requirement_set=found, number__in=(number - 1, number)
    )
    by_number = {each.number: each for each in near}
    if number not in by_number:
        raise NotFound("framework.edition_unknown", number=number)
    after = document_of_edition(by_number[number])
    if number - 1 not in by_number:
        return EditionPage(found, by_number[number], after)
    before = document_of_edition(by_number[number - 1])
    return EditionPage(found, by_number[number], after, before, engine.compare(before, after))
