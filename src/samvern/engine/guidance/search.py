"""Finding guidance by plain words, in any of the languages and however they are spelt.

Every word of an entry stands in one index, whatever its language, so that «exercise» finds what is
called «øvelse»: its subject has a title in both. A word that is asked for meets the words of the
index as it is, in another form, as a part of a compound, as a beginning, or with letters
astray, each counting for less than the one before. Which of these it was is part of the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA

from samvern.engine.alphabet import search_key, sort_key
from samvern.engine.frameworks import Reference
from samvern.engine.guidance.catalogue import (
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceGroup,
    Life,
)
from samvern.engine.programme.document import LANGUAGES, Text, in_language
from samvern.engine.subject_words import STOP_WORDS, stem, take_apart


class Found(StrEnum):
    """The field of an entry in which a word was found."""

    TITLE = "title"
    NAME = "name"  # also known as
    OWNER = "owner"
    SUBJECT = "subject"
    SUBJECT_WORD = "subject_word"
    REQUIREMENT = "requirement"
    DESCRIPTION = "description"


class How(StrEnum):
    """How a word that was asked for met one that is there."""

    EXACT = "exact"
    FORM = "form"  # another form of it
    PART = "part"  # part of a compound, or the other way round
    BEGINNING = "beginning"
    SPELLING = "spelling"  # letters astray


#: How much a word counts by where it stands. Our judgement: what a thing is called says more of
#: what it is than what is told of it.
FIELD_WEIGHTS: Final[Mapping[Found, float]] = MappingProxyType(
    {
        Found.TITLE: 1.0,
        Found.NAME: 1.0,
        Found.SUBJECT: 0.8,
        Found.SUBJECT_WORD: 0.75,
        Found.OWNER: 0.7,
        Found.REQUIREMENT: 0.6,
        Found.DESCRIPTION: 0.5,
    }
)

#: How much a word counts by how it was met; two letters astray count the square of one.
HOW_WEIGHTS: Final[Mapping[How, float]] = MappingProxyType(
    {
        How.EXACT: 1.0,
        How.FORM: 0.9,
        How.PART: 0.75,
        How.BEGINNING: 0.7,
        How.SPELLING: 0.7,
    }
)

#: What is found much less well than the best is left out.
_WORTH_SHOWING: Final = 0.35

#: Letters that must be typed before a beginning counts.
_SHORTEST_BEGINNING: Final = 3

#: Words shorter than the first have no letters astray, shorter than the second at most one,
#: others two.
_LETTERS_FOR_ONE, _LETTERS_FOR_TWO = 4, 8

#: What is longer than anybody asks is cut: it came from a program.
_MOST_WORDS, _LONGEST_WORD = 24, 60

_WORD: Final = re.compile(r"[^\W_]+")
_FOLDED: Final = (("ae", "e"), ("oe", "o"), ("aa", "a"), ("æ", "e"), ("ø", "o"), ("å", "a"))


def folded(word: str) -> str:
    """A word as on a keyboard without Norwegian letters, whichever way round them is taken.

    Examples
    --------
    >>> folded("øvelse") == folded("oevelse") == folded("ovelse")
    True
    """
    for letters, plain in _FOLDED:
        word = word.replace(letters, plain)
    return word


@dataclass(frozen=True)
class Match:
    """A word that was asked for, and what it met: as it is written there, and where."""

    word: str
    found: str
    field: Found
    how: How
    language: str = ""

    def to_json(self) -> dict[str, object]:
        """The match as plain values."""
        return {
            "word": self.word,
            "found": self.found,
            "field": self.field.value,
            "how": self.how.value,
            "language": self.language or None,
        }


@dataclass(frozen=True)
class Hit:
    """An entry that was found: how well, 0 to 1, by what, and which words it does not have."""

    entry: GuidanceEntry
    score: float
    matches: tuple[Match, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Standing:
    """A word where it stands."""

    entry: int
    field: Found
    language: str
    written: str


class GuidanceIndex:
    """The words of a catalogue, ready to be searched many times.

    Parameters
    ----------
    catalogue
        What is searched.
    requirements
        Titles of requirements that entries may help with; entries are then found by them too.

    Examples
    --------
    >>> from samvern.engine.guidance.catalogue import GuidanceKind
    >>> sheet = GuidanceEntry("fa14", GuidanceKind.FACTSHEET, {"nb": "Tilgangsstyring"})
    >>> shelf = GuidanceIndex(GuidanceCatalogue("c", "1", {}, "P", entries=(sheet,)))
    >>> [(hit.entry.id, hit.matches[0].how.value) for hit in shelf.search("tilgangstyring")]
    [('fa14', 'spelling')]
    """

    def __init__(
        self,
        catalogue: GuidanceCatalogue,
        requirements: Mapping[Reference, Text] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._stands: dict[str, list[_Standing]] = {}
        for number, entry in enumerate(catalogue.entries):
            for field, language, text in _texts(entry, catalogue, requirements or {}):
                for written in _WORD.findall(text):
                    at = _Standing(number, field, language, written)
                    self._stands.setdefault(search_key(written), []).append(at)
        self._stands.pop("", None)
        self._words = tuple(sorted(self._stands))
        self._of_fold = _grouped((folded(word), word) for word in self._words)
        self._of_stem = _grouped((stem(word), word) for word in self._words)
        known = frozenset(self._of_stem) - STOP_WORDS
        self._known = known
        self._of_part = _grouped(
            (part, word) for word in self._words for part in take_apart(word, known)
        )

    def search(
        self,
        words: str,
        *,
        audience: str = "",
        group: GuidanceGroup | None = None,
        with_unusable: bool = False,
    ) -> list[Hit]:
        """Find entries by plain words.

        Parameters
        ----------
        words
            What a person typed, in any language; more than they would is left out.
        audience
            A kind of actor: only what is for it, or for everybody.
        with_unusable
            Whether what is planned, has ended or was moved is found too.

        Returns
        -------
        list of Hit
            Best first; those as good are those whose title says least else, then by title.
            Nothing when there are no words.
        """
        asked = _asked(words)
        met = {word: self._meet(word) for word in asked}
        shown = self._shown(audience, group, with_unusable=with_unusable)
        rarity = {word: self._rarity(found) for word, found in met.items()}
        total = math.fsum(rarity.values())
        hits = []
        for number in shown:
            matches = {word: found[number] for word, found in met.items() if number in found}
            if not matches:
                continue
            gained = math.fsum(rarity[word] * matches[word][0] for word in matches)
            missing = tuple(word for word in asked if word not in matches)
            told = tuple(match for _weight, match in matches.values())
            hits.append(Hit(self._catalogue.entries[number], gained / total, told, missing))
        best = max((hit.score for hit in hits), default=0.0)
        hits = [hit for hit in hits if hit.score >= best * _WORTH_SHOWING]
        return sorted(hits, key=_order)

    def _shown(
        self, audience: str, group: GuidanceGroup | None, *, with_unusable: bool
    ) -> list[int]:
        return [
            number
            for number, entry in enumerate(self._catalogue.entries)
            if (not audience or entry.is_for(audience))
            and (group is None or entry.group is group)
            and (with_unusable or entry.life is Life.IN_USE)
        ]

    def _rarity(self, found: Mapping[int, object]) -> float:
        """What everything speaks of says little; a word that nothing has still counts in full."""
        return math.log(1 + len(self._catalogue.entries) / max(1, len(found)))

    def _meet(self, word: str) -> dict[int, tuple[float, Match]]:
        """The best way in which a word meets each entry."""
        best: dict[int, tuple[float, Match]] = {}
        for there, how, weight in self._candidates(word):
            for at in self._stands[there]:
                counts = weight * FIELD_WEIGHTS[at.field]
                if at.entry not in best or counts > best[at.entry][0]:
                    match = Match(word, at.written, at.field, how, at.language)
                    best[at.entry] = (counts, match)
        return best

    def _candidates(self, word: str) -> Iterator[tuple[str, How, float]]:
        """Words of the index that may have been meant, what was met best first."""
        seen: set[str] = set()
        for how, words in self._ways(word):
            fresh = [(there, weight) for there, weight in words if there not in seen]
            if how is How.SPELLING and seen:
                return
            seen.update(there for there, _weight in fresh)
            yield from ((there, how, weight) for there, weight in fresh)

    def _ways(self, word: str) -> Iterator[tuple[How, list[tuple[str, float]]]]:
        weights = HOW_WEIGHTS
        root = stem(word)
        exact = dict.fromkeys((*((word,) if word in self._stands else ()), *self._folds(word)))
        yield How.EXACT, [(there, weights[How.EXACT]) for there in exact]
        yield How.FORM, [(there, weights[How.FORM]) for there in self._of_stem.get(root, ())]
        parts = [part for each in (word, root) for part in self._of_part.get(each, ())]
        own = take_apart(word, self._known)
        parts += [there for part in own for there in self._of_stem.get(part, ())]
        yield How.PART, [(there, weights[How.PART]) for there in dict.fromkeys(parts)]
        yield How.BEGINNING, [(there, weights[How.BEGINNING]) for there in self._begun(word)]
        yield How.SPELLING, list(self._astray(word))

    def _folds(self, word: str) -> Sequence[str]:
        return self._of_fold.get(folded(word), ())

    def _begun(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_BEGINNING:
            return []
        return [there for there in self._words if there.startswith(word)]

    def _astray(self, word: str) -> Iterator[tuple[str, float]]:
        """Words with few letters other, more, fewer or changed about."""
        if len(word) < _LETTERS_FOR_ONE:
            return
        most = 1 if len(word) < _LETTERS_FOR_TWO else 2
        meant = folded(word)
        for there in self._words:
            if abs(len(there) - len(word)) > most + 1 or len(there) < _LETTERS_FOR_ONE:
                continue
            astray = OSA.distance(meant, folded(there), score_cutoff=most)
            if astray <= most:
                yield there, HOW_WEIGHTS[How.SPELLING] ** max(1, astray)


def _texts(
    entry: GuidanceEntry, catalogue: GuidanceCatalogue, requirements: Mapping[Reference, Text]
) -> Iterator[tuple[Found, str, str]]:
    """Everything that an entry is found by."""
    yield from ((Found.TITLE, language, text) for language, text in entry.title.items())
    yield from ((Found.NAME, "", name) for name in entry.also_known_as)
    yield Found.OWNER, "", entry.owner
    for subject in catalogue.subjects:
        if subject.id in entry.subjects:
            yield from ((Found.SUBJECT, each, text) for each, text in subject.title.items())
            for language, words in subject.words.items():
                yield from ((Found.SUBJECT_WORD, language, word) for word in words)
    for help_ in entry.helps:
        title = requirements.get(help_.with_, {})
        yield from ((Found.REQUIREMENT, language, text) for language, text in title.items())
    yield from ((Found.DESCRIPTION, language, text) for language, text in entry.description.items())


def _asked(words: str) -> list[str]:
    """The words that were asked for, each once; those without a subject only when there are no others."""
    keys = [search_key(word)[:_LONGEST_WORD] for word in _WORD.findall(words)]
    every = list(dict.fromkeys(key for key in keys if key))
    meant = [word for word in every if word not in STOP_WORDS]
    return (meant or every)[:_MOST_WORDS]


def _grouped(pairs: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _order(hit: Hit) -> tuple[float, float, str, str]:
    title = in_language(hit.entry.title, LANGUAGES[0])
    return (-round(hit.score, 9), -_said_of_title(hit), sort_key(title), hit.entry.id)


def _said_of_title(hit: Hit) -> float:
    """The share of a title that was asked for, in the language that it is largest in."""
    met = {search_key(match.found) for match in hit.matches if match.field is Found.TITLE}
    shares = [0.0]
    for text in hit.entry.title.values():
        keys = [search_key(word) for word in _WORD.findall(text)]
        keys = [key for key in keys if key not in STOP_WORDS] or keys
        if keys:
            shares.append(sum(key in met for key in keys) / len(keys))
    return max(shares)
