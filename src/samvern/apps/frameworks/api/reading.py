"""Sets and requirements in the API."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from samvern.apps.frameworks import models, queries
from samvern.apps.frameworks.api.shapes import SET, Code, Number, SetVersion
from samvern.base.endpoints import ANYBODY, Cursor, CursorPage, Limit, page_of, viewer_of
from samvern.engine.frameworks import FrameworkKind
from samvern.formats import framework_file, oscal

router = Router()


class SetQuery(Schema):
    """What part of the list of sets is asked for."""

    framework: str = Field("", max_length=60, description="Only versions of this set.")
    cursor: Cursor = ""
    limit: Limit = 50


class SetHead(Schema):
    """A version of a requirement set. ``edition`` counts the states that it has been in."""

    code: str
    version: str
    title: dict[str, str]
    publisher: str
    kind: FrameworkKind
    effective_from: date | None
    effective_to: date | None
    applies_to: list[str] = Field(description="Kinds of actors; empty for everybody.")
    follows_version: str
    sharing: models.Sharing
    edition: int
    changed_at: datetime


class FoundRequirements(Schema):
    """What was found in a set, in its order."""

    count: int = Field(description="How many there are in all.")
    found: list[dict[str, Any]] = Field(
        description="Each as `framework.schema.json` describes a requirement."
    )


class RequirementQuery(Schema):
    """What part of a set is asked for."""

    words: str = Field("", max_length=200, pattern=r"^[^\x00]*$")
    heading: str = Field("", max_length=60, description="Only what stands under this one.")
    audience: str = Field("", max_length=40, description="Only what applies to this kind of actor.")
    wording: Literal["", "unverified", "missing"] = Field(
        "", description="Only where some wording is not the publisher's own, or was not found."
    )
    limit: Limit = 50


class PlacedRequirement(Schema):
    """A requirement with its place in the set."""

    requirement: dict[str, Any] = Field(
        description="As `framework.schema.json` describes a requirement."
    )
    is_withdrawn: bool
    above: list[str] = Field(description="The headings that it stands under, the outermost first.")
    below: list[str]
    previous: str | None
    following: str | None


class FollowStep(Schema):
    """Where a requirement has got to in a version, and what happened on the way there."""

    version: str
    ids: list[str]
    fates: list[str]


class FollowedRequirement(Schema):
    """The way of a requirement to another version.

    When ``is_plain``, what points at it can point at its successor without asking anybody.
    """

    framework: str
    version: str
    id: str
    is_plain: bool
    steps: list[FollowStep]


@router.get("/frameworks", auth=ANYBODY, response=CursorPage[SetHead])
def list_frameworks(request: HttpRequest, query: Query[SetQuery]) -> CursorPage[SetHead]:
    """List requirement sets, every version of each, in the order in which they were taken in."""
    rows = queries.sets(viewer_of(request), code=query.framework)
    found, following = page_of(rows, cursor=query.cursor, limit=query.limit)
    return CursorPage(items=[SetHead.from_orm(each) for each in found], next_cursor=following)


@router.get(SET, auth=ANYBODY, response=dict[str, Any])
def get_framework(
    request: HttpRequest, framework: Code, set_version: SetVersion
) -> dict[str, object]:
    """One version with all its requirements, as `framework.schema.json` describes it."""
    found = queries.set_for(viewer_of(request), framework, set_version)
    return framework_file.plain(queries.document_of(found))


@router.get(f"{SET}/oscal", auth=ANYBODY, response=dict[str, Any])
def get_oscal_catalogue(
    request: HttpRequest, framework: Code, set_version: SetVersion
) -> dict[str, object]:
    """One version as an OSCAL catalogue (1.2.1)."""
    found, stream = queries.set_for(viewer_of(request), framework, set_version), BytesIO()
    oscal.write_catalog(queries.document_of(found), stream, at=found.changed_at)
    catalogue: dict[str, object] = json.loads(stream.getvalue())
    return catalogue


@router.get(f"{SET}/requirements", auth=ANYBODY, response=FoundRequirements)
def find_requirements(
    request: HttpRequest,
    framework: Code,
    set_version: SetVersion,
    query: Query[RequirementQuery],
) -> FoundRequirements:
    """Find requirements of a version; a heading only where nothing under it was found."""
    filters = queries.SetFilters(query.words, query.heading, query.audience, query.wording)
    page = queries.set_page(viewer_of(request), framework, set_version, filters)
    found = [framework_file.plain_requirement(each) for each in page.listed[: query.limit]]
    return FoundRequirements(count=len(page.listed), found=found)


@router.get(f"{SET}/requirements/{{requirement}}", auth=ANYBODY, response=PlacedRequirement)
def get_requirement(
    request: HttpRequest, framework: Code, set_version: SetVersion, requirement: Number
) -> PlacedRequirement:
    """One requirement; a withdrawn one as it last was."""
    page = queries.requirement_page(viewer_of(request), framework, set_version, requirement)
    return PlacedRequirement(
        requirement=framework_file.plain_requirement(page.requirement),
        is_withdrawn=page.row.is_withdrawn,
        above=[each.id for each in page.above],
        below=[each.id for each in page.below],
        previous=page.previous.id if page.previous else None,
        following=page.following.id if page.following else None,
    )


@router.get(
    f"{SET}/requirements/{{requirement}}/followed", auth=ANYBODY, response=list[FollowedRequirement]
)
def follow_requirement(
    request: HttpRequest, framework: Code, set_version: SetVersion, requirement: Number
) -> list[dict[str, object]]:
    """What became of a requirement in every other version, as far as anything says so."""
    page = queries.requirement_page(viewer_of(request), framework, set_version, requirement)
    return [each.to_json() for each in page.followed.values()]
