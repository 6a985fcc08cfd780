"""What is known of a measure, what would raise it, what may be told, and cards read back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.effects import (
    Better,
    EffectCard,
    EffectPanel,
    Grounds,
    Method,
    ReservationCode,
    StepCode,
    effect_card,
    grounds_of,
    is_tellable,
    read_card,
    steps_up,
    told_card,
    without_names,
)
from samvern.engine.effects.record import UNNAMED
from tests.engine.effects.panels import panel_of, panels


def card(
    starts: Sequence[int | None], *, periods: int = 6, drift: float = 0.0, **asked: object
) -> EffectCard:
    """Something happens to those that start; before it they may drift away."""
    rng = np.random.default_rng(3)
    values = rng.normal(size=(len(starts), periods)) / 5
    for row, start in enumerate(starts):
        if start is not None:
            values[row] += drift * np.arange(periods)
            values[row, start:] += 3
    return effect_card(panel_of(values, starts), better=Better.HIGHER, **asked)


@given(panels(), st.sampled_from(Better), st.booleans(), st.sampled_from([None, *Method]))
def test_a_card_reads_back_as_it_was(
    panel: EffectPanel, better: Better, by_lot: bool, only: Method | None
) -> None:
    found = effect_card(panel, better=better, by_lot=by_lot, only=only)
    assert read_card(found.to_json()) == found
    nameless = without_names(found)
    kept = nameless.comparison.left_out if nameless.comparison else ()
    assert {each.organisation for each in kept} <= {UNNAMED}
    assert len(kept) == len(found.comparison.left_out if found.comparison else ())


COMPARED = [2, 2, 3, 3, None, None, None, None]


@pytest.mark.parametrize(
    ("found", "grounds", "steps"),
    [
        (card(COMPARED), Grounds.COMPARISON, [(StepCode.DRAW_LOTS, 0)]),
        (card(COMPARED, by_lot=True), Grounds.LOT, []),
        (
            card([2, 2, None]),
            Grounds.NO_CLAIM,
            [
                (StepCode.MORE_ORGANISATIONS, 5),
                (StepCode.MORE_COMPARED, 1),
                (StepCode.DRAW_LOTS, 0),
            ],
        ),
        (
            card([3, 3, 3, 3, *[None] * 6], drift=2.0),
            Grounds.NO_CLAIM,
            [(StepCode.COMPARE_ALIKE, 0), (StepCode.DRAW_LOTS, 0)],
        ),
        (
            card([3, 3], periods=8),
            Grounds.DESCRIPTION,
            [
                (StepCode.EARLIER_VALUES, 0),
                (StepCode.MORE_POINTS_AFTER, 7),
                (StepCode.COMPARE, 0),
            ],
        ),
        (card([12] * 3, periods=24), Grounds.SERIES, [(StepCode.COMPARE, 0)]),
        (card([None, None]), Grounds.NONE, [(StepCode.VALUES_ON_BOTH_SIDES, 0)]),
    ],
)
def test_where_a_measure_stands_and_what_would_raise_it(
    found: EffectCard, grounds: Grounds, steps: list[tuple[StepCode, int]]
) -> None:
    assert grounds_of(found, is_judged=False) is grounds
    assert [(step.code, step.missing) for step in steps_up(found)] == steps


def test_judgement_stands_below_every_figure_and_above_nothing() -> None:
    assert grounds_of(None, is_judged=False) is Grounds.NONE
    assert grounds_of(card([None, None]), is_judged=True) is Grounds.JUDGEMENT
    assert grounds_of(card([2, None]), is_judged=True) is Grounds.NO_CLAIM
    missing = [step.code for step in steps_up(None, has_indicator=False, has_starts=False)]
    assert missing == [StepCode.CHOOSE_INDICATOR, StepCode.RECORD_STARTS]


def test_one_way_of_looking_says_nothing_where_it_does_not_fit() -> None:
    found = card(COMPARED, only=Method.SERIES)
    assert (found.method, found.estimate) == (Method.NONE, None)
    assert [each.code for each in found.reservations] == [ReservationCode.NOT_THIS_WAY]
    described = card(COMPARED, only=Method.BEFORE_AFTER)
    assert described.method is Method.BEFORE_AFTER
    assert described.comparison is None


def test_what_is_told_has_no_part_from_which_a_few_could_be_worked_out() -> None:
    together = told_card(card([2] * 5 + [None] * 5))
    assert together.comparison is not None
    assert together.comparison.since_start
    assert together.description is None
    scattered = card([2] * 4 + [3] * 2 + [None] * 6)
    told = told_card(scattered)
    assert told.comparison is not None
    assert told.estimate == scattered.estimate
    assert told.comparison.averages == {told.comparison.headline: scattered.estimate}
    parts = (told.comparison.since_start, told.comparison.by_start, told.comparison.group_time)
    assert parts == ((), (), ())
    assert is_tellable(scattered)
    assert not is_tellable(scattered, is_usual=False)
    assert not is_tellable(card([2] * 3 + [None] * 9))
