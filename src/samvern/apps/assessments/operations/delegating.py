"""Requirements are handed to a colleague, by a link that opens nothing without the right log-in."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samvern.apps.actors import operations as people
from samvern.apps.assessments import letters, queries, rules
from samvern.apps.assessments.models import (
    IN_FORCE_FOR,
    MAX_NOTE,
    Assessment,
    DelegatedRequirement,
    Delegation,
)
from samvern.apps.assessments.operations.answering import acknowledge
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import asked_of
from samvern.apps.assessments.recording import record
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady, Problem


@dataclass(frozen=True)
class Invitation:
    """An account, or a role, for a colleague who has none; ``name`` is for a new account."""

    name: str = ""


@dataclass(frozen=True)
class Handed:
    """A delegation, and the key of its link, which cannot be had again."""

    delegation: Delegation
    key: str


@transaction.atomic
def delegate(
    *,
    by: Viewer,
    assessment_id: int,
    codes: Sequence[str],
    email: str,
    at: datetime,
    note: str = "",
    invitation: Invitation | None = None,
) -> Handed:
    """Ask a colleague to answer some requirements, and send them a link.

    Who has no account, or no role with the organisation, gets the role of a contributor there if an
    ``invitation`` says so.

    Raises
    ------
    NotFound
        ``assessment.unknown``; ``assessment.not_asked``.
    NotAllowed
        Without ``DELEGATE`` on the actor; to invite, also as ``register_person``.
    NotReady
        ``assessment.locked``.
    InvalidInput
        ``delegation.invalid`` with all problems: nothing chosen, ``delegation.own``,
        ``delegation.needs_invitation``; as ``register_person``.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    by.require(Permission.DELEGATE, on=assessment.actor)
    queries.require_open(assessment)
    keys = _keys(assessment, codes)
    address = email.strip().lower()
    problems = [
        *rules.line_problems(address, "email", most=rules.MAX_EMAIL),
        *rules.text_problems(note, "note", most=MAX_NOTE),
    ]
    if not keys:
        problems.append(Problem.of("delegation.nothing_chosen", where="requirements"))
    user = User.objects.filter(email=address, is_active=True).first()
    if user is not None and user.pk == by.user_id:
        problems.append(Problem.of("delegation.own", where="email"))
    is_known = user is not None and queries.has_place_at(user.pk, assessment.actor)
    if address and not is_known and invitation is None:
        problems.append(Problem.of("delegation.needs_invitation", where="email"))
    if problems:
        raise InvalidInput("delegation.invalid", problems=problems)
    if not is_known and invitation is not None:
        _invite(by, assessment, user, address, invitation, at)
    key = _new_key()
    delegation = Delegation.objects.create(
        assessment=assessment,
        email=address,
        note=note.strip(),
        digest=queries.digest_of(key),
        created_by_id=by.user_id,
        created_at=at,
        expires_at=at + IN_FORCE_FOR,
    )
    DelegatedRequirement.objects.bulk_create(
        DelegatedRequirement(delegation=delegation, requirement_id=each) for each in keys
    )
    changes = {"requirements": len(keys)}
    record(
        by,
        "assessment.delegated",
        delegation.assessment,
        at=at,
        subject=delegation,
        changes=changes,
    )
    _send(delegation, key, by)
    return Handed(delegation, key)


@transaction.atomic
def delegate_anew(*, by: Viewer, delegation_id: int, at: datetime) -> Handed:
    """Send a new link in place of one that was lost or has run out; the old one opens nothing more.

    Raises
    ------
    NotFound, NotAllowed
        ``delegation.unknown``; without ``DELEGATE`` on the actor.
    NotReady
        ``delegation.ended``: it is taken back; ``assessment.locked``.
    """
    delegation = queries.delegation_for(by, delegation_id, lock=True)
    assessment = delegation.assessment
    by.require(Permission.DELEGATE, on=assessment.actor)
    if delegation.revoked_at is not None:
        raise NotReady("delegation.ended")
    queries.require_open(assessment)
    key = _new_key()
    delegation.digest, delegation.has_failed = queries.digest_of(key), False
    delegation.expires_at = at + IN_FORCE_FOR
    delegation.save(update_fields=["digest", "has_failed", "expires_at"])
    record(by, "assessment.delegated", delegation.assessment, at=at, subject=delegation)
    _send(delegation, key, by)
    return Handed(delegation, key)


@transaction.atomic
def accept_delegation(*, by: Viewer, key: str, at: datetime) -> Delegation:
    """Take on what a link asks for, having read who will see the answers. Twice is once.

    Raises
    ------
    NotFound
        ``delegation.unknown``.
    NotReady
        ``delegation.ended``: taken back, or run out.
    NotAllowed
        ``delegation.other_account``: the link was sent to another address than that of the account;
        ``delegation.no_role``: the account has no role with the organisation, or a token that may
        not write.
    """
    delegation = queries.delegation_by_key(by, key, at=at, lock=True)
    assessment = delegation.assessment
    if not by.may(Permission.ANSWER_DELEGATED, on=assessment.actor):
        raise NotAllowed("delegation.no_role")
    if delegation.accepted_by_id is not None:
        return delegation
    delegation.accepted_by_id, delegation.accepted_at = by.user_id, at
    delegation.save(update_fields=["accepted_by", "accepted_at"])
    record(by, "assessment.delegation_accepted", delegation.assessment, at=at, subject=delegation)
    acknowledge(by=by, assessment_id=assessment.pk, at=at)
    return delegation


@transaction.atomic
def revoke_delegation(*, by: Viewer, delegation_id: int, at: datetime) -> Delegation:
    """Take requirements back from a colleague, at once; what they have answered stays.

    Raises
    ------
    NotFound, NotAllowed
        ``delegation.unknown``; without ``DELEGATE`` on the actor.
    """
    delegation = queries.delegation_for(by, delegation_id, lock=True)
    by.require(Permission.DELEGATE, on=delegation.assessment.actor)
    if delegation.revoked_at is None:
        delegation.revoked_at = at
        delegation.save(update_fields=["revoked_at"])
        record(by, "assessment.delegation_ended", delegation.assessment, at=at, subject=delegation)
    return delegation


def _keys(assessment: Assessment, codes: Iterable[str]) -> list[int]:
    asked = asked_of(assessment)
    allowed = set(asked.codes.values())
    found = []
    for code in dict.fromkeys(codes):
        if code not in allowed:
            raise NotFound("assessment.not_asked", id=code)
        found.append(asked.keys[code])
    return found


def _invite(
    by: Viewer,
    assessment: Assessment,
    user: User | None,
    address: str,
    invitation: Invitation,
    at: datetime,
) -> None:
    """The role of a contributor, with an account if there is none; the actors module decides."""
    actor_id, role = assessment.actor_id, Role.CONTRIBUTOR
    if user is not None:
        people.grant_role(by=by, at=at, email=address, role=role, actor_id=actor_id)
        return
    people.register_person(
        by=by,
        at=at,
        email=address,
        name=invitation.name,
        role=role,
        actor_id=actor_id,
        language=by.language,
    )


def _new_key() -> str:
    return secrets.token_urlsafe(32)


def _send(delegation: Delegation, key: str, by: Viewer) -> None:
    transaction.on_commit(lambda: letters.ask_colleague(delegation.pk, key, by=by), robust=True)
