"""The audit trail: one door in, and a check that nothing was changed behind it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F

from samvern.base.models import AuditChain, AuditEntry
from samvern.base.viewer import WHOLE_SECTOR, Viewer

#: Field values that never enter the trail.
_SECRET = frozenset({"password", "digest", "key", "secret"})


def record(
    by: Viewer,
    action: str,
    subject: models.Model,
    *,
    at: datetime,
    path: str = WHOLE_SECTOR,
    changes: Mapping[str, Any] | None = None,
    is_private: bool = False,
) -> AuditEntry:
    """Append one entry; call it inside the transaction of the change it tells of.

    Parameters
    ----------
    action
        The verb in the past, such as ``measure.edited``.
    subject
        What it is about. Its name in the trail is its text, or its ``label_in_trail`` where the trail
        has more readers than the thing itself.
    path
        Where on the actor tree the subject stands; decides who sees the entry.
    changes
        Field name to ``[before, after]``, or to a single value.
    is_private
        That it is the organisation's own: seen by those who answer for security at ``path`` or above
        it in ownership, and not by whoever has a role in the whole sector.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry must share the transaction of its change")
    # The update comes first: it locks the one row, so that writers queue on PostgreSQL too.
    if not AuditChain.objects.filter(pk=1).update(length=F("length") + 1):
        AuditChain.objects.create(pk=1, length=1)
    chain = AuditChain.objects.get(pk=1)
    entry = AuditEntry(
        at=at,
        user_id=by.user_id,
        by_name=by.name,
        channel=by.channel,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(getattr(subject, "label_in_trail", subject))[:300],
        path=path,
        changes={key: value for key, value in (changes or {}).items() if key not in _SECRET},
        is_private=is_private,
        previous_hash=chain.last_hash,
    )
    entry.hash = _digest(entry)
    entry.save()
    chain.last_hash = entry.hash
    chain.save(update_fields=["last_hash"])
    return entry


@dataclass(frozen=True)
class ChainReport:
    """What a check of the chain found: ``broken_at`` is the first entry that does not fit."""

    length: int
    broken_at: int | None


def verify_chain() -> ChainReport:
    """Recompute every hash from the first entry on."""
    previous, length = "", 0
    for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=2_000):
        if entry.previous_hash != previous or entry.hash != _digest(entry):
            return ChainReport(length, entry.pk)
        previous, length = entry.hash, length + 1
    chain = AuditChain.objects.filter(pk=1).first()
    if chain and (chain.length != length or chain.last_hash != previous):
        return ChainReport(length, 0)  # the newest entries are gone
    return ChainReport(length, None)


def _digest(entry: AuditEntry) -> str:
    """The hash of an entry and the one before it, the same on every database.

    That an entry is private is a part of it, or somebody could open or hide one unseen. What is not
    private has the hash that it always had, so that a chain from before private entries holds.
    """
    content: dict[str, Any] = {
        "at": entry.at.astimezone(UTC).isoformat(),
        "user": entry.user_id,
        "by": entry.by_name,
        "channel": entry.channel,
        "action": entry.action,
        "subject": [entry.subject_type, entry.subject_id, entry.subject_label],
        "path": entry.path,
        "changes": entry.changes,
        "previous": entry.previous_hash,
    }
    if entry.is_private:
        content["private"] = True
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
