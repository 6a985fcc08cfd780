"""A panel says what is wrong with it, all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.effects import EffectPanel
from samvern.engine.errors import InvalidInput
from tests.engine.effects.panels import panels


def codes(refused: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    assert refused.value.code == "effect.panel_invalid"
    return [each.code for each in refused.value.problems]


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        EffectPanel(("a", "a"), ("1", "1"), ((1.0, float("nan")), (None, 2.0)), (None, "3"))
    assert codes(refused) == [
        "effect.organisation_twice",
        "effect.period_twice",
        "effect.value_not_finite",
        "effect.start_unknown",
    ]


@pytest.mark.parametrize(
    ("panel", "code"),
    [
        (((), ("1",), (), ()), "effect.empty"),
        ((("a",), ("1",), ((),), (None,)), "effect.shape"),
        ((("a",), ("1",), ((1e308,),), (None,)), "effect.value_too_large"),
    ],
)
def test_a_panel_that_nothing_can_be_computed_from_is_refused(
    panel: tuple[tuple, ...], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        EffectPanel(*panel)
    assert codes(refused) == [code]


def test_values_that_fit_nowhere_or_come_twice_are_refused() -> None:
    values = [("a", "1", 1.0), ("a", "1", 2.0), ("b", "1", 1.0), ("a", "9", 1.0)]
    with pytest.raises(InvalidInput) as refused:
        EffectPanel.of_values(values, {"a": None}, ["1"])
    assert codes(refused) == [
        "effect.value_twice",
        "effect.organisation_unknown",
        "effect.period_unknown",
    ]


@given(panels(), st.randoms(use_true_random=False))
def test_the_order_of_values_carries_no_meaning(panel: EffectPanel, random: object) -> None:
    values = [
        (name, label, value)
        for name, row in zip(panel.organisations, panel.outcomes, strict=True)
        for label, value in zip(panel.periods, row, strict=True)
        if value is not None
    ]
    random.shuffle(values)  # type: ignore[attr-defined]
    starts = dict(zip(panel.organisations, panel.starts, strict=True))
    assert EffectPanel.of_values(values, starts, panel.periods) == panel
