"""Reads of the base: the audit trail, and the roles of a viewer in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from samvern.base import registry
from samvern.base.models import AuditEntry, AuditEntryQuerySet
from samvern.base.permissions import ROLE_NAMES, BasePermission, Role
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed


@dataclass(frozen=True)
class AuditFilters:
    """What part of the trail is asked for; what cannot be read asks for nothing."""

    action: str = ""
    words: str = ""
    since: date | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> AuditFilters:
        """From the parameters of an address."""
        try:
            since = date.fromisoformat(query.get("since", ""))
        except ValueError:
            since = None
        return cls(query.get("action", "")[:60], query.get("q", "").strip()[:100], since)


@dataclass(frozen=True)
class AuditRow:
    """An entry of the trail as a page shows it."""

    at: datetime
    by_name: str
    channel: str
    action: str
    subject: str
    subject_type: str
    url: str | None
    changes: tuple[tuple[str, str, str], ...]


def audit_entries(viewer: Viewer, filters: AuditFilters) -> AuditEntryQuerySet:
    """The trail that the viewer may read, newest first. Raises ``NotAllowed``."""
    if not viewer.may_somewhere(BasePermission.READ_AUDIT):
        raise NotAllowed("permission.missing", permission=str(BasePermission.READ_AUDIT))
    entries = AuditEntry.objects.visible_to(viewer)
    if filters.action:
        entries = entries.filter(action__startswith=filters.action)
    if filters.words:
        entries = entries.filter(subject_label__icontains=filters.words)
    if filters.since:
        entries = entries.filter(at__date__gte=filters.since)
    return entries


def audit_rows(entries: Iterable[AuditEntry]) -> list[AuditRow]:
    """Entries as rows of a page."""
    return [
        AuditRow(
            at=entry.at,
            by_name=entry.by_name,
            channel=entry.channel,
            action=entry.action,
            subject=entry.subject_label,
            subject_type=entry.subject_type.rpartition(".")[2],
            url=registry.link_to(entry.subject_type, entry.subject_id),
            changes=tuple(_change(name, value) for name, value in entry.changes.items()),
        )
        for entry in entries
    ]


def _change(name: str, value: Any) -> tuple[str, str, str]:
    """A change as field, before, after; a single value has no before."""
    if isinstance(value, list) and len(value) == 2:
        return name, str(value[0] if value[0] is not None else ""), str(value[1] or "")
    return name, "", str(value)


def role_names(viewer: Viewer) -> list[Promise]:
    """The granted roles of the viewer, in the order of the field."""
    return [ROLE_NAMES[role] for role in Role if role in viewer.roles and role is not Role.PUBLIC]
