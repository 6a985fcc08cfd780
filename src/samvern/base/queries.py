"""Reads of the base: the audit trail, and the roles of a viewer in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samvern.base import registry
from samvern.base.models import AuditEntry, AuditEntryQuerySet
from samvern.base.permissions import ROLE_NAMES, ROLE_PURPOSES, BasePermission, Role
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed
from samvern.formats.tables import Cell
from samvern.ui import numbers


@dataclass(frozen=True)
class AuditFilters:
    """What part of the trail is asked for; what cannot be read asks for nothing."""

    action: str = ""
    words: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> AuditFilters:
        """From the parameters of an address."""
        return cls(
            action=as_words(query.get("what", "")),
            words=as_words(query.get("q", "")),
            by=as_words(query.get("by", "")),
            since=_as_date(query.get("since", "")),
            until=_as_date(query.get("until", "")),
        )


@dataclass(frozen=True)
class Change:
    """A field of an entry, before and after; a single value has no before."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class AuditRow:
    """An entry of the trail as a page shows it."""

    at: datetime
    by_name: str
    channel: str
    action: str
    subject: str
    url: str | None
    changes: tuple[Change, ...]
    is_private: bool


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")

#: How something came in.
CHANNELS: Mapping[str, Promise] = {
    "web": gettext_lazy("in the browser"),
    "api": gettext_lazy("through the API"),
    "cli": gettext_lazy("on the command line"),
    "system": gettext_lazy("by itself"),
}

#: What entries say besides fields with names of their own.
_DETAILS: Mapping[str, Promise] = {
    "how": gettext_lazy("how"),
    "kind": gettext_lazy("kind"),
    "count": gettext_lazy("number"),
    "provider": gettext_lazy("provider"),
    "scopes": gettext_lazy("what it may do"),
    "expires_at": gettext_lazy("holds until"),
    "added": gettext_lazy("new measures"),
    "changed": gettext_lazy("changed measures"),
    "withdrawn": gettext_lazy("withdrawn measures"),
    "measures": gettext_lazy("number of measures"),
    "judgements": gettext_lazy("number of judgements"),
    "people": gettext_lazy("people"),
    "actors": gettext_lazy("actors"),
    "owners": gettext_lazy("owners"),
    "criterion": gettext_lazy("judged by"),
    "levels": gettext_lazy("judgement"),
    "governs": gettext_lazy("governed by"),
    "holder": gettext_lazy("held by"),
    "answers": gettext_lazy("number of answers"),
    "assessments": gettext_lazy("number of assessments"),
    "requirements": gettext_lazy("number of requirements"),
    "number": gettext_lazy("submission number"),
    "on_behalf": gettext_lazy("answered on behalf of the organisation"),
    "origin": gettext_lazy("how it came to be"),
    "requirement_set": gettext_lazy("requirement set"),
    "population": gettext_lazy("who is asked"),
    "newer": gettext_lazy("number of the newer one"),
    "fields": gettext_lazy("what was written"),
    "file": gettext_lazy("file"),
}
_DETAIL_VALUES: Mapping[str, Promise] = {
    "password": gettext_lazy("password"),
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery code"),
    "read": gettext_lazy("read"),
    "write": gettext_lazy("change"),
    "written": gettext_lazy("written here"),
    "suggested": gettext_lazy("an accepted suggestion"),
    "carried": gettext_lazy("carried over from an earlier assessment"),
    "confirmed": gettext_lazy("confirmed as still true"),
    "imported": gettext_lazy("taken in from a workbook"),
    "supplier": gettext_lazy("said by the supplier"),
    "prefilled": gettext_lazy("filled in from the directory"),
}


def audit_entries(viewer: Viewer, filters: AuditFilters) -> AuditEntryQuerySet:
    """The trail that the viewer may read, newest first. Raises ``NotAllowed``."""
    if not viewer.may_somewhere(BasePermission.READ_AUDIT):
        raise NotAllowed("permission.missing", permission=str(BasePermission.READ_AUDIT))
    entries = AuditEntry.objects.visible_to(viewer)
    if filters.action:
        entries = entries.filter(action__startswith=filters.action)
    if filters.words:
        entries = entries.filter(subject_label__icontains=filters.words)
    if filters.by:
        entries = entries.filter(by_name__icontains=filters.by)
    if filters.since:
        entries = entries.filter(at__date__gte=filters.since)
    if filters.until:
        entries = entries.filter(at__date__lte=filters.until)
    return entries


def audit_rows(viewer: Viewer, entries: Iterable[AuditEntry]) -> list[AuditRow]:
    """Entries as rows of a page, in words where there are words, with links that open."""
    names, entries = registry.action_names(), list(entries)
    urls = registry.links_for(viewer, ((each.subject_type, each.subject_id) for each in entries))
    return [
        AuditRow(
            at=entry.at,
            by_name=entry.by_name or _("Nobody logged in"),
            channel=str(CHANNELS.get(entry.channel, entry.channel)),
            action=str(names.get(entry.action, entry.action)),
            subject=entry.subject_label,
            url=urls.get((entry.subject_type, entry.subject_id)),
            changes=tuple(
                _change(entry.subject_type, name, value) for name, value in entry.changes.items()
            ),
            is_private=entry.is_private,
        )
        for entry in entries
    ]


def audit_cells(entries: AuditEntryQuerySet) -> Iterator[list[Cell]]:
    """Entries as rows of a file, one after the other, as they were recorded."""
    for entry in entries.iterator(chunk_size=2_000):
        changes = [
            _change(entry.subject_type, name, value) for name, value in entry.changes.items()
        ]
        yield [
            localtime(entry.at),
            entry.by_name,
            entry.channel,
            entry.action,
            entry.subject_type,
            entry.subject_id,
            entry.subject_label,
            "; ".join(f"{each.field}: {each.before} → {each.after}" for each in changes),
            _("Yes") if entry.is_private else _("No"),
            entry.hash,
        ]


def _change(subject_type: str, name: str, value: Any) -> Change:
    field = _field(subject_type, name)
    before, after = value if isinstance(value, list) and len(value) == 2 else (None, value)
    if name == "fields":  # names of what was written, never what it says
        before, after = None, [_label(subject_type, each) for each in value]
    label = _label(subject_type, name)
    return Change(capfirst(label), _in_words(field, before), _in_words(field, after))


def _label(subject_type: str, name: str) -> str:
    """A field in words, by the name that it has on its table or else in the trail."""
    plain = name.replace("_", " ")
    label = str(getattr(_field(subject_type, name), "verbose_name", plain))
    # nobody gave the field a name of its own
    return str(_DETAILS.get(name, plain)) if label == plain else label


def _field(subject_type: str, name: str) -> Any:
    """The field of the table that an entry tells of, if it is one."""
    try:
        field = apps.get_model(subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    # A change may be named like the way back from another table, which is no field to people.
    return field if field.concrete else None


def _in_words(field: Any, value: Any) -> str:
    """A value as people would write it."""
    if value is None or value == "":
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(_in_words(field, part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{part}: {_in_words(field, each)}" for part, each in value.items())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if choices := getattr(field, "flatchoices", None):
        return str(dict(choices).get(value, value))
    return _text_in_words(field, value) if isinstance(value, str) else str(value)


def _text_in_words(field: Any, text: str) -> str:
    language = get_language() or "nb"
    if _MOMENT.fullmatch(text):
        return numbers.moment(localtime(datetime.fromisoformat(text)), language)
    if _DAY.fullmatch(text):
        return numbers.day(date.fromisoformat(text), language)
    if field is None or field.name in _DETAILS:
        return ", ".join(str(_DETAIL_VALUES.get(part, part)) for part in text.split(", "))
    return text


def as_words(text: str) -> str:
    """What somebody typed to search for, short, and without what no database can hold."""
    return text.replace("\0", "").strip()[:100]


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def role_names(viewer: Viewer) -> list[Promise]:
    """The granted roles of the viewer, in the order of the field."""
    return [ROLE_NAMES[role] for role in _granted(viewer)]


def role_purposes(viewer: Viewer) -> list[tuple[Promise, Promise]]:
    """The granted roles of the viewer, each with what it is for."""
    return [(ROLE_NAMES[role], ROLE_PURPOSES[role]) for role in _granted(viewer)]


def _granted(viewer: Viewer) -> list[Role]:
    return [role for role in Role if role in viewer.roles and role is not Role.PUBLIC]
