"""The answer to the reverse question: what would have to be true for a decided order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from samvern.engine.priority.model import RankingModel
from samvern.engine.priority.reverse.changing import Settlement
from samvern.engine.priority.reverse.decided import Before, DecidedOrder
from samvern.engine.priority.reverse.giving_up import GivenUp
from samvern.engine.priority.reverse.proofs import Proof, Witness
from samvern.engine.priority.reverse.search import Question


class Freedom(StrEnum):
    """What may be chosen to fit a decided order; each may choose what those before it may."""

    WEIGHTS = "weights"  # any admissible weighting, every judgement at its mean
    READINGS = "readings"  # and any level of each uncertain judgement
    SCALES = "scales"  # and any distance between the levels


class Verdict(StrEnum):
    """Whether a decided order is possible."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"  # neither shown within the limits


@dataclass(frozen=True)
class Solution:
    """How a decided order comes out.

    Attributes
    ----------
    weights
        The most central weighting that gives the order, for the reading and scale.
    smallest_lead
        How far the two that come closest to each other are apart, as a score of 0..1. Nothing
        means that the order comes out only because equals may stand in any order.
    closest
        The statement with that lead.
    readings
        The level of each uncertain judgement of the alternatives that are ranked, where readings
        may be chosen: alternative to criterion to level.
    scales
        How high each step is, as a share of its criterion, where scales may be chosen.
    """

    weights: Mapping[str, float]
    smallest_lead: float
    closest: Before
    readings: Mapping[str, Mapping[str, str]]
    scales: Mapping[str, tuple[float, ...]] | None

    def to_json(self) -> dict[str, object]:
        """Give the solution as the plain values of the published schema."""
        plain: dict[str, object] = {
            "weights": dict(self.weights),
            "smallest_lead": self.smallest_lead,
            "closest": self.closest.to_json(),
            "readings": {name: dict(levels) for name, levels in self.readings.items()},
        }
        if self.scales is not None:
            plain["scales"] = {name: list(steps) for name, steps in self.scales.items()}
        return plain


@dataclass(frozen=True)
class Attempt:
    """One attempt to fit a decided order, with what shows how it ended.

    ``question`` is what was asked in exact numbers; ``witness`` is set when it is possible,
    ``proof`` when it is not.
    """

    freedom: Freedom
    question: Question
    witness: Witness | None
    proof: Proof | None

    @property
    def verdict(self) -> Verdict:
        """How it ended."""
        if self.witness:
            return Verdict.POSSIBLE
        return Verdict.IMPOSSIBLE if self.proof else Verdict.UNDECIDED

    @property
    def solution(self) -> Solution | None:
        """The witness in plain numbers."""
        if self.witness is None:
            return None
        system = self.question.system
        leads = self.witness.leads(system, self.question.order)
        closest = min(leads, key=lambda found: (leads[found], found))
        criteria = [criterion.id for criterion in system.criteria]
        heights = self.witness.heights
        return Solution(
            {group: float(weight) for group, weight in self.witness.weights.items()},
            float(leads[closest]),
            closest,
            dict(self._readings(self.witness)) if self.question.are_readings_free else {},
            {name: _shares(steps) for name, steps in zip(criteria, heights, strict=True)}
            if system.is_ordinal
            else None,
        )

    def _readings(self, witness: Witness) -> Mapping[str, Mapping[str, str]]:
        system = self.question.system
        readings: dict[str, dict[str, str]] = {}
        for name in sorted(self.question.firsts | self.question.seconds):
            for at, cell in enumerate(system.cells[name]):
                if len(cell.levels) > 1:
                    level = int(sum(witness.climbs[name][at]))
                    criterion = system.criteria[at]
                    readings.setdefault(name, {})[criterion.id] = criterion.levels[level].level
        return readings

    def to_json(self) -> dict[str, object]:
        """Give the attempt as the plain values of the published schema."""
        plain: dict[str, object] = {"freedom": str(self.freedom), "verdict": str(self.verdict)}
        solution = self.solution
        if solution:
            plain["solution"] = solution.to_json()
        if self.proof:
            plain["proof"] = self.proof.to_json()
        return plain


@dataclass(frozen=True)
class Explanation:
    """What would have to be true for a decided order.

    Attributes
    ----------
    model, decided
        What was asked about.
    statements
        The decided order, taken apart.
    attempts
        From the least freedom on; the last one is possible, or nothing more may be chosen.
    settlement
        When weights alone do not give the order but readings do: the fewest uncertain judgements
        that would have to be settled.
    changes
        When no reading gives the order either, or none may be chosen: the smallest changes of
        judgement that would.
    giving_up
        When an attempt failed: the fewest statements of the order to give up, of what is said
        about weights, and of both together; those of them that help.
    given_up_under
        The freedom under which ``giving_up`` was found.
    share
        The share of samples of all admissible weightings and readings that give the order.
    samples, seed, half_width_95
        How many samples were drawn, what decided them, and with 95 % probability how far the
        share lies from its true value at most.
    """

    model: RankingModel
    decided: DecidedOrder
    statements: tuple[Before, ...]
    attempts: tuple[Attempt, ...]
    settlement: Settlement | None
    changes: Settlement | None
    giving_up: Mapping[str, GivenUp]
    given_up_under: Freedom | None
    share: float
    samples: int
    seed: int
    half_width_95: float

    @property
    def verdict(self) -> Verdict:
        """Whether the order is possible with all the freedom that is given."""
        return self.attempts[-1].verdict

    @property
    def possible(self) -> Attempt | None:
        """The attempt that gave the order."""
        last = self.attempts[-1]
        return last if last.witness else None

    def to_json(self) -> dict[str, object]:
        """Give it as plain values, as ``catalogues/schemas/explanation.schema.json`` says."""
        return {
            "model": self.model.to_json(),
            "decided": self.decided.to_json(),
            "verdict": str(self.verdict),
            "attempts": [attempt.to_json() for attempt in self.attempts],
            "settlement": _settlement(self.settlement),
            "changes": _settlement(self.changes),
            "giving_up": {kind: found.to_json() for kind, found in self.giving_up.items()},
            "given_up_under": self.given_up_under and str(self.given_up_under),
            "share": self.share,
            "samples": self.samples,
            "seed": self.seed,
            "half_width_95": self.half_width_95,
        }


def _settlement(found: Settlement | None) -> object:
    if found is None:
        return None
    return {
        "judgements": [each.to_json() for each in found.settled],
        "steps": found.steps,
        "is_smallest": found.is_smallest,
        "weights": {group: float(share) for group, share in found.witness.weights.items()},
    }


def _shares(steps: tuple[Fraction, ...]) -> tuple[float, ...]:
    whole = sum(steps) or Fraction(1)
    return tuple(float(step / whole) for step in steps)
