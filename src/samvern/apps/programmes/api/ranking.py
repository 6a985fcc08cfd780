"""The ranking of a programme in the API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from samvern.apps.programmes import queries
from samvern.apps.programmes.api.shapes import Code, Language
from samvern.apps.programmes.queries.ranking import MAX_SAMPLES, PAGE_SAMPLES
from samvern.base.endpoints import ANYBODY, Incoming, viewer_of

router = Router()

Group = Annotated[str, Field(max_length=60)]
Weight = Annotated[float, Field(strict=True, ge=0, le=1e9, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Samples = Annotated[int, Field(ge=1, le=MAX_SAMPLES)]
Seed = Annotated[int, Field(ge=0, le=2**63 - 1)]
Level = Literal["focus-area", "measure"]
Scale = Literal["linear", "ordinal"]


class RankingQuery(Incoming):
    """What is ranked; weights are those of the programme's own basis."""

    level: Level = "focus-area"
    scale: Scale = "linear"
    samples: Samples = PAGE_SAMPLES
    seed: Seed = 1
    language: Language = "nb"


class Constraint(Incoming):
    """That one group of criteria weighs at least as much as another."""

    greater: Group
    lesser: Group


class Limits(Incoming):
    """The least and the most share of all weight that a group may have; a missing one is free."""

    least: Share | None = None
    most: Share | None = None


class Weights(Incoming):
    """Which weightings are admitted: one of the three forms, or nothing for all of them.

    Limits may stand beside constraints or an order, or alone.
    """

    constraints: Annotated[list[Constraint], Field(max_length=100)] | None = None
    order: Annotated[list[Group], Field(max_length=50)] | None = None
    fixed: dict[Group, Weight] | None = Field(None, max_length=50)
    intervals: dict[Group, Limits] | None = Field(None, max_length=50)


class RankingRequest(Incoming):
    """What is ranked, and which weightings are admitted."""

    level: Level = "focus-area"
    scale: Scale = "linear"
    samples: Annotated[int, Field(strict=True, ge=1, le=MAX_SAMPLES)] = PAGE_SAMPLES
    seed: Annotated[int, Field(strict=True, ge=0, le=2**63 - 1)] = 1
    language: Language = "nb"
    weights: Weights | None = None

    @property
    def choices(self) -> queries.RankingChoices:
        """What was asked for, as the pages ask for it."""
        return queries.RankingChoices(
            level=self.level,
            scale=self.scale,
            weights=self.weights.model_dump(exclude_none=True) if self.weights else None,
            samples=self.samples,
            seed=self.seed,
        )


@router.get("/programmes/{code}/ranking", auth=ANYBODY, response=dict[str, Any])
def get_ranking(request: HttpRequest, code: Code, query: Query[RankingQuery]) -> dict[str, object]:
    """Rank focus areas or measures, and say how sure that is.

    The answer follows the JSON Schema that `samvern programme schema ranking` prints; it can be
    recomputed from its `model`.
    """
    choices = queries.RankingChoices(
        level=query.level, scale=query.scale, samples=query.samples, seed=query.seed
    )
    page = queries.ranking(viewer_of(request), code, choices)
    return page.ranking.to_json(query.language)


@router.post("/programmes/{code}/ranking", auth=ANYBODY, response=dict[str, Any])
def rank_programme(request: HttpRequest, code: Code, asked: RankingRequest) -> dict[str, object]:
    """Rank with weights of your own; nothing is kept."""
    page = queries.ranking(viewer_of(request), code, asked.choices)
    return page.ranking.to_json(asked.language)
