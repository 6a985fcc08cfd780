"""How hard a text is to read, by the length of its sentences and words.

Source
------
C. H. Björnsson, *Läsbarhet* (Liber, 1968).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: A word of more letters than this is long (Björnsson 1968).
LONG_WORD_LETTERS: Final = 6

#: Letters, with what joins them into one word: pc-ene, Norway's.
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: A full stop, question mark, exclamation mark or colon at the end of a word.
_END: Final = re.compile(r"[.!?:]+[\]»”\")]*(?=\s|$)")


@dataclass(frozen=True)
class Readability:
    """What the measure counts in a text."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        """Words for each sentence plus long words in a hundred; 0 for a text without words.

        Below 30 is very easy, 30 to 40 easy, 40 to 50 middling, above 60 very hard.

        Examples
        --------
        >>> round(Readability(words=10, sentences=2, long_words=3).lix, 6)
        35.0
        """
        if not self.words:
            return 0.0
        return self.words / self.sentences + 100 * self.long_words / self.words


def measure(texts: Iterable[str]) -> Readability:
    """Count the words and sentences of texts that stand apart, such as a heading and a paragraph.

    A text ends a sentence even without a full stop. Numbers are no words, and a hyphen joins two
    words into one, so that long words cannot be hidden behind it.

    Parameters
    ----------
    texts
        Texts in any order; joining them by blank lines gives the same.

    Examples
    --------
    >>> found = measure(["Tar dere kopi hver dag?", "Kopien skal ligge et annet sted."])
    >>> found, round(found.lix, 1)
    (Readability(words=11, sentences=2, long_words=0), 5.5)
    """
    words = sentences = long_words = 0
    for text in texts:
        for part in _parts(text):
            found = _WORD.findall(part)
            words += len(found)
            sentences += bool(found)
            long_words += sum(_letters(word) > LONG_WORD_LETTERS for word in found)
    return Readability(words, sentences, long_words)


def lix(text: str) -> float:
    """The readability index of one text.

    Examples
    --------
    >>> lix("Vi ringer leverandøren.")
    36.333333333333336
    """
    return measure([text]).lix


def _parts(text: str) -> Iterable[str]:
    """The sentences of a text; a blank line ends one too."""
    for paragraph in re.split(r"\n\s*\n", text):
        yield from _END.split(paragraph)


def _letters(word: str) -> int:
    return sum(character.isalpha() for character in word)
