"""What every change of a mapping does: count the version up, and keep the state that came of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from samvern.apps.mappings import queries
from samvern.apps.mappings.models import Event, MappingEdition, RequirementMapping
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict


def take_version(mapping: RequirementMapping, version: int) -> None:
    """Count the version up; of two changes at once, one finds it counted up already.

    Raises
    ------
    Conflict
        ``mapping.changed_meanwhile``.
    """
    rows = RequirementMapping.objects.filter(pk=mapping.pk, version=version)
    if mapping.version != version or not rows.update(version=F("version") + 1):
        raise Conflict("mapping.changed_meanwhile")
    mapping.version = version + 1


def edition(
    mapping: RequirementMapping, event: Event, *, by: Viewer, at: datetime, note: str = ""
) -> MappingEdition:
    """The state that a mapping is in now, not saved yet."""
    return MappingEdition(
        mapping=mapping,
        number=mapping.version,
        event=event,
        said={
            **queries.plain(queries.value_of(mapping)),
            "claimed_reviewer": mapping.claimed_reviewer,
        },
        note=note,
        by_user_id=by.user_id,
        by_name=by.name,
        at=at,
    )


def keep(
    mapping: RequirementMapping, event: Event, *, by: Viewer, at: datetime, note: str = ""
) -> None:
    """Keep the state that a mapping is in now."""
    edition(mapping, event, by=by, at=at, note=note).save()
