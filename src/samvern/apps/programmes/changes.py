"""What every change of a programme has in common."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from samvern.apps.programmes.models import Programme


def mark_changed(programme: Programme, *, at: datetime) -> None:
    """Count a change of a programme, before anything else of it is read or written.

    The update locks the row: two changes of one programme at once stand in line, and what
    the later one then reads is what the earlier one left.
    """
    Programme.objects.filter(pk=programme.pk).update(
        version=F("version") + 1, revision=uuid.uuid4(), changed_at=at
    )
    programme.refresh_from_db(fields=["version", "revision", "changed_at"])


def plain(value: Any) -> Any:
    """A value as the audit trail keeps it: texts, numbers, lists and objects."""
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
