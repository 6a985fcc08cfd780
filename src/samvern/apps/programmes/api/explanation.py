"""What would have to be true for a decided order, in the API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from samvern.apps.programmes import queries
from samvern.apps.programmes.api.ranking import Level, Scale, Weights
from samvern.apps.programmes.api.shapes import Code
from samvern.base.endpoints import ANYBODY, Incoming, viewer_of
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


class ExplanationRequest(ExplanationQuery):
    """The same, and which weightings are admitted."""

    weights: Weights | None = None


@router.get("/programmes/{code}/explanation", auth=ANYBODY, response=dict[str, Any])
def get_explanation(
    request: HttpRequest, code: Code, query: Query[ExplanationQuery]
) -> dict[str, object]:
    """Say what would have to be true for a decided order, and prove it where nothing gives it.

    The answer follows the JSON Schema that `samvern programme schema explanation` prints.
    """
    return _explained(request, code, query, None)


@router.post("/programmes/{code}/explanation", auth=ANYBODY, response=dict[str, Any])
def explain_with_weights(
    request: HttpRequest, code: Code, asked: ExplanationRequest
) -> dict[str, object]:
    """Say the same under weights of your own; nothing is kept."""
    weights = asked.weights.model_dump(exclude_none=True) if asked.weights else None
    return _explained(request, code, asked, weights)


def _explained(
    request: HttpRequest, code: str, asked: ExplanationQuery, weights: dict[str, Any] | None
) -> dict[str, object]:
    decided = read_order(asked.order, asked.tiers, others_follow=asked.others == "after")
    choices = queries.RankingChoices(level=asked.level, scale=asked.scale, weights=weights)
    is_said = bool(decided.order or decided.tiers)
    page = queries.explanation(viewer_of(request), code, choices, decided if is_said else None)
    if page.found is None:
        problem = Problem.of("order.empty", where="order")
        raise InvalidInput("order.invalid", problems=[problem])
    return page.found.to_json()
