"""Mappings in the JSON API: the same reads and operations as the pages."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.mappings import models, operations, queries, rules
from samvern.apps.mappings.permissions import Permission
from samvern.base.endpoints import (
    ANYBODY,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    ProblemItem,
    idempotent,
    language_of,
    page_of,
    viewer_of,
)
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.mappings import Rationale, Relation, Style
from samvern.formats import mappings_file
from samvern.ui.wording import errors

router = Router(tags=["mappings"])

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, description="The version that you looked at.")]
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00]*$")]
SetAddress = Annotated[
    str,
    Field(
        max_length=130,
        pattern=r"^[^\x00]*$",
        description="A requirement set: its code, or code@version; empty for all.",
    ),
]
Text = Annotated[str, Field(max_length=rules.MAX_WHY, pattern=r"^[^\x00]*$")]


class MappedEnd(Schema):
    """A requirement by the code and version of its set, and its own number."""

    framework: str
    version: str
    id: str


class Mapping(Schema):
    """What one mapper says that the source requirement is to the target requirement.

    Names are empty for those who may not read them.
    """

    id: int
    version: int
    source: MappedEnd
    target: MappedEnd
    relation: str
    style: str
    rationale: str | None
    why: str
    confidence: float | None
    mapper: str
    on: date | None
    state: str
    reviewer: str
    claimed_reviewer: str = Field(
        description="Who has reviewed it, as the file says that it came in; nobody here."
    )
    origin: str
    withdrawn_at: datetime | None


class SaidBody(Incoming):
    """What is said of two requirements."""

    relation: Literal["equal", "subset", "superset", "intersects", "none", "unknown"]
    style: Literal["crosswalk", "supportive", "set_theory", "structural"] = "set_theory"
    rationale: Literal["syntactic", "semantic", "functional"] | None = None
    why: Text = ""
    confidence: float | None = Field(None, ge=0, le=1)


class NewEnd(Incoming):
    """A requirement to be mapped; of the latest version when none is named."""

    framework: Code
    version: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    id: Code


class NewMapping(SaidBody):
    """A mapping to be recorded."""

    source: NewEnd
    target: NewEnd


class MappingChange(SaidBody):
    """What a mapping is to say from now on."""

    version: Version


class Noted(Incoming):
    """A version that was looked at, and a note."""

    version: Version
    note: Text = ""


class NewMappingReview(Noted):
    """Whether somebody else agrees; to reject needs a note."""

    agrees: bool


class MappingFile(Incoming):
    """A file of mappings: SSSOM, CSV, XLSX or OSCAL."""

    name: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")
    content: str = Field(max_length=22_500_000, description="In base64.")
    mapper: str = Field(
        "",
        max_length=rules.MAX_NAME,
        pattern=r"^[^\x00]*$",
        description="Who has mapped, where the file does not say.",
    )


class NewMappingImport(MappingFile):
    """A file to be taken in."""

    with_changed: bool = Field(
        False, description="Change also what an earlier file said otherwise."
    )
    seen: str = Field(
        "", max_length=100, description="Of the dry run: refuse if anything has changed since."
    )


class CheckedMapping(Schema):
    """A mapping of a file, and what it is to what is here."""

    id: str = Field(description="As the file has it.")
    kind: Literal["new", "same", "changed", "conflicting"]
    here: int | None = Field(description="The mapping here that it is held against.")
    claimed_reviewer: str = Field(description="Who has reviewed it, as the file says.")


class CheckedFile(Schema):
    """What taking a file in would do; nothing when there are problems."""

    rows: list[CheckedMapping]
    rejected: int = Field(description="Mappings that the file calls rejected: not taken in.")
    problems: list[ProblemItem]
    seen: str


class MappingImported(Schema):
    """A file that was taken in; without an identifier when nothing in it was new."""

    id: int | None
    new: int
    changed: int
    rejected: int = Field(description="Mappings that the file calls rejected: not taken in.")


@router.get("/mappings", auth=ANYBODY, response=CursorPage[Mapping])
def list_mappings(
    request: HttpRequest,
    a: SetAddress = "",
    b: SetAddress = "",
    state: Literal["", "proposed", "reviewed", "rejected"] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> CursorPage[Mapping]:
    """Mappings in force: all, those of a set, or those between two sets of whatever version."""
    viewer = viewer_of(request)
    found = queries.mappings_of(viewer, [each for each in (a, b) if each], state)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[_mapping(viewer, row) for row in rows], next_cursor=following)


@router.get("/mappings/pairs", auth=ANYBODY, response=list[dict[str, Any]])
def list_pairs(request: HttpRequest) -> list[dict[str, object]]:
    """Which sets are mapped to each other, and how far that has come."""
    return [
        {
            "sets": [{"framework": e.code, "version": e.version} for e in (row.left, row.right)],
            "mappings": row.mappings,
            "reviewed": row.reviewed,
            "rejected": row.rejected,
        }
        for row in queries.pairs(viewer_of(request))
    ]


@router.get("/mappings/quality", auth=ANYBODY, response=dict[str, Any])
def get_quality(request: HttpRequest, a: SetAddress = "", b: SetAddress = "") -> dict[str, object]:
    """How far mappings can be trusted: all of them, or those between two sets."""
    viewer, sets = viewer_of(request), None
    if a and b:
        pair = queries.pair_of(viewer, a, b)
        sets = (pair.left, pair.right)
    looked = queries.look_over(viewer, sets)
    return {**looked.quality.to_json(), "to_look_at": list(looked.to_look_at)}


@router.get("/mappings/suggestions", auth=ANYBODY, response=list[dict[str, Any]])
def list_suggestions(
    request: HttpRequest, a: SetAddress, b: SetAddress, requirement: Code
) -> list[dict[str, object]]:
    """Requirements of the other set whose texts are like one's; nothing is sent anywhere."""
    from samvern.apps.mappings.queries.suggesting import suggestions_for

    pair = queries.pair_of(viewer_of(request), a, b)
    queries.requirement_in(pair.documents[0], requirement)
    known = {end for tie in pair.by_left().get(requirement, ()) for end in tie.right.ids}
    return [each.to_json() for each in suggestions_for(pair, requirement, known)]


@router.get("/mappings/of/{code}/{version}", auth=ANYBODY, response=dict[str, Any])
def get_mapped_to(
    request: HttpRequest, code: Code, version: Code, requirement: Code
) -> dict[str, object]:
    """What one requirement is to those of other sets, straight and over one more mapping."""
    found = queries.mapped_to(viewer_of(request), code, version, requirement)
    return {
        "paths": [{"target": each.target.to_json(), **each.to_json()} for each in found.paths],
        "to_look_at": [each.id for each in found.to_look_at],
    }


@router.get("/mappings/{mapping_id}", auth=ANYBODY, response=Mapping)
def get_mapping(request: HttpRequest, mapping_id: Key) -> Mapping:
    """One mapping, withdrawn or not."""
    viewer = viewer_of(request)
    return _mapping(viewer, queries.mapping_for(viewer, mapping_id))


@router.post("/mappings", response={201: Mapping})
@idempotent
def record_mapping(request: HttpRequest, new: NewMapping) -> Status[Mapping]:
    """Say what a requirement is to one of another set; it waits for somebody else's review."""
    viewer = viewer_of(request)
    saved = operations.record_mapping(
        by=viewer,
        source=_place(new.source),
        target=_place(new.target),
        said=_said(new),
        at=timezone.now(),
    )
    return Status(201, _mapping(viewer, saved))


@router.post("/mappings/{mapping_id}/change", response=Mapping)
@idempotent
def change_mapping(request: HttpRequest, mapping_id: Key, change: MappingChange) -> Mapping:
    """Say something else of the same two requirements; a review of what was said is void."""
    viewer = viewer_of(request)
    saved = operations.change_mapping(
        by=viewer,
        mapping_id=mapping_id,
        version=change.version,
        said=_said(change),
        at=timezone.now(),
    )
    return _mapping(viewer, saved)


@router.post("/mappings/{mapping_id}/withdraw", response=Mapping)
@idempotent
def withdraw_mapping(request: HttpRequest, mapping_id: Key, noted: Noted) -> Mapping:
    """Take a mapping back; what it said stays to be read."""
    viewer = viewer_of(request)
    saved = operations.withdraw_mapping(
        by=viewer, mapping_id=mapping_id, at=timezone.now(), **noted.model_dump()
    )
    return _mapping(viewer, saved)


@router.post("/mappings/{mapping_id}/review", response=Mapping)
@idempotent
def review_mapping(request: HttpRequest, mapping_id: Key, review: NewMappingReview) -> Mapping:
    """Agree with a mapping of somebody else, or reject it."""
    viewer = viewer_of(request)
    saved = operations.review_mapping(
        by=viewer, mapping_id=mapping_id, at=timezone.now(), **review.model_dump()
    )
    return _mapping(viewer, saved)


@router.post("/mapping-imports/dry-run", response=CheckedFile)
def try_mappings(request: HttpRequest, file: MappingFile) -> CheckedFile:
    """Say what taking a file in would do, and everything that is wrong in it."""
    check = queries.check_import(
        viewer_of(request), _content(file), name=file.name, mapper=file.mapper
    )
    with translation.override(language_of(request)):
        problems = [
            ProblemItem(code=each.code, where=each.where, detail=errors.problem(each, gettext))
            for each in check.problems
        ]
    return CheckedFile(
        rows=[
            CheckedMapping(
                id=row.value.id,
                kind=row.kind.value,
                here=row.existing.pk if row.existing else None,
                claimed_reviewer=row.claimed_reviewer,
            )
            for row in check.rows
        ],
        rejected=check.rejected,
        problems=problems,
        seen=check.seen,
    )


@router.post("/mapping-imports", response={200: MappingImported, 201: MappingImported})
@idempotent
def import_mappings(request: HttpRequest, new: NewMappingImport) -> Status[MappingImported]:
    """Take a file in: every mapping that is new, or nothing; all of them wait for a review."""
    saved = operations.import_mappings(
        by=viewer_of(request),
        content=_content(new),
        at=timezone.now(),
        **new.model_dump(exclude={"content"}),
    )
    if saved is None:
        return Status(200, MappingImported(id=None, new=0, changed=0, rejected=0))
    taken = MappingImported(
        id=saved.pk,
        new=saved.new_count,
        changed=saved.changed_count,
        rejected=saved.rejected_count,
    )
    return Status(201, taken)


def _place(end: NewEnd) -> rules.Place:
    return rules.Place(end.framework, end.version, end.id)


def _said(body: SaidBody) -> rules.Said:
    return rules.Said(
        Relation(body.relation),
        Style(body.style),
        Rationale(body.rationale) if body.rationale else None,
        body.why.strip(),
        body.confidence,
    )


def _content(file: MappingFile) -> bytes:
    """The file of a request. Raises ``InvalidInput`` (``table.not_base64``, ``file.too_large``)."""
    try:
        content = base64.b64decode(file.content.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("table.not_base64") from None
    if len(content) > mappings_file.MAX_BYTES:
        raise InvalidInput("file.too_large", name=file.name, limit="16 MiB")
    return content


def _mapping(viewer: Viewer, row: models.RequirementMapping) -> Mapping:
    value = queries.seen_by(viewer, queries.value_of(row))
    may_read = viewer.may_somewhere(Permission.READ_MAPPERS)
    return Mapping(
        id=row.pk,
        version=row.version,
        claimed_reviewer=row.claimed_reviewer if may_read else "",
        origin=row.origin,
        withdrawn_at=row.withdrawn_at,
        **queries.plain(value),
    )
