"""Readability: counted by hand, and true whatever the text."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.readability import Readability, lix, measure

sentences = st.lists(st.text("abcdeæøå", min_size=1, max_size=12), min_size=1, max_size=8).map(
    lambda words: " ".join(words) + "."
)


# Counted by hand: words, sentences, words of more than six letters.
@pytest.mark.parametrize(
    ("text", "words", "ends", "long_words"),
    [
        ("", 0, 0, 0),
        ("123, 45 %!", 0, 0, 0),
        ("Hei", 1, 1, 0),
        ("Seksar er kort. Sjuarar er lang!", 6, 2, 1),
        ("Er pc-en trygg? Ja. Eksempel: «Start den.» Ferdig", 8, 5, 1),
        ("Legg databehandler-avtalen i skuffen.", 4, 1, 2),
        ("Kl. 14.30 kom versjon 2.1 av Normen", 5, 2, 1),
        ("Norway's records", 2, 1, 2),
        ("Tittel uten punktum\n\nOg så en linje\nsom går videre.", 10, 2, 1),
        ("Ringer du … eller venter du?", 5, 1, 0),
        ("Sa du «ja»? (Eller nei.) Ok", 6, 3, 0),
    ],
)
def test_words_sentences_and_long_words_are_counted(
    text: str, words: int, ends: int, long_words: int
) -> None:
    assert measure([text]) == Readability(words, ends, long_words)


def test_the_index_is_that_of_the_book() -> None:
    """Nineteen words in two sentences, four of them long."""
    text = (
        "Sekretæren låser skjermen når hun går. "
        "Da kan ikke neste pasient se hva den forrige kom for i dag."
    )
    assert measure([text]) == Readability(19, 2, 4)
    assert isclose(lix(text), 19 / 2 + 100 * 4 / 19)


@given(st.lists(sentences, min_size=1, max_size=6))
def test_texts_that_stand_apart_are_measured_as_one(texts: list[str]) -> None:
    found = measure(texts)
    assert found == measure(reversed(texts)) == measure(["\n\n".join(texts)])
    assert found == measure([text.rstrip(".") for text in texts])
    assert 1 <= found.lix <= found.words + 100


@given(sentences, sentences)
def test_a_long_word_never_makes_a_text_easier(before: str, after: str) -> None:
    with_short, with_long = (f"{before[:-1]} {word} {after}" for word in ("vakt", "leverandør"))
    assert lix(with_short) < lix(with_long)


@given(st.text(max_size=200))
def test_anything_can_be_measured(text: str) -> None:
    found = measure([text])
    assert 0 <= found.long_words <= found.words
    assert found.sentences <= found.words
