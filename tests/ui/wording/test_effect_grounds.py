"""What is known of measures, in words: every ground and step has its own, in every language."""

from __future__ import annotations

import pytest

from samvern.engine.effects import Grounds, Method, Step, StepCode, count_grounds
from samvern.ui.wording import effect_grounds as wording
from samvern.ui.wording.languages import translations


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_ground_and_every_step_has_words_of_its_own(language: str) -> None:
    words = translations(language)
    _, ngettext = words.gettext, words.ngettext
    for named, of in (
        (wording.grounds_name, Grounds),
        (wording.grounds_meaning, Grounds),
        (wording.design_name, Method),
    ):
        assert len({named(each, _) for each in of}) == len(of)
    said = [wording.step_sentence(Step(code, 3), _, ngettext) for code in StepCode]
    assert len(set(said)) == len(StepCode)
    assert not any("%" in each for each in said)
    for method in Method:
        every = wording.not_taken_out(method, _)
        assert len(set(every)) == len(every)


def test_the_programme_is_told_in_one_sentence() -> None:
    counts = count_grounds([Grounds.LOT, Grounds.NO_CLAIM, Grounds.JUDGEMENT, Grounds.JUDGEMENT])
    assert wording.programme_answer(counts, str) == (
        "For 1 of 4 measures it has been tested what they did; described without a claim: 1, judged "
        "by experts only: 2, nothing known: 0."
    )
