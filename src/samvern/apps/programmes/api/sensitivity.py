"""What would change the ranking of a programme, in the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from samvern.apps.programmes import queries
from samvern.apps.programmes.api.ranking import RankingQuery, RankingRequest
from samvern.apps.programmes.api.shapes import Code
from samvern.base.endpoints import ANYBODY, viewer_of

router = Router()

Alternative = Annotated[str, Field(max_length=60)]


class SensitivityQuery(RankingQuery):
    """What is ranked, and which two are to be compared; without them, the first two."""

    first: Alternative = ""
    second: Alternative = ""


class SensitivityRequest(RankingRequest):
    """What is ranked by which weightings, and which two are to be compared."""

    first: Alternative = ""
    second: Alternative = ""


@router.get("/programmes/{code}/sensitivity", auth=ANYBODY, response=dict[str, Any])
def get_sensitivity(
    request: HttpRequest, code: Code, query: Query[SensitivityQuery]
) -> dict[str, object]:
    """Say what would change a ranking, and why one stands before another.

    The answer follows the JSON Schema that `samvern programme schema sensitivity` prints; it can
    be recomputed from its `model`.
    """
    choices = queries.RankingChoices(
        level=query.level, scale=query.scale, samples=query.samples, seed=query.seed
    )
    page = queries.sensitivity(
        viewer_of(request), code, choices, first=query.first, second=query.second
    )
    return page.found.to_json(query.language, [page.pair])


@router.post("/programmes/{code}/sensitivity", auth=ANYBODY, response=dict[str, Any])
def sensitivity_of_weights(
    request: HttpRequest, code: Code, asked: SensitivityRequest
) -> dict[str, object]:
    """Say the same under weights of your own; nothing is kept."""
    page = queries.sensitivity(
        viewer_of(request), code, asked.choices, first=asked.first, second=asked.second
    )
    return page.found.to_json(asked.language, [page.pair])
