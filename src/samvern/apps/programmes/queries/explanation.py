"""What would have to be true for an order that people decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.ranking import (
    RankingChoices,
    RankingPage,
    ranking,
)
from samvern.base.kept import Kept
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.priority import reverse as engine
from samvern.engine.programme.document import Goal, RiskArea

if TYPE_CHECKING:
    from samvern.engine.priority import RankingModel
    from samvern.engine.priority.reverse import DecidedOrder, Explanation

#: In one request: some seconds of work at most. What takes time is names that stand both before
#: and behind others; beyond that, the number of statements. One name before all is always quick.
MAX_NAMED, MAX_STATEMENTS = 7, 120

_kept: Kept[Explanation] = Kept(limit=500)


@dataclass(frozen=True)
class ExplanationPage:
    """An order with what would have to be true for it.

    ``found`` is None when neither the reader nor the programme names an order; ``is_own`` says
    that the order is the one that the programme itself recommends. ``about`` names the risk areas
    and goals that criteria are about.
    """

    ranked: RankingPage
    decided: DecidedOrder | None
    found: Explanation | None
    is_own: bool
    about: Mapping[str, str]


def explanation(
    viewer: Viewer,
    code: str,
    choices: RankingChoices | None = None,
    decided: DecidedOrder | None = None,
) -> ExplanationPage:
    """Say what would have to be true for an order, the programme's own if none is given.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    InvalidInput
        ``order.invalid``, ``order.too_much_work``, and whatever the ranking refuses.
    """
    choices = choices or RankingChoices()
    ranked = ranking(viewer, code, choices)
    programme = programme_for(viewer, code)
    document = document_of(viewer, programme)
    asked = decided or _answerable(own_order(ranked), ranked)
    parts: tuple[RiskArea | Goal, ...] = (*document.risk_areas, *document.goals)
    return ExplanationPage(
        ranked=ranked,
        decided=asked,
        found=_explanation_of(programme, ranked.ranking.model, asked, choices) if asked else None,
        is_own=decided is None,
        about={part.id: in_language(part.title) for part in parts},
    )


def own_order(page: RankingPage) -> DecidedOrder | None:
    """The tiers that the programme recommends; None when it recommends nothing of this kind."""
    tiers: dict[int, list[str]] = {}
    for row in page.decided:
        tiers.setdefault(row.tier, []).append(row.code)
    named = sum(len(tier) for tier in tiers.values())
    if not tiers or (len(tiers) == 1 and named == len(page.ranking.alternatives)):
        return None
    return engine.DecidedOrder(tiers=tuple(tuple(tiers[tier]) for tier in sorted(tiers)))


def _explanation_of(
    programme: Programme, model: RankingModel, decided: DecidedOrder, choices: RankingChoices
) -> Explanation:
    """The answer, kept until the programme changes."""
    weights = None if choices.weights is None else json.dumps(choices.weights, sort_keys=True)
    key = (programme.pk, programme.revision, choices.level, choices.scale, weights, decided)
    return _kept.get(key, lambda: _explain(model, decided))


def _explain(model: RankingModel, decided: DecidedOrder) -> Explanation:
    if not is_answered_at_once(model, decided):
        raise InvalidInput("order.too_much_work", most=MAX_NAMED)
    return engine.explain(model, decided)


def _answerable(decided: DecidedOrder | None, page: RankingPage) -> DecidedOrder | None:
    """Nobody asked about the programme's own order; one that takes too long is left alone."""
    if decided and not is_answered_at_once(page.ranking.model, decided):
        return None
    return decided


def is_answered_at_once(model: RankingModel, decided: DecidedOrder) -> bool:
    """Whether the answer takes some seconds at most, so that somebody may wait for it."""
    statements = decided.statements(model.alternatives)
    before = {found.first for found in statements}
    behind = {found.second for found in statements}
    if min(len(before), len(behind)) <= 1:
        return True
    return len(before & behind) <= MAX_NAMED and len(statements) <= MAX_STATEMENTS
