"""The printed averages of a programme beside what its scores give, and how figures are rounded."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from samvern.engine.programme.document import (
    SCALE_LEVELS,
    Judgement,
    Programme,
    PublishedAverages,
    Scale,
)

#: An exact figure times ten to the number of decimals, as a whole number.
Rounding = Callable[[Fraction], int]


def _half_up(scaled: Fraction) -> int:
    return math.floor(scaled + Fraction(1, 2))


#: The ways in which a figure may have been rounded; the first is the usual one.
ROUNDING_RULES: Final[Mapping[str, Rounding]] = MappingProxyType(
    {"half_up": _half_up, "half_even": round, "truncated": math.floor, "up": math.ceil}
)

#: The rules that count as ordinary rounding.
ORDINARY: Final = ("half_up", "half_even")

#: How many figures must tell a rule apart from ordinary rounding before it counts as the
#: programme's own: one or two may be slips.
MIN_TELLING: Final = 3


@dataclass(frozen=True)
class Figure:
    """A printed average, and the scores that it should be the average of.

    ``scores`` maps goal to score; ``column`` is the position in the attainment table.
    """

    goal_set: str
    column: int
    focus_area: str
    printed: Decimal
    decimals: int
    scores: Mapping[str, Fraction]
    label: Decimal | None = None

    @property
    def total(self) -> Fraction:
        """Sum of the scores."""
        return sum(self.scores.values(), Fraction())

    @property
    def exact(self) -> Fraction:
        """Mean of the scores."""
        return self.total / len(self.scores)

    def rounded(self, rule: str, exact: Fraction | None = None) -> Decimal:
        """The mean, or another exact figure, as this figure would be printed under a rule."""
        scaled = (self.exact if exact is None else exact) * 10**self.decimals
        return Decimal(ROUNDING_RULES[rule](scaled)).scaleb(-self.decimals)

    def agrees(self, rule: str) -> bool:
        """Whether what is printed is the mean, rounded by the rule."""
        return self.printed == self.rounded(rule)


def score_of(judgement: Judgement) -> Fraction | None:
    """The score that goes into an average, or None when nobody can say.

    A judgement half-way between two levels counts half-way, as programmes do; one that is
    unknown, or a distribution given in figures, has no score of its own.
    """
    levels = SCALE_LEVELS[Scale.ATTAINMENT]
    if judgement.is_certain:
        likely = max(judgement.levels, key=lambda level: judgement.levels[level])
        return Fraction(levels.index(likely) + 1)
    return None if isinstance(judgement.token, str | None) else Fraction(judgement.token)


def figures_of(programme: Programme) -> Iterator[Figure]:
    """The printed averages that can be recomputed, in the order of the tables."""
    for published in programme.published_averages:
        yield from _figures_of_set(programme, published)


def _figures_of_set(programme: Programme, published: PublishedAverages) -> Iterator[Figure]:
    areas = {area.id: area for area in programme.focus_areas}
    goals = [goal.id for goal in programme.goals if goal.goal_set == published.goal_set]
    printed = [Decimal(text) for text in published.values]
    decimals = max((_decimals(figure) for figure in printed), default=0)
    for column, (area, figure) in enumerate(
        zip(programme.attainment_columns, printed, strict=False)
    ):
        judged = areas[area].attainment if area in areas else {}
        scores = {goal: score_of(judged[goal]) for goal in goals if goal in judged}
        known = {goal: score for goal, score in scores.items() if score is not None}
        if known and len(known) == len(scores):
            label = published.labels[column] if column < len(published.labels) else None
            yield Figure(
                published.goal_set,
                column,
                area,
                figure,
                decimals,
                known,
                None if label is None else Decimal(label),
            )


def _decimals(figure: Decimal) -> int:
    exponent = figure.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def own_rule(figures: Sequence[Figure]) -> str:
    """The rule by which a programme seems to round its figures.

    Ordinary rounding, unless at least :data:`MIN_TELLING` figures are as another rule would
    have them and not as ordinary rounding would, and they outnumber those for ordinary rounding.
    """
    ordinary = max(ORDINARY, key=lambda rule: agreement(figures, rule))
    for rule in ROUNDING_RULES:
        telling = telling_figures(figures, rule, ordinary)
        speaking = agreement(telling, rule)
        if speaking >= MIN_TELLING and speaking > agreement(telling, ordinary):
            return rule
    return ordinary


def agreement(figures: Sequence[Figure], rule: str) -> int:
    """Number of figures that are as the rule would have them."""
    return sum(figure.agrees(rule) for figure in figures)


def telling_figures(figures: Sequence[Figure], rule: str, other: str) -> list[Figure]:
    """The figures that two rules would print differently."""
    return [figure for figure in figures if figure.rounded(rule) != figure.rounded(other)]
