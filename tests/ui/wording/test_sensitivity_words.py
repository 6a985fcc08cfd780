"""What is said of sensitivity is what was computed: words and figures, in every language."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings

from samvern.engine.priority import RankingModel, WeightRule, rank
from samvern.engine.priority.sensitivity import sensitivity, why_before
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import number, percent
from samvern.ui.wording import pairs as of_pairs
from samvern.ui.wording import sensitivity as wording
from samvern.ui.wording.certainty import likelihood, scale
from samvern.ui.wording.languages import translations
from tests.factories.rankings import certain_model, models
from tests.ui.wording.test_certainty import figures_in, stated

NAMES = {f"a{number}": f"Alternative {number}" for number in range(5)}


def in_words(model: RankingModel, language: str) -> list[str]:
    found = sensitivity(model, samples=300)
    ranking = rank(model, samples=300)
    pairs = [why_before(ranking, *pair) for pair in combinations(model.alternatives, 2)]
    say = translations(language).gettext
    return list(wording.lines(found, NAMES, pairs, language, say))


@given(model=models(alternatives=4, intervals=True))
@settings(max_examples=8, deadline=None)
def test_every_result_can_be_said_in_every_language(model: RankingModel) -> None:
    for language in LANGUAGES:
        for line in in_words(model, language):
            assert "%(" not in line


@given(model=models(alternatives=4))
@settings(max_examples=8, deadline=None)
def test_the_word_of_a_pair_agrees_with_the_share_beside_it(model: RankingModel) -> None:
    ranking = rank(model, samples=400)
    for language in LANGUAGES:
        say = translations(language).gettext
        ranges = {word: stated(said) for word, said in scale(language, say)}
        for first, second in combinations(model.alternatives, 2):
            share = ranking.pairwise[first][second]
            said = of_pairs.order_sentence(
                first, second, share, ranking.half_width_95, language, say
            )
            (word,) = [each for each in ranges if f" {each} " in said]
            least, most = ranges[word]
            printed = figures_in(said.partition(": ")[2])[0]
            margin = ranking.half_width_95 + 0.005
            # A share that is not quite everything is printed as more than 99 %.
            assert max(share, 1 - share) == pytest.approx(printed, abs=0.0101)
            assert percent(max(share, 1 - share), language=language) in said
            assert least - margin <= printed <= most + margin
            assert least <= max(0.5, max(share, 1 - share) - ranking.half_width_95) + 1e-6
            assert said.startswith(first if share >= 0.5 else second)


@given(model=models(alternatives=5))
@settings(max_examples=8, deadline=None)
def test_the_words_at_a_level_agree_with_the_shares_beside_them(model: RankingModel) -> None:
    found = sensitivity(model, samples=400)
    for language in LANGUAGES:
        say = translations(language).gettext
        for judged in found.judgements:
            said = wording.judgement_sentence(judged, found, NAMES, language, say)
            for level in (judged.levels[0], judged.levels[-1]):
                word = likelihood(level.top_share, say, found.half_width_95)
                assert word in said
                assert f"({percent(level.top_share, language=language)})" in said


def example() -> RankingModel:
    weights = WeightRule(fixed={"g0": 0.5, "g1": 0.3, "g2": 0.2})
    return certain_model({"a": (1, 0, 0.5), "b": (0, 1, 0.5), "c": (0, 0, 0)}, weights=weights)


def test_the_answer_names_the_nearest_change() -> None:
    found = sensitivity(example(), samples=10)
    assert wording.answer(found, {}, "en", str) == (
        "a stays first until “g1” weighs more than 41.7% (now 30.0%); then b is first. "
        "No judgement is uncertain."
    )


def test_a_first_place_that_no_weight_can_take_is_called_so() -> None:
    found = sensitivity(certain_model({"a": (1, 1), "b": (0, 0)}), samples=10)
    said = wording.answer(found, {}, "en", str)
    assert said.startswith("a stays first, however much any single group weighs.")
    for group in found.stability:
        assert (
            wording.interval_words(group.first, "first", found, "en", str)
            == "Nothing changes, however much it weighs."
        )


def test_what_lies_outside_what_is_admitted_is_called_so() -> None:
    model = certain_model({"a": (1, 0.2), "b": (0, 1)}, weights=WeightRule((("g0", "g1"),)))
    found = sensitivity(model, samples=10)
    said = wording.interval_words(found.stability[1].first, "first", found, "en", str)
    assert said == "Above 55.6%: b is first (outside what is admitted)."


def test_who_enters_the_top_and_who_leaves_it() -> None:
    model = certain_model(
        {"a": (1, 1), "b": (0.9, 0.9), "c": (1, 0.3), "d": (0, 1)},
        weights=WeightRule(fixed={"g0": 0.7, "g1": 0.3}),
    )
    found = sensitivity(model, samples=10)
    said = wording.interval_words(found.stability[0].top, "top", found, "en", str)
    assert said == "Below 41.2%: d in for c."


def test_leads_are_said_with_those_who_decide() -> None:
    ranking = rank(example(), samples=100)
    pair = why_before(ranking, "b", "a")
    assert list(of_pairs.pair_lines(pair, {}, "en", str)) == [
        "a very probably stands before b: in 100% of all weightings and readings "
        "(±9.8 percentage points).",
        "a is ahead by 20.0 of 100 points on average. Most for it speaks “g0”, most against it "
        "“g1”.",
        "“g0” decides: without it, b would not be behind.",
        "   +30.0  g1 (30%)",
        "     0.0  g2 (20%)",
        f"{number(-50, 1, 'en'):>8}  g0 (50%)",
    ]


def test_equals_are_called_so() -> None:
    ranking = rank(certain_model({"a": (1, 0), "b": (0, 1)}), samples=100)
    pair = why_before(ranking, "a", "b")
    assert of_pairs.lead_sentence(pair, {}, "en", str).endswith("they are equal.")
    assert of_pairs.deciding_sentence(pair, {}, str) == ""


def test_several_that_decide_together_or_each_alone() -> None:
    together = rank(certain_model({"a": (0.6, 0.6, 0), "b": (0, 0, 0.3)}), samples=100)
    said = of_pairs.deciding_sentence(why_before(together, "a", "b"), {}, str)
    assert said.startswith("No group decides alone")
    assert re.search("“g0” and “g1”", said)
    each = rank(certain_model({"a": (0.6, 0.6, 0), "b": (0, 0, 1)}), samples=100)
    said = of_pairs.deciding_sentence(why_before(each, "a", "b"), {}, str)
    assert said.startswith("Each of these decides alone: “g0” and “g1”.")
