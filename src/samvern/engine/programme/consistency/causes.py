"""Why a printed average may differ from its scores: candidates, none of them proven."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from samvern.engine.programme.consistency.figures import (
    ORDINARY,
    ROUNDING_RULES,
    Figure,
    agreement,
    telling_figures,
)
from samvern.engine.programme.consistency.findings import Statement
from samvern.engine.programme.document import SCALE_LEVELS, Scale

_LOWEST, _HIGHEST = 1, len(SCALE_LEVELS[Scale.ATTAINMENT])


def causes_of(figure: Figure, rule: str, figures: Sequence[Figure]) -> list[Statement]:
    """Possible causes of a difference, the plainest first.

    A figure that is right under another way of rounding needs no other explanation. One that is
    right under none is tried with another sum, another number of terms, the neighbours' figures
    and a slip of the hand.
    """
    other_rules = [other for other in ROUNDING_RULES if other != rule and figure.agrees(other)]
    if other_rules:
        return [_other_rounding(other_rules[0], rule, figures)]
    others = [other for other in figures if other is not figure]
    return [
        *_another_sum(figure, rule),
        *_another_number_of_terms(figure, rule),
        *_swapped(figure, rule, others),
        *_taken_from_elsewhere(figure, rule, others),
        *_slip_of_the_hand(figure, rule),
        *_label(figure),
    ]


def _other_rounding(other: str, rule: str, figures: Sequence[Figure]) -> Statement:
    """Unlike the rest only if the rest speak for the rule; most figures are the same under both."""
    telling = telling_figures(figures, other, rule)
    is_alone = agreement(telling, rule) > agreement(telling, other)
    return Statement.of("cause.rounded_otherwise" if is_alone else "cause.rounded_so", rule=other)


def _another_sum(figure: Figure, rule: str) -> Iterator[Statement]:
    """The whole-number sum nearest to the real one that would give what is printed.

    An average that no score can have, such as 8.3 of 5, is no sum at all.
    """
    if not _LOWEST <= figure.printed <= _HIGHEST:
        return
    nearest = _nearest_sum(figure, rule)
    if nearest is None:
        half = Fraction(1, 2) / 10**figure.decimals
        lowest = (Fraction(figure.printed) - half) * len(figure.scores)
        highest = (Fraction(figure.printed) + half) * len(figure.scores)
        if rule in ORDINARY:
            yield Statement.of(
                "cause.no_sum",
                count=len(figure.scores),
                lowest=_decimal(lowest),
                highest=_decimal(highest),
            )
        for other in ROUNDING_RULES:
            nearest = _nearest_sum(figure, other)
            if nearest is not None:
                rule = other
                break
    if nearest is None:
        return
    difference = nearest - figure.total
    code = "cause.one_score" if _one_score_could(figure, difference) else "cause.sum"
    yield Statement.of(code, total=_decimal(nearest), difference=_signed(difference), rule=rule)


def _nearest_sum(figure: Figure, rule: str) -> Fraction | None:
    count = len(figure.scores)
    middle = math.floor(Fraction(figure.printed) * count)
    reach = math.ceil(Fraction(count, 10**figure.decimals)) + 1
    sums = [Fraction(total) for total in range(middle - reach, middle + reach + 1)]
    fitting = [total for total in sums if figure.rounded(rule, total / count) == figure.printed]
    return min(fitting, key=lambda total: abs(total - figure.total), default=None)


def _one_score_could(figure: Figure, difference: Fraction) -> bool:
    """Whether a single score could hold the whole difference and stay on the scale."""
    return any(_LOWEST <= score + difference <= _HIGHEST for score in figure.scores.values())


def _another_number_of_terms(figure: Figure, rule: str) -> Iterator[Statement]:
    count = len(figure.scores)
    for divisor in (count - 1, count + 1):
        if divisor and figure.rounded(rule, figure.total / divisor) == figure.printed:
            yield Statement.of("cause.divisor", total=_decimal(figure.total), divisor=divisor)
    for goal, score in figure.scores.items():
        if (
            count > 1
            and figure.rounded(rule, (figure.total - score) / (count - 1)) == figure.printed
        ):
            yield Statement.of("cause.left_out", goal=goal)
            return


def _swapped(figure: Figure, rule: str, others: Sequence[Figure]) -> Iterator[Statement]:
    for other in others:
        if other.goal_set == figure.goal_set and (
            figure.printed == other.rounded(rule) and other.printed == figure.rounded(rule)
        ):
            yield Statement.of("cause.swapped", area=other.focus_area)


def _taken_from_elsewhere(
    figure: Figure, rule: str, others: Sequence[Figure]
) -> Iterator[Statement]:
    """The figure of a neighbour, of the other table, or over all goals together."""
    same_area = [other for other in others if other.focus_area == figure.focus_area]
    for other in same_area:
        together = (figure.total + other.total) / (len(figure.scores) + len(other.scores))
        if figure.rounded(rule, together) == figure.printed:
            yield Statement.of("cause.all_goals")
    equal = [other for other in others if other.rounded(rule) == figure.printed]
    nearest = min(equal, key=lambda other: _distance(figure, other), default=None)
    if nearest:
        yield Statement.of("cause.equals_other", area=nearest.focus_area, goal_set=nearest.goal_set)


def _distance(figure: Figure, other: Figure) -> tuple[bool, int]:
    return other.goal_set != figure.goal_set, abs(other.column - figure.column)


def _slip_of_the_hand(figure: Figure, rule: str) -> Iterator[Statement]:
    right, printed = str(figure.rounded(rule)), str(figure.printed)
    digits, shown = right.replace(".", ""), printed.replace(".", "")
    if sorted(digits) == sorted(shown):
        yield Statement.of("cause.transposed", right=Decimal(right))


def _label(figure: Figure) -> Iterator[Statement]:
    if figure.label is None:
        return
    label = Fraction(figure.label)
    if abs(label - figure.exact) < abs(label - Fraction(figure.printed)):
        yield Statement.of("cause.label_fits", label=figure.label)


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / exact.denominator


def _signed(difference: Fraction) -> str:
    return f"{float(difference):+g}".replace("-", "−")
