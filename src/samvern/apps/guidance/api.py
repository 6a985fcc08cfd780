"""Guidance in the JSON API: the same reads as the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from samvern.apps.guidance import open_data, operations, queries
from samvern.base.endpoints import ANYBODY, idempotent, viewer_of
from samvern.engine.guidance import LinkState
from samvern.engine.programme.document import LANGUAGES
from samvern.formats.guidance_file import plain, plain_entry

router = Router(tags=["guidance"])

Words = Annotated[
    str,
    Field(
        max_length=200,
        pattern=r"^[^\x00]*$",
        description="Plain words in any of the languages; everything when left out.",
    ),
]
Kind = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]*$")]


class FoundEntry(Schema):
    """An entry that was found: how well, by what, and which words it does not have."""

    score: float = Field(description="0 to 1.")
    matches: list[dict[str, Any]]
    missing: list[str]
    entry: dict[str, Any] = Field(description="As `guidance.schema.json` describes an entry.")


class FoundEntries(Schema):
    """What was found, best first."""

    count: int = Field(description="How many there are in all.")
    found: list[FoundEntry]


@router.get("/guidance", auth=ANYBODY, response=dict[str, Any])
def get_guidance(request: HttpRequest) -> dict[str, object]:
    """The whole catalogue, as `guidance.schema.json` describes it."""
    return plain(queries.whole(viewer_of(request)))


@router.get("/guidance/open-data", auth=ANYBODY, response=dict[str, Any])
def get_open_data(request: HttpRequest) -> dict[str, object]:
    """The catalogue described in DCAT-AP-NO 3 (JSON-LD), if this installation publishes it."""
    return open_data.described(viewer_of(request))


@router.get("/guidance/entries", auth=ANYBODY, response=FoundEntries)
def find_guidance(
    request: HttpRequest,
    words: Words = "",
    audience: Annotated[Kind, Field(description="A kind of actor that it is for.")] = "",
    group: Literal["", "instrument", "aid", "network"] = "",
    with_unusable: bool = False,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> FoundEntries:
    """Find guidance by plain words, however spelt."""
    filters = queries.Filters(words.strip(), audience, group, with_unusable)
    hits = queries.search(viewer_of(request), filters, language=LANGUAGES[0])
    return FoundEntries(
        count=len(hits),
        found=[
            FoundEntry(
                score=round(hit.score, 4),
                matches=[match.to_json() for match in hit.matches],
                missing=list(hit.missing),
                entry=plain_entry(hit.entry),
            )
            for hit in hits[:limit]
        ],
    )


@router.get("/guidance/entries/{entry_id}", auth=ANYBODY, response=dict[str, Any])
def get_entry(
    request: HttpRequest, entry_id: Annotated[str, Field(min_length=1, max_length=60)]
) -> dict[str, object]:
    """One entry, as `guidance.schema.json` describes it."""
    return plain_entry(queries.entry_page(viewer_of(request), entry_id).entry)


@router.get("/guidance/map", auth=ANYBODY, response=dict[str, Any])
def get_map(
    request: HttpRequest,
    of: Annotated[
        str, Field(max_length=100, description="A requirement set, or `subjects`.")
    ] = queries.USUAL_SET,
    audience: Annotated[list[Kind], Query(max_length=20)] = [],  # noqa: B006
) -> dict[str, object]:
    """What nobody guides, what several do, and who."""
    return queries.guidance_map(viewer_of(request), of, audience).to_json()


class NewReview(Schema):
    """That an entry was looked through for its owner."""

    model_config = ConfigDict(extra="forbid")

    reviewed_on: date = Field(description="Not after today.")
    link: Literal["unknown", "works", "broken"] = "unknown"
    note: str = Field("", max_length=operations.MAX_NOTE, pattern=r"^[^\x00]*$")


class Due(Schema):
    """An entry that waits for its owner, and why."""

    id: str
    owner: str | None
    reasons: list[str]
    due_on: date | None


@router.get("/guidance/reviews/due", response=list[Due])
def list_due(request: HttpRequest) -> list[dict[str, object]]:
    """What waits for a review by those whom you answer for, most pressing first."""
    found = queries.due(viewer_of(request), on=timezone.localdate())
    return [each.to_json() for each in found]


class Reviewed(Schema):
    """An entry as it is after a review."""

    entry: dict[str, Any] = Field(description="As `guidance.schema.json` describes an entry.")


@router.post("/guidance/entries/{entry_id}/reviews", response=Reviewed)
@idempotent
def record_review(
    request: HttpRequest,
    entry_id: Annotated[str, Field(min_length=1, max_length=60)],
    review: NewReview,
) -> Reviewed:
    """Record that an entry was looked through; gives the entry as it then is."""
    viewer = viewer_of(request)
    operations.record_review(
        by=viewer,
        entry=entry_id,
        reviewed_on=review.reviewed_on,
        link=LinkState(review.link),
        note=review.note,
        at=timezone.now(),
    )
    return Reviewed(entry=plain_entry(queries.entry_page(viewer, entry_id).entry))
