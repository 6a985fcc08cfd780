"""What would change the order of a ranking."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.ranking import RankingChoices, RankingPage, ranking
from samvern.base.kept import Kept
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.priority import sensitivity as engine
from samvern.engine.priority.model import Alternative

if TYPE_CHECKING:
    from samvern.engine.priority import Ranking
    from samvern.engine.priority.sensitivity import PairLead, Sensitivity

#: Samples times alternatives times criteria in one request: some seconds of work.
MAX_WORK = 150_000_000

_kept: Kept[Sensitivity] = Kept(limit=50_000, weigh=lambda kept: 1 + len(kept.judgements))


@dataclass(frozen=True)
class SensitivityPage:
    """What would change a ranking, with what its page shows around it.

    ``pair`` is explained; ``about`` names the risk areas and goals that criteria are about.
    """

    ranked: RankingPage
    found: Sensitivity
    pair: PairLead
    about: Mapping[str, str]


def sensitivity(
    viewer: Viewer,
    code: str,
    choices: RankingChoices | None = None,
    *,
    first: str = "",
    second: str = "",
) -> SensitivityPage:
    """Say what would change a ranking, and why ``first`` stands before ``second``.

    Without a pair it is the first two of the ranking.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    InvalidInput
        ``ranking.too_much_work``, ``sensitivity.unknown_alternative``,
        ``sensitivity.same_alternative``, and whatever else the engine refuses.
    """
    choices = choices or RankingChoices()
    ranked = ranking(viewer, code, choices)
    programme = programme_for(viewer, code)
    document = document_of(viewer, programme)
    best = [each.id for each in ranked.ranking.alternatives]
    pair = engine.why_before(ranked.ranking, first or best[0], second or best[1])
    return SensitivityPage(
        ranked=ranked,
        found=_sensitivity_of(programme, ranked.ranking, choices),
        pair=pair,
        about={
            **{area.id: in_language(area.title) for area in document.risk_areas},
            **{goal.id: in_language(goal.title) for goal in document.goals},
        },
    )


def _sensitivity_of(programme: Programme, ranking: Ranking, choices: RankingChoices) -> Sensitivity:
    """What would change a ranking, kept until the programme changes."""
    weights = None if choices.weights is None else json.dumps(choices.weights, sort_keys=True)
    chosen = (choices.level, choices.scale, weights, choices.samples, choices.seed)
    return _kept.get(
        (programme.pk, programme.revision, *chosen), lambda: _compute(ranking, choices)
    )


def _compute(ranking: Ranking, choices: RankingChoices) -> Sensitivity:
    model = ranking.model
    most = max(1, MAX_WORK // (len(model.matrix) * len(model.criteria)))
    if choices.samples > most:
        raise InvalidInput("ranking.too_much_work", samples=choices.samples, most=most)
    names = [Alternative(each.id, each.name) for each in ranking.alternatives]
    return engine.sensitivity(model, names, samples=choices.samples, seed=choices.seed)
