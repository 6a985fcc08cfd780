"""Endpoints that belong to no module: who asks, the audit trail, what problems mean."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext
from ninja import Query, Router, Schema
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from samvern.base import queries
from samvern.base.endpoints import (
    ANYBODY,
    Cursor,
    CursorPage,
    Limit,
    language_of,
    page_of,
    viewer_of,
)
from samvern.base.models import AuditEntry
from samvern.ui.wording import errors as wording

router = Router(tags=["service"])


class RoleHeld(Schema):
    """A role, and the part of the actor tree it is held on; `/` is the whole sector."""

    role: str
    path: str


class Me(Schema):
    """Who asks, and how far that reaches. `scopes` is null for a log-in with a session."""

    id: int
    name: str
    language: str
    roles: list[RoleHeld]
    scopes: list[str] | None


class AuditItem(Schema):
    """An entry of the audit trail.

    `changes` maps a field to its value, or to a list of the value before and after. `hash`
    covers the entry and `previous_hash`. One that `is_private` is given only to those who answer for
    security where it stands or above; where some are not given, the hashes next to each other do not
    follow on each other, and the whole chain is proved by `samvern audit verify`.
    """

    id: int
    at: datetime
    by: str
    channel: str
    action: str
    subject_type: str
    subject_id: str
    subject: str
    path: str
    changes: dict[str, Any]
    is_private: bool
    previous_hash: str
    hash: str


class AuditQuery(Schema):
    """What part of the trail is asked for."""

    action: str = Field("", max_length=60, description="Beginning of the action.")
    q: str = Field("", max_length=100, description="Words in what was acted on.")
    by: str = Field("", max_length=100, description="Words in the name of who acted.")
    since: date | SkipJsonSchema[None] = Field(None, description="First day.")
    until: date | SkipJsonSchema[None] = Field(None, description="Last day.")


class Explained(Schema):
    """What a code means, in the language of the request."""

    code: str
    title: str
    advice: str


@router.get("/me", response=Me, summary="Who am I")
def me(request: HttpRequest) -> Me:
    """Who the token or session stands for, the roles held, and the scopes of the token."""
    viewer = viewer_of(request)
    return Me(
        id=viewer.user_id or 0,
        name=viewer.name,
        language=viewer.language,
        roles=[RoleHeld(role=str(held.role), path=held.path) for held in viewer.held],
        scopes=None if viewer.scopes is None else sorted(viewer.scopes),
    )


@router.get("/audit", response=CursorPage[AuditItem], summary="The audit trail")
def audit_trail(
    request: HttpRequest,
    query: Annotated[AuditQuery, Query()],
    after: Annotated[int, Field(ge=0, lt=2**63, description="Entries after this one.")] = 0,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> CursorPage[AuditItem]:
    """What was done where the viewer may read the trail, oldest first.

    To follow the trail, ask again with `after` set to the last entry that you have.
    """
    filters = queries.AuditFilters(
        action=queries.as_words(query.action),
        words=queries.as_words(query.q),
        by=queries.as_words(query.by),
        since=query.since,
        until=query.until,
    )
    entries = queries.audit_entries(viewer_of(request), filters).filter(pk__gt=after)
    rows, next_cursor = page_of(entries, cursor=cursor, limit=limit)
    return CursorPage[AuditItem](items=[_item(row) for row in rows], next_cursor=next_cursor)


def _item(entry: AuditEntry) -> AuditItem:
    return AuditItem(
        id=entry.pk,
        at=entry.at,
        by=entry.by_name,
        channel=entry.channel,
        action=entry.action,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        subject=entry.subject_label,
        path=entry.path,
        changes=entry.changes,
        is_private=entry.is_private,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
    )


@router.get("/problems", auth=ANYBODY, response=list[Explained], summary="What problems mean")
def list_problems(request: HttpRequest) -> list[Explained]:
    """Every code of a problem, with what is wrong and what to do; `%(name)s` is filled in."""
    with translation.override(language_of(request)):
        return [
            Explained(code=code, title=title, advice=advice)
            for code, (title, advice) in sorted(wording.sentences(gettext).items())
        ]
