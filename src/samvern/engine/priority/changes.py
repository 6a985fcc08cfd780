"""What moves between two rankings, whether more than chance moved it, and why.

Each figure of a ranking has a sampling error. Two rankings are taken as if their samples were
drawn apart; drawn with one seed, their errors partly cancel, so the widths given here are wide
rather than narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import factorial, sqrt

from samvern.engine.errors import InvalidInput
from samvern.engine.priority.model import RankingModel
from samvern.engine.priority.ranking import RankedAlternative, Ranking
from samvern.engine.priority.scenario import Scenario, Switch, apply_scenario
from samvern.engine.programme.document import LANGUAGES, Text, in_language

_Z_95 = 1.96
_TOP = 3


@dataclass(frozen=True)
class Difference:
    """By how much a figure changes; with 95 % probability to within the half width."""

    amount: float
    half_width_95: float

    @property
    def is_beyond_noise(self) -> bool:
        """Whether chance alone would hardly make it."""
        return abs(self.amount) > self.half_width_95


@dataclass(frozen=True)
class Change:
    """A figure before and after."""

    before: float
    after: float
    half_width_95: float

    @property
    def difference(self) -> Difference:
        """After less before."""
        return Difference(self.after - self.before, self.half_width_95)

    def to_json(self) -> dict[str, object]:
        """Give it as plain values."""
        return {
            "before": self.before,
            "after": self.after,
            "half_width_95": self.half_width_95,
            "is_beyond_noise": self.difference.is_beyond_noise,
        }


@dataclass(frozen=True)
class Move:
    """One alternative in two rankings.

    Attributes
    ----------
    place_before, place_after
        Where it stands by expected rank, from 1.
    expected_rank, first, top_three
        Its mean rank, and the shares of the samples in which it is first, or among three.
    """

    id: str
    name: Text
    place_before: int
    place_after: int
    expected_rank: Change
    first: Change
    top_three: Change

    @property
    def direction(self) -> str:
        """``up`` or ``down`` where its mean rank moves beyond noise, else empty."""
        found = self.expected_rank.difference
        return ("up" if found.amount < 0 else "down") if found.is_beyond_noise else ""

    def to_json(self, language: str) -> dict[str, object]:
        """Give it as plain values."""
        return {
            "id": self.id,
            "name": in_language(self.name, language) or self.id,
            "place_before": self.place_before,
            "place_after": self.place_after,
            "direction": self.direction,
            "expected_rank": self.expected_rank.to_json(),
            "first": self.first.to_json(),
            "top_three": self.top_three.to_json(),
        }


@dataclass(frozen=True)
class RankingChange:
    """What moves from one ranking to another.

    ``moves`` stand in the order of the later ranking; ``gone`` and ``new`` are alternatives that
    only the earlier or only the later one has.
    """

    moves: tuple[Move, ...]
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def __getitem__(self, alternative: str) -> Move:
        """Find an alternative by its identifier; raises KeyError like any mapping."""
        for found in self.moves:
            if found.id == alternative:
                return found
        raise KeyError(alternative)

    def to_json(self, language: str = LANGUAGES[0]) -> dict[str, object]:
        """Give it as plain values, as ``catalogues/schemas/ranking-change.schema.json`` says."""
        return {
            "moves": [move.to_json(language) for move in self.moves],
            "gone": list(self.gone),
            "new": list(self.new),
        }


@dataclass(frozen=True)
class Cause:
    """What one part of a scenario does to each alternative.

    Attributes
    ----------
    switches
        The part; two where one does not make sense without the other.
    expected_rank, first, top_three
        By alternative, its share in the difference of each figure.
    """

    switches: tuple[Switch, ...]
    expected_rank: Mapping[str, Difference]
    first: Mapping[str, Difference]
    top_three: Mapping[str, Difference]

    def to_json(self) -> dict[str, object]:
        """Give the part and what it does to mean ranks, as plain values."""
        shares = self.expected_rank
        return {
            "parts": [str(switch) for switch in self.switches],
            "expected_rank": {name: each.amount for name, each in shares.items()},
            "half_width_95": {name: each.half_width_95 for name, each in shares.items()},
        }


def change_to_json(
    model: RankingModel,
    scenario: Scenario,
    ranking: Ranking,
    change: RankingChange,
    causes: Sequence[Cause],
    language: str = LANGUAGES[0],
) -> dict[str, object]:
    """Give a ranking in a scenario, what moves by it and why, as the published schema says.

    Parameters
    ----------
    model
        Without the scenario.
    ranking
        In the scenario.
    """
    return {
        "model": model.to_json(),
        "scenario": scenario.to_json(),
        "ranking": ranking.to_json(language),
        "change": change.to_json(language),
        "causes": [cause.to_json() for cause in causes],
    }


def compare_rankings(before: Ranking, after: Ranking) -> RankingChange:
    """Say what moves from one ranking to another, of alternatives that both have.

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level, WeightRule, rank
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect", "cost"),
    ...     criteria=(Criterion("effect", "effect", levels), Criterion("cost", "cost", levels)),
    ...     matrix={
    ...         "train": {"effect": {"high": 1.0}, "cost": {"low": 1.0}},
    ...         "wait": {"effect": {"low": 1.0}, "cost": {"high": 1.0}},
    ...     },
    ...     weights=WeightRule((("effect", "cost"),)),
    ... )
    >>> without_effect = apply_scenario(model, Scenario(excluded_groups=("effect",)))
    >>> change = compare_rankings(rank(model, samples=500), rank(without_effect, samples=500))
    >>> [(move.id, move.place_before, move.place_after, move.direction) for move in change.moves]
    [('wait', 2, 1, 'up'), ('train', 1, 2, 'down')]
    """
    earlier = {each.id: (place, each) for place, each in enumerate(before.alternatives, start=1)}
    moves = []
    for place, each in enumerate(after.alternatives, start=1):
        if each.id in earlier:
            place_before, other = earlier[each.id]
            figures = {
                name: _change(read(other), read(each), before.samples, after.samples)
                for name, read in _FIGURES.items()
            }
            moves.append(Move(each.id, each.name, place_before, place, **figures))
    there = {each.id for each in after.alternatives}
    return RankingChange(
        moves=tuple(moves),
        gone=tuple(each.id for each in before.alternatives if each.id not in there),
        new=tuple(each.id for each in after.alternatives if each.id not in earlier),
    )


def causes_of_change(
    model: RankingModel, scenario: Scenario, *, rank: Callable[[RankingModel], Ranking]
) -> tuple[Cause, ...]:
    """Share out what a scenario changes among its parts: weights, criteria, judgements, scale.

    The parts are switched on one after the other, in every order, and what each adds is averaged.
    The shares of all parts sum to the whole change.

    Parameters
    ----------
    model, scenario
        The scenario fits the model.
    rank
        Ranks a model, always with the same samples and seed; called at most once for each of at
        most 16 combinations of parts, the whole and nothing included. May keep what it found.

    Returns
    -------
    tuple of Cause
        One for each part that the scenario says anything about, in a fixed order. New weights
        and left-out criteria come as one where the model does not allow them apart (the model's
        own weights may leave nothing to weigh by without a criterion).

    Raises
    ------
    InvalidInput
        ``scenario.invalid``.

    Source
    ------
    L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II (1953).
    """
    apply_scenario(model, scenario)
    parts = _parts(model, scenario)

    @cache
    def ranked(chosen: frozenset[int]) -> Ranking:
        switches = [switch for index in chosen for switch in parts[index]]
        return rank(apply_scenario(model, scenario.only(switches)))

    return tuple(_cause(part, index, len(parts), ranked) for index, part in enumerate(parts))


def _parts(model: RankingModel, scenario: Scenario) -> list[tuple[Switch, ...]]:
    switches = scenario.switches
    joined = (Switch.WEIGHTS, Switch.CRITERIA)
    if set(joined) <= set(switches) and not all(
        _fits(model, scenario.only({switch})) for switch in joined
    ):
        return [joined, *((switch,) for switch in switches if switch not in joined)]
    return [(switch,) for switch in switches]


def _fits(model: RankingModel, scenario: Scenario) -> bool:
    try:
        apply_scenario(model, scenario)
    except InvalidInput:
        return False
    return True


def _cause(
    part: tuple[Switch, ...], index: int, parts: int, ranked: Callable[[frozenset[int]], Ranking]
) -> Cause:
    steps = [
        (share, ranked(others), ranked(others | {index}))
        for others, share in _coalitions(index, parts)
    ]
    shares = {
        name: {each.id: _share(steps, each.id, read) for each in steps[0][1].alternatives}
        for name, read in _FIGURES.items()
    }
    return Cause(part, **shares)


def _coalitions(index: int, parts: int) -> Iterator[tuple[frozenset[int], float]]:
    """All sets of other parts, each with how likely exactly these come before in an order."""
    others = [part for part in range(parts) if part != index]
    for size in range(parts):
        share = factorial(size) * factorial(parts - size - 1) / factorial(parts)
        for chosen in combinations(others, size):
            yield frozenset(chosen), share


@dataclass(frozen=True)
class _Figure:
    """A mean over samples, and the variance of one sample."""

    mean: float
    variance: float


def _share(
    steps: Collection[tuple[float, Ranking, Ranking]],
    alternative: str,
    read: Callable[[RankedAlternative], _Figure],
) -> Difference:
    amount = variance = 0.0
    for share, without, beside in steps:
        for sign, ranking in ((-1, without), (1, beside)):
            figure = read(ranking[alternative])
            amount += sign * share * figure.mean
            variance += share**2 * figure.variance / ranking.samples
    return Difference(amount, _Z_95 * sqrt(variance))


def _change(before: _Figure, after: _Figure, samples: int, samples_after: int) -> Change:
    variance = before.variance / samples + after.variance / samples_after
    return Change(before.mean, after.mean, _Z_95 * sqrt(variance))


def _rank_of(alternative: RankedAlternative) -> _Figure:
    shares = alternative.rank_acceptability
    mean = alternative.expected_rank
    spread = sum(share * (place - mean) ** 2 for place, share in enumerate(shares, start=1))
    return _Figure(mean, spread)


def _among(shares: Sequence[float]) -> _Figure:
    share = min(1.0, sum(shares))
    return _Figure(share, share * (1 - share))


_FIGURES: Mapping[str, Callable[[RankedAlternative], _Figure]] = {
    "expected_rank": _rank_of,
    "first": lambda each: _among(each.rank_acceptability[:1]),
    "top_three": lambda each: _among(each.rank_acceptability[:_TOP]),
}
