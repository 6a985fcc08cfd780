"""Effects in words: every card can be said, in every language, without saying too much."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.effects import (
    Average,
    Better,
    Control,
    EffectPanel,
    EvidenceLevel,
    Moment,
    PreTrend,
    ReservationCode,
    effect_card,
)
from samvern.ui.wording import effects as wording
from samvern.ui.wording.effect_reservations import reservation_patterns
from samvern.ui.wording.languages import translations
from tests.engine.effects.panels import like_mpdta, panel_of, panels


@given(panels(), st.sampled_from(Better), st.booleans(), st.sampled_from(["en", "nb", "nn"]))
def test_every_card_can_be_said(
    panel: EffectPanel, better: Better, by_lot: bool, language: str
) -> None:
    card = effect_card(panel, better=better, by_lot=by_lot)
    said = wording.card_words(card, "d", language, translations(language).gettext)
    sentences = [said.answer, said.how, *said.reservations]
    assert all(each.endswith((".", ".)")) for each in sentences), sentences
    assert not any("%(" in each or "%%" in each for each in [*sentences, said.interval])
    assert bool(said.interval) is card.claim.is_made
    assert len(said.reservations) == len(card.reservations)


def test_every_word_of_the_engine_has_one_for_people() -> None:
    assert reservation_patterns(str).keys() == set(ReservationCode)
    for named, of in (
        (wording.level_name, EvidenceLevel),
        (wording.level_meaning, EvidenceLevel),
        (wording.average_name, Average),
        (wording.control_name, Control),
        (wording.moment_name, Moment),
        (wording.pre_trend_sentence, PreTrend),
    ):
        assert len({named(each, str) for each in of}) == len(of)


@pytest.mark.parametrize(("better", "word"), [(Better.HIGHER, "worse"), (Better.LOWER, "better")])
def test_figures_are_as_fine_as_they_are_sure(better: Better, word: str) -> None:
    card = effect_card(like_mpdta(), better=better, control=Control.NEVER)
    said = wording.card_words(card, "", "en", str)
    assert said.answer == (
        f"Those that started did {word} than they would have without the measure: by 0.031 on "
        "average."
    )
    assert said.interval == "With 95% confidence the effect is between −0.055 and −0.007."
    assert said.how.startswith("Organisations that started: 191. Compared with: 309.")


def test_a_description_never_reads_as_an_effect() -> None:
    import numpy as np

    rows = np.arange(12.0).reshape(2, 6) ** 2
    card = effect_card(panel_of(rows, [3, 3]), better=Better.HIGHER)
    said = wording.card_words(card, "days", "en", str)
    assert "That is a description, not an effect." in said.answer
    assert not said.interval


@pytest.mark.parametrize(
    ("better", "effect", "said"),
    [
        (Better.LOWER, -3.0, "better than they would have without the measure by 3.0"),
        (Better.HIGHER, -3.0, "worse than they would have without the measure by 3.0"),
        (Better.LOWER, 0.0, "No effect is shown, for with 95% confidence it lies anywhere from 0"),
    ],
)
def test_what_it_did_and_how_sure_in_one_sentence(better: Better, effect: float, said: str) -> None:
    import numpy as np

    values = np.random.default_rng(2).normal(size=(12, 5)) / 4
    values[:6, 2:] += effect
    card = effect_card(panel_of(values, [2] * 6 + [None] * 6), better=better)
    words = wording.card_words(card, "", "en", str)
    assert said in words.headline
    assert "95% confidence" in words.headline
    assert words.headline.count(". ") == 0
    assert "−" not in words.headline
