"""Why statements cannot hold together, and how they can, in a form that anybody can check.

A *contradiction* gives statements non-negative multipliers. The sum of the leads that the decided
order asks for, each times its multiplier, is at most a sum over the weights of the groups plus
what the statements about weights leave; if for every group that sum is below zero, it is below
zero for all weights, and so the statements cannot all hold. Where readings are free, the sum is
taken at the best reading for it; where that is not enough, a *split* holds one judgement to some
of its levels and then to the others, with a proof for each.

A *witness* names weights, the worth of steps, and a reading; the leads are then plain sums.

Source
------
J. Farkas, "Theorie der einfachen Ungleichungen", Journal für die reine und angewandte
Mathematik 124 (1902).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from samvern.engine.priority.reverse.decided import Before
from samvern.engine.priority.reverse.system import Climb, Held, System, WeightStatement, risen

_NOTHING = Fraction(0)


@dataclass(frozen=True)
class Contradiction:
    """Statements with the multipliers under which they contradict each other, all above zero."""

    order: Mapping[Before, Fraction]
    weights: Mapping[WeightStatement, Fraction]

    def to_json(self) -> dict[str, object]:
        """Give the proof as the plain values of the published schema."""
        return {
            "order": [
                {**found.to_json(), "multiplier": float(factor)}
                for found, factor in self.order.items()
            ],
            "weights": [
                {**found.to_json(), "multiplier": float(factor)}
                for found, factor in self.weights.items()
            ],
        }


@dataclass(frozen=True)
class Split:
    """A judgement that is held to its levels below one, and then to that level and those above.

    ``criterion`` and ``level`` are positions.
    """

    alternative: str
    criterion: int
    level: int
    below: Proof
    at_least: Proof

    def to_json(self) -> dict[str, object]:
        """Give the proof as the plain values of the published schema."""
        return {
            "alternative": self.alternative,
            "criterion": self.criterion,
            "level": self.level,
            "below": self.below.to_json(),
            "at_least": self.at_least.to_json(),
        }


Proof = Contradiction | Split


@dataclass(frozen=True)
class Witness:
    """One way in which statements hold.

    Attributes
    ----------
    weights
        Of every group; they sum to 1.
    heights
        For each criterion, how much each step adds; as the model has it, or as chosen where the
        scale is open (then the steps of a criterion sum to 1).
    climbs
        For every alternative, how far it has climbed.
    """

    weights: Mapping[str, Fraction]
    heights: tuple[tuple[Fraction, ...], ...]
    climbs: Mapping[str, Climb]

    def score(self, system: System, alternative: str) -> Fraction:
        """The score of an alternative, its lowest levels being worth nothing."""
        total = _NOTHING
        for at, climb in enumerate(self.climbs[alternative]):
            weight = self.weights[system.criteria[at].group]
            if weight:
                total += weight * system.parts[at] * risen(self.heights[at], climb)
        return total

    def leads(self, system: System, order: Iterable[Before]) -> dict[Before, Fraction]:
        """How far the first of each statement is ahead of the second."""
        order = tuple(order)
        named = dict.fromkeys(name for found in order for name in (found.first, found.second))
        scores = {name: self.score(system, name) for name in named}
        return {found: scores[found.first] - scores[found.second] for found in order}


def proves(proof: Proof, system: System, held: Held, *, are_readings_free: bool) -> bool:
    """Check that a proof shows its statements to be impossible together."""
    if isinstance(proof, Split):
        key = (proof.alternative, proof.criterion)
        levels = system.levels_of(proof.alternative, proof.criterion, held)
        below = tuple(level for level in levels if level < proof.level)
        others = tuple(level for level in levels if level >= proof.level)
        return (
            are_readings_free
            and (
                not below
                or proves(proof.below, system, {**held, key: below}, are_readings_free=True)
            )
            and (
                not others
                or proves(proof.at_least, system, {**held, key: others}, are_readings_free=True)
            )
        )
    factors = [*proof.order.values(), *proof.weights.values()]
    return all(factor >= 0 for factor in factors) and all(
        most < 0 for most in ceilings(proof, system, held, are_readings_free=are_readings_free)
    )


def ceilings(
    proof: Contradiction, system: System, held: Held, *, are_readings_free: bool
) -> list[Fraction]:
    """Give, for each group, the most that a unit of its weight can add to the multiplied leads."""
    net: dict[str, Fraction] = defaultdict(Fraction)
    for found, factor in proof.order.items():
        net[found.first] += factor
        net[found.second] -= factor
    climbs = {
        name: system.extreme_climb(name, held, highest=factor > 0)
        if are_readings_free
        else system.mean_climb(name)
        for name, factor in net.items()
    }
    factors = list(net.values())
    most = [_NOTHING] * len(system.groups)
    for at, heights in enumerate(system.heights):
        by_step = [
            risen(factors, [climbs[name][at][step] for name in net]) for step in range(len(heights))
        ]
        worth = max(by_step) if system.is_ordinal else risen(heights, by_step)
        most[system.group_of[at]] += system.parts[at] * worth
    for statement, factor in proof.weights.items():
        for position, value in enumerate(statement.coefficients(system.groups)):
            most[position] += factor * value
    return most


def statements_in(proof: Proof) -> tuple[frozenset[Before], frozenset[WeightStatement]]:
    """Everything that a proof rests on."""
    if isinstance(proof, Contradiction):
        return frozenset(proof.order), frozenset(proof.weights)
    below, others = statements_in(proof.below), statements_in(proof.at_least)
    return below[0] | others[0], below[1] | others[1]
