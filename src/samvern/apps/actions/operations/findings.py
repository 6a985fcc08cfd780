"""Findings are raised, described anew, decided on, taken back, and handed on with their actor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from samvern.apps.actions import queries
from samvern.apps.actions.models import Decision, Finding
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.recording import keep, record
from samvern.apps.actions.rules import Source, check_decision, check_finding
from samvern.apps.actors.models import Actor
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import Conflict, NotReady
from samvern.engine.follow_up import REMAINING, DecisionKind, FindingState, Severity


@transaction.atomic
def raise_finding(
    *,
    by: Viewer,
    actor: Actor,
    title: str,
    description: str,
    severity: Severity,
    source: Source,
    confidentiality: Confidentiality,
    at: datetime,
    key: str,
) -> Finding:
    """Raise a finding at an actor: the one door, for people and for every other module.

    Raised again at the actor from the same source with the same ``key``, it is the finding that was
    raised first, as it now is. Whether others hold one like it is told to nobody: a finding for other
    readers, or of another actor, is another finding.

    Parameters
    ----------
    source
        What showed it; its type and identifier lead to its page by the registry of links.
    confidentiality
        Who will see it; this stays. One that was taken back is reported again.
    key
        Tells findings of one source apart, such as the code of a requirement.

    Raises
    ------
    NotAllowed
        Without ``RAISE_FINDINGS`` at the actor, or for a reported one ``RAISE_REPORTED``.
    InvalidInput
        ``finding.invalid`` with all problems.
    """
    is_reported = confidentiality is Confidentiality.REPORTED
    by.require(Permission.RAISE_REPORTED if is_reported else Permission.RAISE_FINDINGS, on=actor)
    check_finding(title, description, source, key)
    finding, is_new = Finding.objects.get_or_create(
        actor=actor,
        confidentiality=confidentiality.value,
        source_type=source.type,
        source_id=source.id,
        key=key,
        defaults={
            "title": title.strip(),
            "description": description.strip(),
            "severity": severity.value,
            "source_label": source.label,
            "raised_by_id": by.user_id,
            "raised_by_name": by.name,
            "raised_at": at,
            "reported_at": at if is_reported else None,
        },
    )
    if is_new:
        keep(by, finding, "finding.raised", at=at)
        record(by, "finding.raised", finding, at=at)
    elif finding.is_taken_back:
        _report(by, finding, at)
    return finding


@transaction.atomic
def take_back_findings(
    *, by: Viewer, source_type: str, source_id: str, since: datetime, at: datetime
) -> int:
    """Make what a thing has shown since a moment the organisation's own again; how many there are.

    Asked by the module that raised them, when what showed them is taken back: it has asked whether
    the viewer may. What was reported before that moment stays so.
    """
    shown = Finding.objects.filter(source_type=source_type, source_id=source_id)
    found = shown.filter(reported_at__gte=since).select_related("actor")
    for finding in found:
        finding.reported_at = None
        finding.save(update_fields=["reported_at"])
        keep(by, finding, "finding.taken_back", at=at)
        record(by, "finding.taken_back", finding, at=at)
    return len(found)


@transaction.atomic
def report_findings(
    *, by: Viewer, source_type: str, source_id: str, keys: Collection[str], at: datetime
) -> int:
    """Report again, of what was taken back, what a thing still shows; how many there are.

    Asked by the module that raised them, when what showed them is handed in again: it has asked
    whether the viewer may.
    """
    shown = Finding.objects.filter(source_type=source_type, source_id=source_id, key__in=keys)
    found = shown.filter(
        confidentiality=Confidentiality.REPORTED.value, reported_at=None
    ).select_related("actor")
    for finding in found:
        _report(by, finding, at)
    return len(found)


def _report(by: Viewer, finding: Finding, at: datetime) -> None:
    finding.reported_at = at
    finding.save(update_fields=["reported_at"])
    keep(by, finding, "finding.reported", at=at)
    record(by, "finding.reported", finding, at=at)


@transaction.atomic
def edit_finding(
    *,
    by: Viewer,
    finding_id: int,
    version: int,
    title: str,
    description: str,
    severity: Severity,
    at: datetime,
) -> Finding:
    """Say better what a finding is, or that it is more or less serious.

    Raises
    ------
    NotFound, NotAllowed
        ``finding.unknown``; without ``DECIDE_FINDINGS``.
    NotReady
        ``finding.closed``.
    InvalidInput
        ``finding.invalid`` with all problems.
    Conflict
        ``finding.changed``: somebody else has changed it since that version.
    """
    finding = _to_change(by, finding_id, at)
    said = {
        "title": title.strip(),
        "description": description.strip(),
        "severity": severity.value,
    }
    check_finding(title, description, _source_of(finding), finding.key)
    changes = {
        field: [getattr(finding, field), value]
        for field, value in said.items()
        if getattr(finding, field) != value
    }
    _save_over(finding, version, said)
    if changes:
        keep(by, finding, "finding.edited", at=at, changes=changes)
        record(by, "finding.edited", finding, at=at, fields=changes)
    return finding


@transaction.atomic
def decide_finding(
    *,
    by: Viewer,
    finding_id: int,
    version: int,
    kind: DecisionKind,
    reason: str = "",
    accepted_until: date | None = None,
    at: datetime,
) -> Decision:
    """Decide what becomes of a finding; a decision that was made before is replaced and kept.

    Raises
    ------
    NotFound, NotAllowed
        ``finding.unknown``; without ``DECIDE_FINDINGS``.
    NotReady
        ``finding.closed``; ``finding.actions_remain``: actions must be confirmed or cancelled
        before the risk is accepted or nothing is to be done.
    InvalidInput
        ``decision.invalid`` with all problems.
    Conflict
        ``finding.changed``: somebody else has decided or changed it since that version.
    """
    finding = _to_change(by, finding_id, at)
    check_decision(kind, reason, accepted_until, localtime(at).date())
    remain = finding.actions.filter(state__in=[state.value for state in REMAINING])
    if kind is not DecisionKind.TREAT and remain.exists():
        raise NotReady("finding.actions_remain")
    _save_over(finding, version, {})
    finding.decisions.filter(replaced_at=None).update(replaced_at=at)
    decision = Decision.objects.create(
        finding=finding,
        kind=kind.value,
        reason=reason.strip(),
        accepted_until=accepted_until,
        decided_by_id=by.user_id,
        decided_by_name=by.name,
        decided_at=at,
    )
    keep(by, finding, "finding.decided", at=at)
    record(by, "finding.decided", finding, at=at)
    return decision


@transaction.atomic
def hand_on_findings(*, by: Viewer, predecessor_id: int, successor_id: int, at: datetime) -> int:
    """Have the findings of an actor follow to the one that took over all of it; how many did.

    Run again, it changes nothing more. Raises ``NotAllowed`` without ``HAND_ON_FINDINGS``.
    """
    by.require(Permission.HAND_ON_FINDINGS)
    successor = Actor.objects.get(pk=successor_id)
    found = list(Finding.objects.filter(actor_id=predecessor_id).select_related("actor"))
    for finding in found:
        changes = {"actor": [finding.actor.name, successor.name]}
        finding.actor = successor
        like = Finding.objects.filter(
            actor=successor,
            confidentiality=finding.confidentiality,
            source_type=finding.source_type,
            source_id=finding.source_id,
            key=finding.key,
        )
        if like.exists():
            finding.key = f"{finding.key[:180]}/{finding.pk}"
        finding.save(update_fields=["actor", "key"])
        keep(by, finding, "finding.handed_on", at=at, changes=changes)
        record(by, "finding.handed_on", finding, at=at, fields=changes)
    return len(found)


def _to_change(by: Viewer, finding_id: int, at: datetime) -> Finding:
    """A finding that is locked and may be changed."""
    finding = queries.finding_for(by, finding_id, lock=True)
    by.require(Permission.DECIDE_FINDINGS, on=finding)
    if queries.state_of(finding, on=localtime(at).date()) is FindingState.CLOSED:
        raise NotReady("finding.closed")
    return finding


def _save_over(finding: Finding, version: int, values: dict[str, str]) -> None:
    """Save what was changed in that version; one statement compares and saves."""
    mine = Finding.objects.filter(pk=finding.pk, version=version)
    if not mine.update(**values, version=F("version") + 1):
        raise Conflict("finding.changed")
    for field, value in values.items():
        setattr(finding, field, value)
    finding.version = version + 1


def _source_of(finding: Finding) -> Source:
    return Source(finding.source_type, finding.source_id, finding.source_label)
