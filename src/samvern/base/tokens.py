"""API tokens: keys with which programs act for a person, within scopes and until a date.

The key is shown once and never kept; what is kept is its SHA-256 digest, which needs no slow
hash because a key is 256 random bits.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from samvern.base import audit
from samvern.base.models import ApiToken, ApiTokenQuerySet
from samvern.base.permissions import BasePermission
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound

#: Every key starts with this, so that programs that look for leaked keys know ours.
KEY_PREFIX = "samvern_"
MAX_DAYS = 365
#: How much of a key is kept in the clear, so that its owner can tell tokens apart.
_SHOWN = 12


class Scope(StrEnum):
    """How far a token reaches; within what its person may do."""

    READ = "read"
    WRITE = "write"


def tokens_of(viewer: Viewer) -> ApiTokenQuerySet:
    """The viewer's own tokens, newest first. Raises ``NotAllowed``."""
    _require(viewer)
    return ApiToken.objects.visible_to(viewer)


@transaction.atomic
def make_token(
    *, by: Viewer, name: str, scopes: Collection[str], days: int, at: datetime
) -> tuple[ApiToken, str]:
    """Make a token for the viewer.

    Parameters
    ----------
    scopes
        One or more of :class:`Scope`.
    days
        How long it holds, 1 to :data:`MAX_DAYS`.

    Returns
    -------
    tuple of ApiToken and str
        The token, and its key, which cannot be had again.

    Raises
    ------
    NotAllowed
        ``permission.missing``, or ``token.made_by_token`` when a token asks for another.
    InvalidInput
        ``token.name_missing``, ``token.scope_unknown``, ``token.days_out_of_range``.
    """
    user_id = _require(by)
    wanted = sorted(set(scopes))
    if not name.strip():
        raise InvalidInput("token.name_missing")
    if not wanted or not set(wanted) <= set(Scope):
        raise InvalidInput("token.scope_unknown", scopes=" ".join(wanted))
    if not 1 <= days <= MAX_DAYS:
        raise InvalidInput("token.days_out_of_range", days=days, most=MAX_DAYS)
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user_id=user_id,
        name=name.strip(),
        prefix=key[:_SHOWN],
        digest=_digest(key),
        scopes=[str(scope) for scope in wanted],
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    changes = {"scopes": ", ".join(wanted), "expires_at": token.expires_at.isoformat()}
    audit.record(by, "token.made", token, at=at, path=by.place, changes=changes)
    return token, key


@transaction.atomic
def revoke_token(*, by: Viewer, token_id: int, at: datetime) -> ApiToken:
    """End a token at once; one that has ended already stays as it is.

    Raises ``NotAllowed``, and ``NotFound`` (``token.unknown``) for somebody else's.
    """
    token = tokens_of(by).select_for_update().filter(pk=token_id).first()
    if token is None:
        raise NotFound("token.unknown")
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        audit.record(by, "token.revoked", token, at=at, path=by.place)
    return token


def viewer_with_key(key: str, *, at: datetime) -> Viewer | None:
    """The viewer a key stands for; nobody when it is unknown, revoked or past its date."""
    if not key.startswith(KEY_PREFIX):
        return None
    held = ApiToken.objects.in_force(at).select_related("user").filter(digest=_digest(key)).first()
    if held is None:
        return None
    return viewer_for(held.user, channel="api", scopes=frozenset(held.scopes))


def _require(viewer: Viewer) -> int:
    """The user behind a viewer who may have tokens."""
    if viewer.scopes is not None:
        raise NotAllowed("token.made_by_token")
    if viewer.user_id is None or not viewer.may_somewhere(BasePermission.MANAGE_TOKENS):
        raise NotAllowed("permission.missing", permission=str(BasePermission.MANAGE_TOKENS))
    return viewer.user_id


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
