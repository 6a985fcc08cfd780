"""Which sets there are, and which version of each is the one to use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound


@dataclass(frozen=True)
class SetRow:
    """The version of a set that is in use, how much it asks for, and its other versions."""

    set: RequirementSet
    requirements: int
    headings: int
    others: tuple[RequirementSet, ...] = ()


def sets(viewer: Viewer, *, code: str = "") -> QuerySet[RequirementSet]:
    """Every version that the viewer sees, or those of one set."""
    found = RequirementSet.objects.visible_to(viewer)
    return found.filter(code=_asked(code)) if code else found


def visible_sets(viewer: Viewer) -> list[RequirementSet]:
    """Every version of every set that the viewer sees, those of a set together, earliest first."""
    by_code: dict[str, list[RequirementSet]] = {}
    for found in RequirementSet.objects.visible_to(viewer):
        by_code.setdefault(found.code, []).append(found)
    return [each for versions in by_code.values() for each in in_order(versions)]


def latest_sets(viewer: Viewer) -> list[SetRow]:
    """Each set by its latest version, with what it asks for and the versions before."""
    counted = RequirementSet.objects.visible_to(viewer).annotate(
        asked=Count(
            "requirements", Q(requirements__is_assessable=True, requirements__is_withdrawn=False)
        ),
        all_rows=Count("requirements", Q(requirements__is_withdrawn=False)),
    )
    by_code: dict[str, list[RequirementSet]] = {}
    for found in counted:
        by_code.setdefault(found.code, []).append(found)
    rows = []
    for versions in by_code.values():
        *others, latest = in_order(versions)
        asked: int = latest.asked  # type: ignore[attr-defined]
        every: int = latest.all_rows  # type: ignore[attr-defined]
        rows.append(SetRow(latest, asked, every - asked, tuple(reversed(others))))
    return rows


def versions_of(viewer: Viewer, code: str) -> list[RequirementSet]:
    """The versions of a set that the viewer sees, earliest first.

    Raises
    ------
    NotFound
        ``framework.unknown``.
    """
    found = in_order(RequirementSet.objects.visible_to(viewer).filter(code=_asked(code)))
    if not found:
        raise NotFound("framework.unknown", id=code)
    return found


def set_for(viewer: Viewer, code: str, version: str = "", *, lock: bool = False) -> RequirementSet:
    """One version of a set; the latest when none is named.

    Raises
    ------
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    """
    versions = versions_of(viewer, code)
    found = version_among(versions, version) if version else versions[-1]
    return RequirementSet.objects.select_for_update().get(pk=found.pk) if lock else found


def version_among(versions: Iterable[RequirementSet], version: str) -> RequirementSet:
    """The version by that name.

    Raises
    ------
    NotFound
        ``framework.version_unknown``.
    """
    found = next((each for each in versions if each.version == version), None)
    if found is None:
        raise NotFound("framework.version_unknown", version=version)
    return found


def requirement_for(viewer: Viewer, found: RequirementSet, code: str) -> Requirement:
    """One requirement of a set, withdrawn ones too.

    Raises
    ------
    NotFound
        ``requirement.unknown``.
    """
    rows = Requirement.objects.visible_to(viewer).filter(requirement_set=found)
    row = rows.filter(code=_asked(code)).first()
    if row is None:
        raise NotFound("requirement.unknown", id=code, version=found.version)
    row.requirement_set = found
    return row


def _asked(code: str) -> str:
    """A code as somebody asked for it; nothing for what no database takes, such as NUL."""
    return code if code.isprintable() else ""


def in_order(versions: Iterable[RequirementSet]) -> list[RequirementSet]:
    """Versions of one set, earliest first: by what follows what, then by day and arrival."""
    waiting = sorted(versions, key=_age)
    by_version = {each.version: each for each in waiting}
    ordered: list[RequirementSet] = []
    while waiting:
        # The one that nothing waiting comes before; the oldest when they go round in circles.
        first = next(
            (each for each in waiting if not _waits_for(each, by_version, ordered)), waiting[0]
        )
        waiting.remove(first)
        ordered.append(first)
    return ordered


def _waits_for(
    each: RequirementSet, by_version: dict[str, RequirementSet], ordered: Sequence[RequirementSet]
) -> bool:
    before = by_version.get(each.follows_version)
    return before is not None and before not in ordered


def _age(each: RequirementSet) -> tuple[date, int]:
    return each.effective_from or date.min, each.pk
