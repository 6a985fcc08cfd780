"""What would have to be true for a decided order, in the API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from samvern.apps.programmes import queries
from samvern.apps.programmes.api.ranking import Level, Scale
from samvern.apps.programmes.api.shapes import Code, Incoming
from samvern.base.endpoints import ANYBODY, viewer_of
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.priority.reverse import read_order

router = Router()

Written = Annotated[str, Field(max_length=500)]


class ExplanationQuery(Incoming):
    """An order, tiers or both; the programme's own recommendation when both are empty."""

    order: Written = ""
    tiers: Written = ""
    others: Literal["after", "anywhere"] = "after"
    level: Level = "focus-area"
    scale: Scale = "linear"


@router.get("/programmes/{code}/explanation", auth=ANYBODY, response=dict[str, Any])
def get_explanation(
    request: HttpRequest, code: Code, query: Query[ExplanationQuery]
) -> dict[str, object]:
    """Say what would have to be true for a decided order, and prove it where nothing gives it.

    The answer follows the JSON Schema that `samvern programme schema explanation` prints.
    """
    decided = read_order(query.order, query.tiers, others_follow=query.others == "after")
    choices = queries.RankingChoices(level=query.level, scale=query.scale)
    is_said = bool(decided.order or decided.tiers)
    page = queries.explanation(viewer_of(request), code, choices, decided if is_said else None)
    if page.found is None:
        problem = Problem.of("order.empty", where="order")
        raise InvalidInput("order.invalid", problems=[problem])
    return page.found.to_json()
