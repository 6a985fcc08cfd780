"""Norwegian texts as weighted parts of words, so that likeness sees through compounds.

«Beredskapsøvelser» and «øvelser i beredskap» share everything that matters and no word. A word
is therefore taken apart into stems that stand alone somewhere in the same body of texts. Weights are
by rarity: what every text speaks of says nothing about which two belong together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from typing import Final

from samvern.engine.alphabet import search_key

_WORD: Final = re.compile(r"[^\W_]+")

#: Words that carry no subject, in bokmål, nynorsk and English, and the verbs of every plan:
#: they say that something is done, not to what.
STOP_WORDS: Final = frozenset(
    search_key(
        """
        alle alt andre at av både bare ble bli blir bør da de dem den denne der deres derfor det
        dette disse du eller en er et etter finnes for fra få får gang gi gir gjennom gjør gjøre ha
        har hele hos hun hva hver hverandre hvem hvert hvilke hvilken hvor hvordan i ikke inn innen
        innenfor knyttet kan kommer ligge ligger med mellom men mer mest minst mot mye må måtte ned
        noe noen nok ny nye nytt når og også om opp oss over på rundt samt samme seg selv sin sine sitt skal
        skulle slik som stor større store så sånn til under ut uten vant var ved vi vil være vært
        ville
        alt dei deira desse eit eitt ein eigne frå ho korleis kva kvar kven ikkje kvart mange meir
        medan mykje nokon noko sjølv vere vert
        a an and are as at be by for from in into is it its of on or other such that the their them
        there they this to what which who with
        tiltak tiltaket bruke bygge dele etablere etablering ferdigstille følge gjelde holde hjelpe
        lage legge sette sikre stille styrke styrket styrking støtte ta trenge trengs trenger
        utvikle utvikling videreutvikle videreutvikling videre virke virker
        """
    ).split()
)

#: Endings of nouns, verbs and adjectives, longest first; a light stemmer, not a dictionary.
_ENDINGS: Final = (
    "ingenes",
    "ingene",
    "ingens",
    "inger",
    "ingen",
    "elsene",
    "elsen",
    "elser",
    "ende",
    "enes",
    "ene",
    "ane",
    "ens",
    "ets",
    "ers",
    "ing",
    "else",
    "te",
    "de",
    "et",
    "en",
    "er",
    "ar",
    "es",
    "as",
    "e",
    "a",
    "s",
)

#: A stem keeps at least so many letters, and so do the parts of a compound.
_SHORTEST_STEM: Final = 3
_SHORTEST_PART: Final = 4

#: Letters that Norwegian puts between the parts of a compound.
_JOINTS: Final = ("s", "e", "")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its endings.

    Examples
    --------
    >>> [stem(word) for word in ("kartlegging", "kartlegge", "kravene", "krav", "ny")]
    ['kartlegg', 'kartlegg', 'krav', 'krav', 'ny']
    """
    if word.endswith("het"):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order, without words that carry no subject."""
    return [stem(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    words = _WORD.findall(search_key(text))
    return [word for word in words if word not in STOP_WORDS and len(word) > 1]


class Vocabulary:
    """The word parts of a body of texts, with how much each says.

    Examples
    --------
    >>> known = Vocabulary(["nasjonale øvelser", "plan for beredskap", "beredskapsøvelser"])
    >>> known.parts("beredskapsøvelser") == Counter({"beredskap": 1, "øv": 0}) + Counter(
    ...     known.parts("øvelser")
    ... )
    True
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._known = frozenset(found for text in texts for found in stems(text))
        self._taken_apart: dict[str, tuple[str, ...]] = {}
        spoken_of = Counter(part for text in texts for part in self.parts(text))
        #: Rarity as in Robertson and Spärck Jones, kept above zero.
        self._weights = {
            part: math.log(1 + len(texts) / count) for part, count in spoken_of.items()
        }
        self._unknown = math.log(1 + len(texts))

    def parts(self, text: str) -> Counter[str]:
        """How often each word part stands in a text."""
        return Counter(part for word in _words(text) for part in self._apart(word))

    def weigh(self, counts: Mapping[str, float]) -> dict[str, float]:
        """A text's parts as a vector of length one; empty when it has none."""
        heavy = {
            part: math.sqrt(count) * self._weights.get(part, self._unknown)
            for part, count in sorted(counts.items())
        }
        length = math.sqrt(sum(value * value for value in heavy.values()))
        return {part: value / length for part, value in heavy.items()} if length else {}

    def _apart(self, whole: str) -> tuple[str, ...]:
        if whole not in self._taken_apart:
            self._taken_apart[whole] = take_apart(whole, self._known) or (stem(whole),)
        return self._taken_apart[whole]


def take_apart(compound: str, known: Set[str]) -> tuple[str, ...]:
    """A compound as stems that are known on their own; nothing when it cannot be taken apart.

    The longest first part wins; the rest may be a compound again.

    Examples
    --------
    >>> take_apart("sikkerhetstilstand", {"sikkerhet", "tilstand"})
    ('sikkerhet', 'tilstand')
    >>> take_apart("normen", {"norm"})
    ()
    """
    for end in range(len(compound) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first = _known_form(compound[:end], known)
        if not first:
            continue
        for joint in _JOINTS:
            rest = compound[end:].removeprefix(joint) if joint else compound[end:]
            if joint and rest == compound[end:]:
                continue
            if len(rest) < _SHORTEST_STEM:
                continue
            if last := _known_form(rest, known):
                return (first, last)
            if following := take_apart(rest, known):
                return (first, *following)
    return ()


def _known_form(part: str, known: Set[str]) -> str:
    """The part, or its stem, where that stands alone somewhere."""
    return next((form for form in (part, stem(part)) if form in known), "")


def cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """How alike two vectors of length one are, 0 to 1.

    Examples
    --------
    >>> cosine({"plan": 0.6, "øv": 0.8}, {"plan": 1.0})
    0.6
    """
    small, large = sorted((first, second), key=len)
    return min(1.0, math.fsum(value * large.get(part, 0.0) for part, value in small.items()))


def shared_parts(first: Mapping[str, float], second: Mapping[str, float]) -> tuple[str, ...]:
    """The parts that two vectors share, what weighs most first."""
    both: Iterable[str] = first.keys() & second.keys()
    return tuple(sorted(both, key=lambda part: (-first[part] * second[part], part)))
