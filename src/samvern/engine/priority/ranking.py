"""The result of a ranking, and its published form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samvern.engine.priority.model import LeftOut, RankingModel
from samvern.engine.programme.document import LANGUAGES, Text, in_language


@dataclass(frozen=True)
class RankedAlternative:
    """What the samples say of one alternative.

    Attributes
    ----------
    rank_acceptability
        Share of the samples in which it has each rank, the first rank first.
    expected_rank
        Mean rank, from 1.
    central_weights
        Mean weights of the samples in which it is first: what someone typically thinks who
        puts it first. None if nobody does.
    confidence
        How often it is first at its central weights, over the readings of uncertain judgements.
        None if it is never first.
    dominated_by
        Alternatives that are never behind it and sometimes ahead, whatever the admissible
        weights and the readings; the best first.
    potentially_optimal
        Whether some admissible weights and some reading put nobody before it.
    """

    id: str
    name: Text
    rank_acceptability: tuple[float, ...]
    expected_rank: float
    central_weights: Mapping[str, float] | None
    confidence: float | None
    dominated_by: tuple[str, ...]
    potentially_optimal: bool

    def to_json(self, language: str) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "id": self.id,
            "name": in_language(self.name, language) or self.id,
            "rank_acceptability": list(self.rank_acceptability),
            "expected_rank": self.expected_rank,
            "central_weights": self.central_weights and dict(self.central_weights),
            "confidence": self.confidence,
            "dominated_by": list(self.dominated_by),
            "potentially_optimal": self.potentially_optimal,
        }


@dataclass(frozen=True)
class Ranking:
    """A ranking that says how sure it is.

    Attributes
    ----------
    model
        What it was computed from.
    alternatives
        Best expected rank first; equal ones by identifier.
    pairwise
        ``pairwise[a][b]`` is the share of the samples in which a ranks before b.
    samples, seed
        How many samples were drawn, and what decided them.
    half_width_95
        With 95 % probability each share of samples lies at most this far from its true value.
    confidence_samples, confidence_half_width_95
        The same for the confidence factors, which rest on samples of their own.
    left_out
        Judgements that the programme leaves out.
    """

    model: RankingModel
    alternatives: tuple[RankedAlternative, ...]
    pairwise: Mapping[str, Mapping[str, float]]
    samples: int
    seed: int
    half_width_95: float
    confidence_samples: int
    confidence_half_width_95: float
    left_out: tuple[LeftOut, ...] = ()

    def __getitem__(self, alternative: str) -> RankedAlternative:
        """Find an alternative by its identifier; raises KeyError like any mapping."""
        for found in self.alternatives:
            if found.id == alternative:
                return found
        raise KeyError(alternative)

    def to_json(self, language: str = LANGUAGES[0]) -> dict[str, object]:
        """Give the ranking as plain values, as ``catalogues/schemas/ranking.schema.json`` says.

        Names are in the language, or else in the first one that they have.
        """
        return {
            "model": self.model.to_json(),
            "alternatives": [alternative.to_json(language) for alternative in self.alternatives],
            "pairwise": {one: dict(shares) for one, shares in self.pairwise.items()},
            "samples": self.samples,
            "seed": self.seed,
            "half_width_95": self.half_width_95,
            "confidence_samples": self.confidence_samples,
            "confidence_half_width_95": self.confidence_half_width_95,
            "left_out": [record.to_json() for record in self.left_out],
        }
