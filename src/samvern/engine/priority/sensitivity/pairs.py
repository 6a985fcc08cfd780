"""Why one alternative stands before another, and which groups of criteria decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samvern.engine.errors import InvalidInput
from samvern.engine.priority.ranking import Ranking
from samvern.engine.priority.sensitivity.base import Base

#: Parts of a lead smaller than this are none.
_NOTHING = 1e-12


@dataclass(frozen=True)
class CriterionLead:
    """What one criterion adds to the expected lead; mean values are those of the two, 0..1."""

    criterion: str
    lead: float
    first_value: float
    second_value: float

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "criterion": self.criterion,
            "lead": self.lead,
            "first_value": self.first_value,
            "second_value": self.second_value,
        }


@dataclass(frozen=True)
class GroupLead:
    """What one group adds to the expected lead.

    Attributes
    ----------
    lead
        Mean weight of the group times the difference of the two mean group values.
    turns_alone
        Whether the sign of the whole lead would turn, or the lead be gone, without this group.
    criteria
        The same for its criteria; their leads sum to that of the group. The largest first.
    """

    group: str
    weight: float
    lead: float
    turns_alone: bool
    criteria: tuple[CriterionLead, ...]

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "group": self.group,
            "weight": self.weight,
            "lead": self.lead,
            "turns_alone": self.turns_alone,
            "criteria": [criterion.to_json() for criterion in self.criteria],
        }


@dataclass(frozen=True)
class PairLead:
    """Why ``first`` stands before ``second``, or does not.

    Attributes
    ----------
    share_before, half_width_95
        The share of the samples in which the first stands before the second, and its error.
    lead
        By how much the first is ahead of the second on average, over weights and readings. The
        leads of the groups sum to it.
    groups
        Those that speak for the first, the strongest first, down to those that speak against it.
    deciding
        The fewest groups without which the sign of the lead would turn or the lead be gone, the
        strongest first; empty when there is no lead.
    """

    first: str
    second: str
    share_before: float
    half_width_95: float
    lead: float
    groups: tuple[GroupLead, ...]
    deciding: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "first": self.first,
            "second": self.second,
            "share_before": self.share_before,
            "half_width_95": self.half_width_95,
            "lead": self.lead,
            "groups": [group.to_json() for group in self.groups],
            "deciding": list(self.deciding),
        }


def why_before(ranking: Ranking, first: str, second: str) -> PairLead:
    """Split the expected lead of one alternative over another.

    Weights, readings and scales are independent of each other, so the expected lead is exactly
    the sum over the groups of mean weight times difference of mean group values.

    Parameters
    ----------
    ranking
        In which both stand.
    first, second
        Two different alternatives.

    Raises
    ------
    InvalidInput
        ``sensitivity.unknown_alternative`` or ``sensitivity.same_alternative``.

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level, RankingModel, WeightRule, rank
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect", "cost"),
    ...     criteria=(Criterion("e", "effect", levels), Criterion("c", "cost", levels)),
    ...     matrix={
    ...         "train": {"e": {"high": 1.0}, "c": {"low": 1.0}},
    ...         "wait": {"e": {"low": 1.0}, "c": {"high": 1.0}},
    ...     },
    ...     weights=WeightRule(fixed={"effect": 0.75, "cost": 0.25}),
    ... )
    >>> found = why_before(rank(model, samples=100), "train", "wait")
    >>> found.lead, [(group.group, group.lead) for group in found.groups], found.deciding
    (0.5, [('effect', 0.75), ('cost', -0.25)], ('effect',))
    """
    for name in (first, second):
        if name not in ranking.pairwise:
            known = ", ".join(ranking.pairwise)
            raise InvalidInput("sensitivity.unknown_alternative", got=name, known=known)
    if first == second:
        raise InvalidInput("sensitivity.same_alternative", got=first)
    base = Base.of(ranking.model)
    one, other = (base.board.alternatives.index(name) for name in (first, second))
    leads = base.weights * (base.values[one] - base.values[other])
    lead = float(leads.sum())
    groups = [
        GroupLead(
            group=group,
            weight=float(base.weights[at]),
            lead=float(leads[at]),
            turns_alone=_turns(lead, float(leads[at])),
            criteria=_criteria(base, at, one, other),
        )
        for at, group in enumerate(base.board.group_ids)
    ]
    groups.sort(key=lambda found: (-found.lead, found.group))
    return PairLead(
        first=first,
        second=second,
        share_before=ranking.pairwise[first][second],
        half_width_95=ranking.half_width_95,
        lead=lead,
        groups=tuple(groups),
        deciding=_deciding(lead, groups),
    )


def _turns(lead: float, without: float) -> bool:
    """Whether a lead turns or goes when a part of it is taken away."""
    if abs(lead) <= _NOTHING:
        return False
    left = lead - without
    return left <= _NOTHING if lead > 0 else left >= -_NOTHING


def _deciding(lead: float, groups: Sequence[GroupLead]) -> tuple[str, ...]:
    """Take the strongest away, one by one, until the sign turns: no fewer would do."""
    if abs(lead) <= _NOTHING:
        return ()
    strongest = groups if lead > 0 else list(reversed(groups))
    taken = 0.0
    for count, group in enumerate(strongest, start=1):
        taken += group.lead
        if _turns(lead, taken):
            return tuple(each.group for each in strongest[:count])
    return tuple(each.group for each in strongest)


def _criteria(base: Base, group: int, one: int, other: int) -> tuple[CriterionLead, ...]:
    sizes = [len(found.criteria) for found in base.board.groups]
    start = sum(sizes[:group])
    found = []
    for at in range(start, start + sizes[group]):
        values = base.criterion_values[at]
        lead = base.weights[group] / sizes[group] * (values[one] - values[other])
        name = base.criteria[at].id
        found.append(CriterionLead(name, float(lead), float(values[one]), float(values[other])))
    return tuple(sorted(found, key=lambda it: (-it.lead, it.criterion)))
