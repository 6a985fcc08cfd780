"""What would change a ranking: everything together, and its published form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samvern.engine.priority.model import Alternative, RankingModel
from samvern.engine.priority.sensitivity.information import JudgementValue
from samvern.engine.priority.sensitivity.pairs import PairLead
from samvern.engine.priority.sensitivity.stability import WeightStability
from samvern.engine.programme.document import LANGUAGES, in_language


@dataclass(frozen=True)
class Sensitivity:
    """What would change a ranking.

    Attributes
    ----------
    model
        What it was computed from.
    alternatives
        By their score at the mean weights and judgements, the highest first.
    scores
        Those scores, 0..1 above that of the lowest levels.
    weights
        The weights that are moved: the fixed ones, or the mean of all that are admissible.
    top
        How many make up the top: three, or one fewer than there are alternatives.
    stability
        How far the weight of each group can move, in the order of the model.
    top_shares
        Share of the samples in which each alternative is at the top.
    judgements
        What each uncertain judgement would be worth to know, the most worth first.
    samples, seed
        How many samples were drawn, and what decided them.
    half_width_95
        With 95 % probability each share of samples lies at most this far from its true value.
    """

    model: RankingModel
    alternatives: tuple[Alternative, ...]
    scores: Mapping[str, float]
    weights: Mapping[str, float]
    top: int
    stability: tuple[WeightStability, ...]
    top_shares: Mapping[str, float]
    judgements: tuple[JudgementValue, ...]
    samples: int
    seed: int
    half_width_95: float

    def to_json(
        self, language: str = LANGUAGES[0], pairs: Sequence[PairLead] = ()
    ) -> dict[str, object]:
        """Give it as plain values, as ``catalogues/schemas/sensitivity.schema.json`` says.

        ``pairs`` are explained beside it; names are in the language, or else in another.
        """
        return {
            "model": self.model.to_json(),
            "alternatives": [
                {
                    "id": each.id,
                    "name": in_language(each.name, language) or each.id,
                    "score": self.scores[each.id],
                    "top_share": self.top_shares[each.id],
                }
                for each in self.alternatives
            ],
            "weights": dict(self.weights),
            "top": self.top,
            "stability": [group.to_json() for group in self.stability],
            "judgements": [judgement.to_json() for judgement in self.judgements],
            "pairs": [pair.to_json() for pair in pairs],
            "samples": self.samples,
            "seed": self.seed,
            "half_width_95": self.half_width_95,
        }
