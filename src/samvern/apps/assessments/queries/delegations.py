"""What is delegated to whom, and how far they have come."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samvern.apps.actors import queries as actors
from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models import (
    Answer,
    Assessment,
    Delegation,
)
from samvern.apps.assessments.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.errors import NotAllowed, NotFound, NotReady


class DelegationState(StrEnum):
    """How a delegation stands at a moment."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class DelegationRow:
    """A delegation for those who own the assessment: to whom, and how many have a result."""

    delegation: Delegation
    state: DelegationState
    total: int
    answered: int

    @property
    def is_in_force(self) -> bool:
        """Whether the colleague is let at the requirements, or would be on accepting."""
        return self.state in {DelegationState.WAITING, DelegationState.ACCEPTED}


def digest_of(key: str) -> str:
    """All that is kept of the key in a link: 256 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()


def has_place_at(user_id: int, actor: Actor) -> bool:
    """Whether somebody holds a role with the organisation itself, or above it in ownership.

    A role in the whole sector is none: nobody of the authority comes to drafts by a link.
    """
    return any(
        held.path != WHOLE_SECTOR and actor.path.startswith(held.path)
        for held in actors.held_roles(user_id)
    )


def delegations_of(viewer: Viewer, assessment: Assessment, *, at: datetime) -> list[DelegationRow]:
    """Every delegation of an assessment, newest first: two queries. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_OWN, on=assessment.actor)
    found = (
        Delegation.objects.visible_to(viewer)
        .filter(assessment=assessment)
        .select_related("accepted_by", "assessment__actor", "assessment__campaign")
        .prefetch_related("requirements__requirement")
        .annotate(
            total=Count("requirements"),
            answered=Count("requirements", filter=Exists(_answers())),
        )
    )
    return [_delegation_row(each, at=at) for each in found]


def _delegation_row(found: Delegation, *, at: datetime) -> DelegationRow:
    total: int = found.total  # type: ignore[attr-defined]
    answered: int = found.answered  # type: ignore[attr-defined]
    return DelegationRow(found, state_of(found, at=at), total, answered)


def _answers() -> QuerySet[Answer]:
    return Answer.objects.filter(
        ~Q(result=""),
        assessment=OuterRef("assessment"),
        requirement=OuterRef("requirements__requirement"),
    ).order_by()


def state_of(delegation: Delegation, *, at: datetime) -> DelegationState:
    """How a delegation stands."""
    if delegation.revoked_at is not None:
        return DelegationState.REVOKED
    if delegation.expires_at <= at:
        return DelegationState.EXPIRED
    return DelegationState.ACCEPTED if delegation.accepted_at else DelegationState.WAITING


def delegation_for(viewer: Viewer, delegation_id: int, *, lock: bool = False) -> Delegation:
    """A delegation as the viewer sees it. Raises ``NotFound``."""
    found = Delegation.objects.visible_to(viewer).select_related(
        "assessment__actor", "assessment__campaign", "assessment__requirement_set"
    )
    if lock:
        found = found.select_for_update(of=("self",))
    delegation = found.filter(pk=delegation_id).first()
    if delegation is None:
        raise NotFound("delegation.unknown")
    return delegation


def delegation_by_key(viewer: Viewer, key: str, *, at: datetime, lock: bool = False) -> Delegation:
    """What a link asks for, for the account that it was sent to and for nobody else.

    The errors tell nothing of what is asked, of whom or by whom.

    Raises
    ------
    NotFound
        ``delegation.unknown``.
    NotReady
        ``delegation.ended``.
    NotAllowed
        ``delegation.other_account``, ``delegation.no_role``.
    """
    found = Delegation.objects.select_related(
        "assessment__actor", "assessment__campaign", "assessment__requirement_set"
    )
    if lock:
        found = found.select_for_update(of=("self",))
    delegation = found.filter(digest=digest_of(key)).first()
    if delegation is None:
        raise NotFound("delegation.unknown")
    if delegation.revoked_at is not None or delegation.expires_at <= at:
        raise NotReady("delegation.ended")
    is_theirs = delegation.accepted_by_id in {None, viewer.user_id}
    user = User.objects.filter(pk=viewer.user_id or 0, email=delegation.email, is_active=True)
    if not is_theirs or not user.exists():
        raise NotAllowed("delegation.other_account")
    if not has_place_at(viewer.user_id or 0, delegation.assessment.actor):
        raise NotAllowed("delegation.no_role")
    return delegation
