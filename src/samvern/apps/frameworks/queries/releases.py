"""What a release of Samvern says of the sets that it ships, where that is not what is here."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.frameworks.models import RequirementSet, SetEdition
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries.arriving import Arrival, arrival_of
from samvern.apps.frameworks.shipped import shipped_digests, shipped_sets
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.frameworks import Framework


@dataclass(frozen=True)
class Release:
    """A shipped set that waits: not here yet, or here and saying something else.

    ``name`` is that of its file; ``edition`` the state that is here, 0 for none.
    """

    name: str
    framework: Framework
    edition: int


def waiting_releases(viewer: Viewer) -> list[Release]:
    """The shipped sets that somebody has to look at.

    One that has been taken in before does not wait again because it was changed here afterwards.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    """
    viewer.require(Permission.IMPORT_FRAMEWORK)
    shipped, digests = shipped_sets(), shipped_digests()
    codes = {each.id for each in shipped.values()}
    here = {
        (found.code, found.version): found
        for found in RequirementSet.objects.visible_to(viewer).filter(code__in=codes)
    }
    known = set(
        SetEdition.objects.filter(
            requirement_set__in=here.values(), digest__in=digests.values()
        ).values_list("requirement_set_id", "digest")
    )
    waiting = []
    for name, framework in shipped.items():
        found = here.get((framework.id, framework.version))
        if found is None or (found.pk, digests[name]) not in known:
            waiting.append(Release(name, framework, found.edition if found else 0))
    return waiting


def arrival_of_release(viewer: Viewer, name: str) -> Arrival:
    """What taking a shipped set in would do.

    Raises
    ------
    NotFound
        ``framework.release_unknown``.
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    """
    viewer.require(Permission.IMPORT_FRAMEWORK)
    return arrival_of(viewer, shipped_set(name))


def shipped_set(name: str) -> Framework:
    """A set that ships. Raises ``NotFound`` (``framework.release_unknown``)."""
    found = shipped_sets().get(name)
    if found is None:
        raise NotFound("framework.release_unknown", name=name)
    return found
