"""Word, stated range and printed figure agree, for every share, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.priority import rank
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import percent
from samvern.ui.wording import certainty
from samvern.ui.wording.certainty import GRADES, grade, likelihood, scale
from samvern.ui.wording.languages import translations
from tests.factories.rankings import models

GRID = [step / 400 for step in range(401)]
HALF_WIDTHS = (0.0, 0.0031, 0.0098, 0.031, 0.2)


def figures_in(text: str) -> list[float]:
    """The percentages of a text, as a reader reads them."""
    return [float(found) / 100 for found in re.findall(r"\d+", text)]


def stated(text: str) -> tuple[float, float]:
    """The range that a text states."""
    figures = figures_in(text)
    if len(figures) == 2:
        return figures[0], figures[1]
    return (figures[0], 1.0) if figures[0] > 0.5 else (0.0, figures[0])


def holds(share: float, half_width: float, language: str, _: Callable[[str], str]) -> None:
    ranges = {word: stated(said) for word, said in scale(language, _)}
    least, most = ranges[likelihood(share, _, half_width)]
    # Limits are whole percent, so rounding moves no figure out of its range; only a word that is
    # weaker for the sampling error can stand beside a figure of the next range.
    (printed,) = figures_in(percent(share, language=language))
    beyond = half_width + 0.005 if half_width else 1e-9
    assert least - beyond <= printed <= most + beyond
    # The word says no more than the share does at its unfavourable end.
    if share >= 0.5:
        assert least <= max(0.5, share - half_width) + 1e-6
    else:
        assert most >= min(0.5, share + half_width) - 1e-6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("half_width", HALF_WIDTHS)
def test_word_range_and_figure_agree_on_a_grid_of_shares(language: str, half_width: float) -> None:
    said = translations(language).gettext
    for share in GRID:
        holds(share, half_width, language, said)


@given(model=models())
@settings(max_examples=10, deadline=None)
def test_word_range_and_figure_agree_for_whatever_is_ranked(model: object) -> None:
    ranking = rank(model, samples=500)  # type: ignore[arg-type]
    shares = [share for row in ranking.pairwise.values() for share in row.values()]
    shares += [share for each in ranking.alternatives for share in each.rank_acceptability]
    for language in LANGUAGES:
        for share in shares:
            holds(share, ranking.half_width_95, language, translations(language).gettext)


def test_the_ranges_cover_everything_once() -> None:
    ordered = list(reversed(GRADES))
    assert (ordered[0].least, ordered[-1].most) == (0.0, 1.0)
    assert all(lower.most == higher.least for lower, higher in pairwise(ordered))


@given(share=st.floats(0, 1), half_width=st.floats(0, 0.5))
def test_the_other_way_round_is_the_mirror_word(share: float, half_width: float) -> None:
    mirrored = dict(zip(GRADES, reversed(GRADES), strict=True))
    if abs(share - 0.5) > 1e-6:
        assert grade(1 - share, half_width) == mirrored[grade(share, half_width)]


@given(share=st.floats(0, 1), few=st.floats(0, 0.5), more=st.floats(0, 0.5))
def test_less_sampling_error_never_weakens_a_word(share: float, few: float, more: float) -> None:
    strength = {each: abs((each.least + each.most) / 2 - 0.5) for each in GRADES}
    wide, narrow = max(few, more), min(few, more)
    assert strength[grade(share, wide)] <= strength[grade(share, narrow)]


@pytest.mark.parametrize(
    ("share", "half_width", "key"),
    [
        (0.95, 0.0, "almost_certainly"),
        (0.95, 0.003, "very_probably"),
        (0.05, 0.0, "almost_certainly_not"),
        (0.05, 0.003, "very_probably_not"),
        (0.55, 0.0, "more_likely"),
        (0.549, 0.0, "even"),
        (0.7 - 0.6 + 0.85, 0.0, "almost_certainly"),
        (0.5, 0.4, "even"),
        (0.9, 0.45, "even"),
    ],
)
def test_limits(share: float, half_width: float, key: str) -> None:
    assert grade(share, half_width).key == key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_different_words(language: str) -> None:
    named = certainty.words(translations(language).gettext)
    assert set(named) == {each.key for each in GRADES}
    assert len(set(named.values())) == len(GRADES)


def lines_of_the_component(language: str) -> Iterator[tuple[str, str]]:
    with translation.override(language):
        source = "{% load samvern_ui %}{% certainty_scale %}"
        html = Template(source).render(Context())
    yield from re.findall(r"<th scope=\"row\">(.*?)</th><td>(.*?)</td>", html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_command_line_state_the_same_ranges(language: str) -> None:
    with translation.override(language):
        rows = scale(language, translation.gettext)
        line = certainty.scale_in_a_line(language, translation.gettext)
    assert list(lines_of_the_component(language)) == rows
    assert all(f"{word} ({of})" in line for word, of in rows)
