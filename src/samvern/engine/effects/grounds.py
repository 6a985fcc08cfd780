"""On what the knowledge of a measure's effect rests, and what would make it better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.effects.card import EffectCard, Method, ReservationCode
from samvern.engine.effects.claims import LEAST_ON_A_SIDE, LEAST_ORGANISATIONS, Claim
from samvern.engine.effects.evidence import EvidenceLevel
from samvern.engine.effects.interrupted import LEAST_POINTS, SeriesEffect


class Grounds(StrEnum):
    """What is known of a measure in a programme, the least first.

    The evidence levels with what stands below a figure: nothing at all, or that people who know the
    field have judged what the measure gives. A comparison that claims nothing stands apart from a
    description without one.
    """

    NONE = "none"
    JUDGEMENT = "judgement"
    DESCRIPTION = "description"
    NO_CLAIM = "no_claim"
    SERIES = "series"
    COMPARISON = "comparison"
    LOT = "lot"

    @property
    def rank(self) -> int:
        """Its place, 0 for nothing known."""
        return list(Grounds).index(self)

    @property
    def is_claim(self) -> bool:
        """Whether an interval stands behind it."""
        return self in (Grounds.SERIES, Grounds.COMPARISON, Grounds.LOT)


class StepCode(StrEnum):
    """What would make more known of a measure."""

    CHOOSE_INDICATOR = "choose_indicator"
    ASK = "ask"  # an indicator is there, and nobody has asked for a study
    RECORD_STARTS = "record_starts"
    VALUES_ON_BOTH_SIDES = "values_on_both_sides"
    COMPARE = "compare"
    MORE_ORGANISATIONS = "more_organisations"  # missing
    MORE_STARTERS = "more_starters"  # missing
    MORE_COMPARED = "more_compared"  # missing
    MORE_POINTS_AFTER = "more_points_after"  # missing
    EARLIER_VALUES = "earlier_values"
    COMPARE_ALIKE = "compare_alike"
    DRAW_LOTS = "draw_lots"


@dataclass(frozen=True)
class Step:
    """One thing that would make more known; ``missing`` is how many lack, where that is counted."""

    code: StepCode
    missing: int = 0


def grounds_of(card: EffectCard | None, *, is_judged: bool) -> Grounds:
    """Where a measure stands by the best card there is of it.

    Examples
    --------
    >>> grounds_of(None, is_judged=True)
    <Grounds.JUDGEMENT: 'judgement'>
    """
    if card is None or card.level is EvidenceLevel.NONE:
        return Grounds.JUDGEMENT if is_judged else Grounds.NONE
    if card.level is EvidenceLevel.DESCRIPTION and card.method is Method.COMPARISON:
        return Grounds.NO_CLAIM
    return Grounds(card.level.value)


def steps_up(
    card: EffectCard | None, *, has_indicator: bool = True, has_starts: bool = True
) -> tuple[Step, ...]:
    """What would make more known than the card says, what is nearest first; empty at the top.

    Parameters
    ----------
    has_indicator, has_starts
        Whether anything is measured that the measure is to move, and whether it is known who has
        begun with it.

    Examples
    --------
    >>> [step.code.value for step in steps_up(None, has_indicator=True)]
    ['ask']
    """
    return tuple(_steps(card, has_indicator=has_indicator, has_starts=has_starts))


def count_grounds(grounds: Iterable[Grounds]) -> Mapping[Grounds, int]:
    """How many measures stand where, every place named, the least first.

    Examples
    --------
    >>> found = count_grounds([Grounds.NONE, Grounds.COMPARISON, Grounds.NONE])
    >>> list(found.values())
    [2, 0, 0, 0, 0, 1, 0]
    """
    found = Counter(grounds)
    return {grounds: found[grounds] for grounds in Grounds}


def _steps(card: EffectCard | None, *, has_indicator: bool, has_starts: bool) -> Iterator[Step]:
    if not has_indicator:
        yield Step(StepCode.CHOOSE_INDICATOR)
    if not has_starts:
        yield Step(StepCode.RECORD_STARTS)
    if card is None:
        if has_indicator:
            yield Step(StepCode.ASK)
        return
    if card.method is Method.NONE:
        yield Step(StepCode.VALUES_ON_BOTH_SIDES)
    elif card.method is Method.COMPARISON:
        yield from _of_comparison(card)
    else:
        if card.series and not card.series.claim.is_made:
            yield from _of_series(card.series)
        yield Step(StepCode.COMPARE)


def _of_comparison(card: EffectCard) -> Iterator[Step]:
    found = card.comparison
    codes = {each.code for each in card.reservations}
    if found and found.claim is Claim.NONE_TOO_FEW:
        for code, missing in (
            (StepCode.MORE_ORGANISATIONS, LEAST_ORGANISATIONS - found.organisations),
            (StepCode.MORE_STARTERS, LEAST_ON_A_SIDE - found.starters),
            (StepCode.MORE_COMPARED, LEAST_ON_A_SIDE - found.compared),
        ):
            if missing > 0:
                yield Step(code, missing)
    if ReservationCode.PAST_NOT_SEEN in codes:
        yield Step(StepCode.EARLIER_VALUES)
    if ReservationCode.PRE_TREND in codes:
        yield Step(StepCode.COMPARE_ALIKE)
    if not card.by_lot:
        yield Step(StepCode.DRAW_LOTS)


def _of_series(found: SeriesEffect) -> Iterator[Step]:
    if found.before < LEAST_POINTS:
        yield Step(StepCode.EARLIER_VALUES)
    if found.after < LEAST_POINTS:
        yield Step(StepCode.MORE_POINTS_AFTER, LEAST_POINTS - found.after)
