"""A set on its way in, held against what is here: what would come of it, and what would be lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from samvern.apps.frameworks.models import RequirementSet, SetEdition
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries.documents import document_of_edition, documents_of
from samvern.apps.frameworks.queries.sets import in_order, set_for
from samvern.apps.frameworks.rules import check_followed, storable
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.errors import InvalidInput, NotFound, Problem


class ArrivalKind(StrEnum):
    """What a set on its way in is to those that are here."""

    NEW_SET = "new_set"
    NEW_VERSION = "new_version"
    OTHER_STATE = "other_state"  # a version that is here, saying something else
    SAME = "same"  # a version that is here, word for word


@dataclass(frozen=True)
class Arrival:
    """What taking a set in would do; nothing is changed.

    ``edition`` is the state that it would take the place of, 0 when the version is not here: it
    is said again when the set is taken in. ``before`` is what it was compared with: that state,
    or the version before. ``lost`` is counted only against a state of the same version.
    ``follows_unknown`` is the version that it says it follows, when that is not here. While there
    are ``problems``, it cannot be taken in.
    """

    framework: engine.Framework
    kind: ArrivalKind
    edition: int
    sharing_before: str
    sharing: str
    before: engine.Framework | None = None
    comparison: engine.FrameworkComparison | None = None
    lost: tuple[engine.Loss, ...] = ()
    follows_unknown: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """Whether something that is here would say something else."""
        return self.kind is ArrivalKind.OTHER_STATE

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The requirements that would be withdrawn."""
        gone = engine.LossKind.REQUIREMENT
        return tuple(each.requirement for each in self.lost if each.kind is gone)

    def to_json(self) -> dict[str, Any]:
        """The arrival as plain values."""
        return {
            "framework": self.framework.id,
            "version": self.framework.version,
            "kind": self.kind.value,
            "edition": self.edition,
            "sharing_before": self.sharing_before or None,
            "sharing": self.sharing,
            "requirements": len(self.framework.requirements),
            "compared_with": self.before.version if self.before else None,
            "comparison": self.comparison.to_json() if self.comparison else None,
            "lost": [each.to_json() for each in self.lost],
            "follows_unknown": self.follows_unknown or None,
        }


def arrival_of(viewer: Viewer, framework: engine.Framework, sharing: str | None = None) -> Arrival:
    """What taking a set in would do.

    Parameters
    ----------
    sharing
        Who would see it; as it is, or everybody, when not given.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    """
    viewer.require(Permission.IMPORT_FRAMEWORK)
    versions = in_order(RequirementSet.objects.visible_to(viewer).filter(code=framework.id))
    documents = dict(zip([each.version for each in versions], documents_of(versions), strict=True))
    found = next((each for each in versions if each.version == framework.version), None)
    beside = [each for each in documents.values() if each.version != framework.version]
    before = documents.get(framework.version) or _version_before(framework, beside)
    digest, problems = _problems(framework, beside)
    comparison = None
    if before and not problems:
        comparison = engine.compare(before, framework)
    sharing_before = found.sharing if found else ""
    follows = framework.follows_version
    return Arrival(
        framework=framework,
        kind=_kind(found, digest, sharing, is_first=not versions),
        edition=found.edition if found else 0,
        sharing_before=sharing_before,
        sharing=sharing or sharing_before or RequirementSet._meta.get_field("sharing").default,
        before=before,
        comparison=comparison,
        lost=engine.losses(before, framework) if found and before else (),
        follows_unknown=follows if follows and follows not in documents else "",
        problems=problems,
    )


def arrival_of_edition(viewer: Viewer, code: str, version: str, number: int) -> Arrival:
    """What putting back what a version said in an earlier state would do.

    Raises
    ------
    NotFound
        ``framework.unknown``, ``framework.version_unknown`` or ``framework.edition_unknown``.
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    """
    edition = edition_for(viewer, set_for(viewer, code, version), number)
    return arrival_of(viewer, document_of_edition(edition))


def edition_for(viewer: Viewer, found: RequirementSet, number: int) -> SetEdition:
    """A state of a set. Raises ``NotFound`` (``framework.edition_unknown``)."""
    rows = SetEdition.objects.visible_to(viewer).select_related("requirement_set")
    edition = rows.filter(requirement_set=found, number=number).first()
    if edition is None:
        raise NotFound("framework.edition_unknown", number=number)
    return edition


def _problems(
    framework: engine.Framework, beside: list[engine.Framework]
) -> tuple[str, tuple[Problem, ...]]:
    """The digest of what would be stored, and everything that hinders it."""
    digest = ""
    problems: list[Problem] = []
    try:
        digest = storable(framework)[1]
    except InvalidInput as wrong:
        problems += wrong.problems
    try:
        check_followed(framework, beside)
    except InvalidInput as wrong:
        problems += wrong.problems
    return digest, tuple(problems)


def _kind(
    found: RequirementSet | None, digest: str, sharing: str | None, *, is_first: bool
) -> ArrivalKind:
    if found is None:
        return ArrivalKind.NEW_SET if is_first else ArrivalKind.NEW_VERSION
    is_same = found.editions.filter(number=found.edition, digest=digest).exists()
    if is_same and sharing in (None, found.sharing):
        return ArrivalKind.SAME
    return ArrivalKind.OTHER_STATE


def _version_before(
    framework: engine.Framework, beside: list[engine.Framework]
) -> engine.Framework | None:
    """The version that a new one says it follows, or else the latest."""
    followed = (each for each in beside if each.version == framework.follows_version)
    return next(followed, beside[-1] if beside else None)
