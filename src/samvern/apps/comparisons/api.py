"""Comparisons in the JSON API: the same reads and operations as the pages."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from samvern.apps.comparisons import operations, queries
from samvern.base.endpoints import ANYBODY, Incoming, idempotent, viewer_of

router = Router(tags=["comparisons"])

Code = Annotated[str, Field(min_length=1, max_length=60)]
Why = Annotated[str, Field(max_length=operations.MAX_WHY, pattern=r"^[^\x00]*$")]
PAIR = "/programmes/{code}/compared-with/{earlier}"


class StoredLink(Schema):
    """A link as it is answered: send ``version`` with the answer."""

    id: int
    earlier: str = Field(description="Code of the earlier measure; empty when the later is new.")
    later: str = Field(description="Code of the later measure; empty when the earlier was dropped.")
    version: int


class Compared(Schema):
    """Two programmes compared, as `comparison.schema.json` describes it, and its stored links."""

    comparison: dict[str, Any]
    is_stored: bool = Field(description="False until links have been proposed here.")
    links: list[StoredLink]


class Answer(Incoming):
    """What is said of a link."""

    answer: Literal["confirm", "reject", "take_back"]
    version: int = Field(ge=1, le=2**31 - 1)
    why: Why = ""


class NewLink(Incoming):
    """A link said by hand; without one of the measures, the other has no kin."""

    earlier: str = Field("", max_length=40)
    later: str = Field("", max_length=40)
    why: Why = Field("", description="Needed for a tie between two measures.")


@router.get(PAIR, auth=ANYBODY, response=Compared)
def get_comparison(request: HttpRequest, code: Code, earlier: Code) -> Compared:
    """What became of the measures of an earlier programme in a later one."""
    return _compared(request, code, earlier)


@router.post(f"{PAIR}/proposals", response=Compared)
@idempotent
def propose_links(request: HttpRequest, code: Code, earlier: Code) -> Compared:
    """Have links proposed, or proposed anew; what people have said stays."""
    operations.propose(by=viewer_of(request), later=code, earlier=earlier, at=timezone.now())
    return _compared(request, code, earlier)


@router.post(f"{PAIR}/links", response=Compared)
@idempotent
def add_link(request: HttpRequest, code: Code, earlier: Code, link: NewLink) -> Compared:
    """Say by hand what became of a measure."""
    comparison = queries.comparison_for(viewer_of(request), code, earlier)
    operations.add_link(
        by=viewer_of(request),
        comparison_id=comparison.pk,
        at=timezone.now(),
        **link.model_dump(),
    )
    return _compared(request, code, earlier)


@router.post(PAIR + "/links/{link_id}", response=Compared)
@idempotent
def answer_link(
    request: HttpRequest,
    code: Code,
    earlier: Code,
    link_id: Annotated[int, Field(ge=1, le=2**63 - 1)],
    answer: Answer,
) -> Compared:
    """Confirm or reject a link, or take that back."""
    viewer = viewer_of(request)
    asked: dict[str, Any] = {
        "by": viewer,
        "comparison_id": queries.comparison_for(viewer, code, earlier).pk,
        "link_id": link_id,
        "version": answer.version,
        "at": timezone.now(),
    }
    if answer.answer == "take_back":
        operations.take_back(**asked)
    else:
        operations.answer_link(**asked, holds=answer.answer == "confirm", why=answer.why)
    return _compared(request, code, earlier)


def _compared(request: HttpRequest, code: str, earlier: str) -> Compared:
    page = queries.comparison_page(viewer_of(request), code, earlier)
    return Compared(
        comparison=page.found.to_json(),
        is_stored=page.comparison_id is not None,
        links=[
            StoredLink(id=each.id, earlier=ends[0], later=ends[1], version=each.version)
            for ends, each in page.stored.items()
        ],
    )
