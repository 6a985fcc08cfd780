"""A requirement set comes into the database: for the first time, or as a new state of a version."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from samvern.apps.frameworks.models import (
    Origin,
    Requirement,
    RequirementSet,
    SetEdition,
)
from samvern.apps.frameworks.permissions import Permission
from samvern.apps.frameworks.queries.documents import read_documents
from samvern.apps.frameworks.rules import check_followed, check_said, storable
from samvern.apps.frameworks.shipped import shipped_sets
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.errors import Conflict, InvalidInput


@dataclass(frozen=True)
class TakenIn:
    """A set that was taken in, and whether anything came of it."""

    set: RequirementSet
    is_new: bool
    is_changed: bool


@transaction.atomic
def take_in(
    *,
    by: Viewer,
    framework: engine.Framework,
    at: datetime,
    edition: int = 0,
    reason: str = "",
    sharing: str | None = None,
    file_name: str = "",
    origin: Origin = Origin.IMPORTED,
) -> TakenIn:
    """Take a version of a set in, or a new state of one that is here already.

    Parameters
    ----------
    edition
        The state that this one takes the place of, as whoever decided on it has seen it; 0 when
        the version is not here yet.
    reason
        Why a version that is here is to say something else.
    sharing
        Who sees it (:class:`Sharing`); everybody when not given, or as it was.

    Returns
    -------
    TakenIn
        Nothing is changed by what is here already, word for word.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    Conflict
        ``framework.exists`` when it is here and ``edition`` is 0, ``framework.changed_since``
        when somebody else has changed it.
    InvalidInput
        ``framework.invalid``, ``framework_file.invalid``, ``framework_chain.invalid``,
        ``framework.reason_missing``, ``framework.reason_too_long``, ``sharing.unknown``.
    """
    by.require(Permission.IMPORT_FRAMEWORK)
    document, digest = storable(framework)
    check_said(reason=reason, sharing=sharing)
    found = (
        RequirementSet.objects.select_for_update()
        .filter(code=framework.id, version=framework.version)
        .first()
    )
    if found is not None:
        is_same = found.editions.filter(number=found.edition, digest=digest).exists()
        if is_same and sharing in (None, found.sharing):
            return TakenIn(found, is_new=False, is_changed=False)
        _may_replace(found, edition, reason)
    beside = RequirementSet.objects.filter(code=framework.id).exclude(version=framework.version)
    check_followed(framework, read_documents(list(beside)).values())
    saved = _save_head(found, framework, sharing=sharing, origin=origin, at=at)
    withdrawn = _save_requirements(saved, framework)
    SetEdition.objects.create(
        requirement_set=saved,
        number=saved.edition,
        document=document,
        digest=digest,
        origin=origin,
        file_name=file_name[:200],
        reason=reason.strip(),
        by_user_id=by.user_id,
        by_name=by.name,
        at=at,
    )
    audit.record(
        by,
        "framework.revised" if found else "framework.imported",
        saved,
        at=at,
        changes={
            "edition": saved.edition,
            "sharing": saved.sharing,
            "requirements": len(framework.requirements),
            "withdrawn": withdrawn,
            "reason": reason.strip(),
        },
    )
    return TakenIn(saved, is_new=found is None, is_changed=True)


def load_catalogue(*, by: Viewer, at: datetime) -> list[RequirementSet]:
    """Take in the sets that ship, for everybody to see.

    Versions that are here already stay as they are: what they say may have been put right, and
    what a later release says of them is for a person to look at first. Returns those that are new.

    Raises
    ------
    NotAllowed
        Without ``IMPORT_FRAMEWORK``.
    """
    here = set(RequirementSet.objects.values_list("code", "version"))
    return [
        take_in(by=by, framework=each, at=at, origin=Origin.SHIPPED).set
        for each in shipped_sets().values()
        if (each.id, each.version) not in here
    ]


def _may_replace(found: RequirementSet, edition: int, reason: str) -> None:
    if not edition:
        raise Conflict(
            "framework.exists", id=found.code, version=found.version, edition=found.edition
        )
    if edition != found.edition:
        raise Conflict("framework.changed_since", id=found.code, version=found.version)
    if not reason.strip():
        raise InvalidInput("framework.reason_missing")


def _save_head(
    found: RequirementSet | None,
    framework: engine.Framework,
    *,
    sharing: str | None,
    origin: Origin,
    at: datetime,
) -> RequirementSet:
    saved = found or RequirementSet(
        code=framework.id, version=framework.version, edition=0, taken_in_at=at
    )
    saved.title = dict(framework.title)
    saved.publisher = framework.publisher
    saved.kind = framework.kind.value
    saved.source = dict(framework.source)
    saved.licence = dict(framework.licence)
    saved.description = dict(framework.description)
    saved.effective_from = framework.effective_from
    saved.effective_to = framework.effective_to
    saved.applies_to = list(framework.applies_to)
    saved.follows_version = framework.follows_version
    saved.gaps = [dict(gap) for gap in framework.gaps]
    saved.wording_sources = [
        {"id": each.id, "status": each.status.value, "says": dict(each.says)}
        for each in framework.wording_sources
    ]
    saved.default_source = framework.default_source
    saved.sharing = sharing or saved.sharing
    saved.origin = origin
    saved.edition += 1
    saved.revision = uuid.uuid4()
    saved.changed_at = at
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        raise Conflict("framework.exists", id=framework.id, version=framework.version) from None
    return saved


def _save_requirements(saved: RequirementSet, framework: engine.Framework) -> list[str]:
    """Write the requirements, and withdraw those that are gone; the numbers of the latter."""
    rows = {row.code: row for row in Requirement.objects.filter(requirement_set=saved)}
    new: list[Requirement] = []
    kept: list[Requirement] = []
    for position, each in enumerate(framework.requirements):
        row = rows.pop(each.id, None)
        (kept if row else new).append(
            _filled(row or Requirement(requirement_set=saved, code=each.id), each, position)
        )
    gone = [row for row in rows.values() if not row.is_withdrawn]
    for row in gone:
        row.is_withdrawn = True
    Requirement.objects.bulk_create(new, batch_size=500)
    # Far faster than an update for each field and row: a table may reword a thousand of them.
    Requirement.objects.bulk_create(
        [*kept, *gone],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_WRITTEN,
    )
    return sorted(row.code for row in gone)


_WRITTEN = (
    "position",
    "title",
    "text",
    "parent",
    "is_assessable",
    "applies_to",
    "priority",
    "references",
    "guidance",
    "sources",
    "follows",
    "is_withdrawn",
)


def _filled(row: Requirement, each: engine.Requirement, position: int) -> Requirement:
    row.position = position
    row.title, row.text = dict(each.title), dict(each.text)
    row.parent = each.parent
    row.is_assessable = each.is_assessable
    row.applies_to = list(each.applies_to)
    row.priority = each.priority
    row.references = [{"framework": ref.framework, "id": ref.id} for ref in each.references]
    row.guidance = list(each.guidance)
    row.sources = {name: dict(said) for name, said in each.sources.items()}
    row.follows = None if each.follows is None else list(each.follows)
    row.is_withdrawn = False
    return row
