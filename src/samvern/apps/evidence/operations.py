"""Evidence is added, revised, withdrawn, and follows an organisation to whoever succeeds it.

What brings a file is in two parts: the first asks whether it may be, and writes the bytes; the
second saves everything in one transaction. A rollback takes the bytes away again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actors.models import Actor
from samvern.apps.evidence import queries, rules
from samvern.apps.evidence.facts import EvidenceRevised, EvidenceWithdrawn
from samvern.apps.evidence.models import Evidence, EvidenceQuerySet, Kind
from samvern.apps.evidence.permissions import Permission
from samvern.apps.evidence.rules import Said
from samvern.base import audit, facts, files
from samvern.base.files import Received, Upload
from samvern.base.models import StoredFile
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotReady


def add_evidence(
    *, by: Viewer, actor_id: int, said: Said, upload: Upload | None = None, at: datetime
) -> Evidence:
    """Add a piece of evidence to an organisation: a file, or the address that is said.

    Raises
    ------
    NotFound
        ``actor.unknown``, also for those who may see none of its evidence.
    NotAllowed
        For those who may not add any.
    InvalidInput
        ``evidence.invalid`` with all problems; the codes of :func:`files.received`.
    """
    actor = queries.place_for(by, actor_id)
    queries.require_keeper(by, actor)
    rules.check(said, has_file=upload is not None, on=localtime(at).date())
    with _written(upload) as incoming:
        return _add(by=by, actor_id=actor_id, said=said, incoming=incoming, at=at)


@transaction.atomic
def _add(
    *, by: Viewer, actor_id: int, said: Said, incoming: Received | None, at: datetime
) -> Evidence:
    actor = queries.place_for(by, actor_id)
    queries.require_keeper(by, actor)
    evidence = _new(by, actor, said, at)
    evidence.file = files.keep(incoming, by=by, path=actor.path, at=at) if incoming else None
    evidence.kind = Kind.FILE if incoming else Kind.LINK
    evidence.save()
    changes = {"fields": [*said.fields, *(["file"] if incoming else [])]}
    _record(by, "evidence.added", evidence, at=at, changes=changes)
    return evidence


def revise_evidence(
    *, by: Viewer, evidence_id: int, said: Said, upload: Upload | None = None, at: datetime
) -> Evidence:
    """Put a newer piece in the place of one, which stays as it was.

    Without another file or an address, the file stays the same.

    Raises
    ------
    NotFound
        ``evidence.unknown``.
    NotAllowed
        For those who may neither keep the evidence there nor added this piece themselves.
    InvalidInput
        As :func:`add_evidence`.
    NotReady
        ``evidence.not_current``.
    """
    old = queries.evidence_to_keep(by, evidence_id)
    has_file = upload is not None or (old.file_id is not None and not said.url)
    rules.check(said, has_file=has_file, on=localtime(at).date())
    with _written(upload) as incoming:
        return _revise(by=by, evidence_id=evidence_id, said=said, incoming=incoming, at=at)


@transaction.atomic
def _revise(
    *, by: Viewer, evidence_id: int, said: Said, incoming: Received | None, at: datetime
) -> Evidence:
    old = queries.evidence_for(by, evidence_id, lock=True)
    queries.require_change(by, old)
    new = _new(by, old.actor, said, at)
    if incoming:
        new.file = files.keep(incoming, by=by, path=old.actor.path, at=at)
    elif not said.url:
        new.file = old.file
    new.kind = Kind.FILE if new.file else Kind.LINK
    if (new.file_id, new.url) == (old.file_id, old.url):
        new.uploaded_at = old.uploaded_at
    new.save()
    if not _current(old).update(replaced_by=new):
        raise NotReady("evidence.not_current")
    changes = {"fields": _changed(old, new), "newer": new.pk}
    _record(by, "evidence.revised", old, at=at, changes=changes)
    facts.publish(EvidenceRevised(old.pk, new.pk))
    return new


@transaction.atomic
def withdraw_evidence(*, by: Viewer, evidence_id: int, why: str, at: datetime) -> Evidence:
    """Say that a piece is no longer to be relied on; it stays, with who said so and why.

    Raises
    ------
    NotFound, NotAllowed, NotReady
        As :func:`revise_evidence`.
    InvalidInput
        ``evidence.invalid``.
    """
    evidence = queries.evidence_for(by, evidence_id, lock=True)
    queries.require_change(by, evidence)
    evidence.withdrawn_why = rules.check_why(why)
    evidence.withdrawn_at, evidence.withdrawn_by_name = at, by.name
    told = {name: getattr(evidence, name) for name in _WITHDRAWAL}
    if not _current(evidence).update(**told):
        raise NotReady("evidence.not_current")
    _record(by, "evidence.withdrawn", evidence, at=at)
    facts.publish(EvidenceWithdrawn(evidence.pk))
    return evidence


@transaction.atomic
def hand_on_evidence(*, by: Viewer, predecessor_id: int, successor_id: int, at: datetime) -> int:
    """Give all evidence of an organisation to the one that followed it; how many pieces.

    Raises ``NotAllowed`` unless the viewer may keep evidence in the whole sector.
    """
    by.require(Permission.KEEP_EVIDENCE)
    successor = Actor.objects.get(pk=successor_id)
    moved = Evidence.objects.filter(actor_id=predecessor_id)
    StoredFile.objects.filter(pk__in=moved.values("file")).update(path=successor.path)
    count = moved.update(actor=successor)
    if count:
        changes = {"predecessor": predecessor_id, "count": count}
        _record(by, "evidence.handed_on", successor, at=at, changes=changes)
    return count


_WITHDRAWAL = ("withdrawn_at", "withdrawn_by_name", "withdrawn_why")
_COMPARED = ("title", "note", "url", "file_id", "event_on", "document_on", "expires_on")


@contextmanager
def _written(upload: Upload | None) -> Iterator[Received | None]:
    """The bytes of an upload, if there is one, written until it is known what comes of them."""
    if upload is None:
        yield None
        return
    with files.received(upload) as incoming:
        yield incoming


def _new(by: Viewer, actor: Actor, said: Said, at: datetime) -> Evidence:
    return Evidence(
        actor=actor,
        title=said.title.strip(),
        url=said.url,
        note=said.note.strip(),
        event_on=said.event_on,
        document_on=said.document_on,
        expires_on=said.expires_on,
        uploaded_at=at,
        uploaded_by_id=by.user_id,
        by_name=by.name,
    )


def _record(
    by: Viewer,
    action: str,
    subject: Evidence | Actor,
    *,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Tell the trail of the organisation: nobody else is told what it keeps, nor how much."""
    audit.record(by, action, subject, at=at, path=subject.path, changes=changes, is_private=True)


def _changed(old: Evidence, new: Evidence) -> list[str]:
    """The names of what differs; what it holds is told to nobody."""
    return [
        name.removesuffix("_id") for name in _COMPARED if getattr(old, name) != getattr(new, name)
    ]


def _current(evidence: Evidence) -> EvidenceQuerySet:
    return Evidence.objects.filter(pk=evidence.pk).current()
