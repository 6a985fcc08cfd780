"""A file of mappings is taken in: every one that is new, or nothing."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from importlib import resources
from pathlib import Path

from django.db import IntegrityError, transaction

from samvern.apps.mappings import queries
from samvern.apps.mappings.keeping import edition, keep, take_version
from samvern.apps.mappings.models import (
    Event,
    MappingEdition,
    MappingImport,
    Origin,
    RequirementMapping,
)
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries import ImportRow, Kind
from samvern.apps.mappings.rules import require_somewhere
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady
from samvern.engine.mappings import ReviewState

#: Where the mappings that ship are, one file for each set that is mapped.
SHIPPED = Path(str(resources.files("samvern"))) / "catalogues" / "mappings"

#: So many rows are written in one statement.
_BATCH = 500


@transaction.atomic
def import_mappings(
    *,
    by: Viewer,
    content: bytes,
    name: str,
    mapper: str = "",
    with_changed: bool = False,
    seen: str = "",
    at: datetime,
) -> MappingImport | None:
    """Take the mappings of a file in that are not here yet; None when there are none.

    They are proposed and marked as come from a file, whatever it says of reviews: whom it names as
    reviewer is kept beside them, and what it calls rejected is only counted. What somebody has
    recorded or reviewed here stays as it is.

    Parameters
    ----------
    mapper
        Who has mapped, where the file does not say.
    with_changed
        Whether mappings that came by an earlier file are changed where this one says otherwise.
    seen
        What was here when the file was looked over; nothing is asked when it is left out.

    Raises
    ------
    NotAllowed
        Without ``MAP_REQUIREMENTS``.
    InvalidInput
        When the file cannot be read; ``mappings.invalid`` with all problems.
    NotReady
        ``mappings.says_otherwise``: the file only says otherwise than an earlier one, and nobody
        has asked for that.
    Conflict
        ``mappings.changed_meanwhile``.
    """
    check = queries.check_import(by, content, name=name, mapper=mapper)
    if check.problems:
        raise InvalidInput("mappings.invalid", problems=check.problems)
    if seen and seen != check.seen:
        raise Conflict("mappings.changed_meanwhile")
    new = check.of_kind(Kind.NEW)
    changed = check.of_kind(Kind.CHANGED) if with_changed else []
    if not new and not changed:
        if otherwise := check.of_kind(Kind.CHANGED):
            raise NotReady("mappings.says_otherwise", count=len(otherwise))
        return None
    saved = MappingImport.objects.create(
        file_name=name[:200],
        file_sha256=sha256(content).hexdigest(),
        new_count=len(new),
        changed_count=len(changed),
        rejected_count=check.rejected,
        by_user_id=by.user_id,
        by_name=by.name,
        at=at,
    )
    try:
        with transaction.atomic():
            _add(new, saved, by=by, at=at)
            for row in changed:
                _change(row, saved, by=by, at=at)
    except IntegrityError:
        raise Conflict("mappings.changed_meanwhile") from None
    counts = {"new": len(new), "changed": len(changed), "rejected": check.rejected}
    changes = {**counts, "sha256": saved.file_sha256}
    audit.record(by, "mapping.imported", saved, at=at, changes=changes)
    return saved


@transaction.atomic
def load_catalogue(*, by: Viewer, at: datetime) -> list[MappingImport]:
    """Take in the mappings that ship, as proposals that somebody is to review.

    The sets that they speak of must be here. A file that was taken in before stays as it is: what
    it says may have been changed or withdrawn since. Returns the imports that are new.

    Raises
    ------
    NotAllowed
        Without ``MAP_REQUIREMENTS``.
    InvalidInput
        ``mappings.invalid`` when a set is not here.
    """
    require_somewhere(by, Permission.MAP_REQUIREMENTS)
    here = set(MappingImport.objects.values_list("file_name", flat=True))
    taken = [
        import_mappings(by=by, content=path.read_bytes(), name=path.name, at=at)
        for path in sorted(SHIPPED.glob("*.tsv"))
        if path.name not in here
    ]
    return [each for each in taken if each is not None]


def _add(rows: list[ImportRow], came_in: MappingImport, *, by: Viewer, at: datetime) -> None:
    made = [_filled(RequirementMapping(recorded_at=at), row, came_in, by=by) for row in rows]
    RequirementMapping.objects.bulk_create(made, batch_size=_BATCH)
    states = [edition(each, Event.IMPORTED, by=by, at=at) for each in made]
    MappingEdition.objects.bulk_create(states, batch_size=_BATCH)


def _change(row: ImportRow, came_in: MappingImport, *, by: Viewer, at: datetime) -> None:
    assert row.existing is not None
    take_version(row.existing, row.existing.version)
    _filled(row.existing, row, came_in, by=by).save()
    keep(row.existing, Event.IMPORTED, by=by, at=at)


def _filled(
    mapping: RequirementMapping, row: ImportRow, came_in: MappingImport, *, by: Viewer
) -> RequirementMapping:
    value = row.value
    mapping.source, mapping.target = row.source, row.target
    mapping.relation, mapping.style = value.relation.value, value.style.value
    mapping.rationale = value.rationale.value if value.rationale else ""
    mapping.why, mapping.confidence = value.why, value.confidence
    mapping.mapper, mapping.mapped_on = value.mapper, value.on
    mapping.state, mapping.reviewer = ReviewState.PROPOSED.value, ""
    mapping.claimed_reviewer = row.claimed_reviewer
    mapping.reviewed_by, mapping.reviewed_at, mapping.review_note = None, None, ""
    mapping.by_user_id = by.user_id
    mapping.origin, mapping.came_in = Origin.IMPORTED, came_in
    mapping.external_id = value.id
    return mapping
