"""Finding guidance by plain words, in any of the languages and however they are spelt.

Every word of an entry stands in one index, whatever its language, so that «exercise» finds what is
called «øvelse»: its subject has a title in both. A word that is asked for meets the words of the
index as it is, in another form, as a part of a compound, as a beginning, or with letters
astray, each counting for less than the one before. Which of these it was is part of the answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import OSA

from samvern.engine.alphabet import search_key, sort_key
from samvern.engine.frameworks import Reference
from samvern.engine.guidance.audience_words import AUDIENCE_WORDS
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
    AUDIENCE = "audience"  # what it is for is called so


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
        Found.SUBJECT: 0.75,
        Found.SUBJECT_WORD: 0.65,
        Found.OWNER: 0.7,
        Found.REQUIREMENT: 0.6,
        Found.DESCRIPTION: 0.5,
        Found.AUDIENCE: 0.5,
    }
)

#: How much a word counts by how it was met; two letters astray count the square of one.
HOW_WEIGHTS: Final[Mapping[How, float]] = MappingProxyType(
    {
        How.EXACT: 1.0,
        How.FORM: 0.9,
        How.PART: 0.8,
        How.BEGINNING: 0.7,
        How.SPELLING: 0.8,
    }
)

#: What is found much less well than the best is left out.
_WORTH_SHOWING: Final = 0.35

#: What an entry is mainly about stands first among its subjects; the others count so much of it.
_LATER_SUBJECT: Final = 0.9

#: Letters that an ending may have beyond those that the stemmer knows, and what must be left.
_LONGEST_ENDING, _SHORTEST_ROOT = 2, 5

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
    share: float = 1.0


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
            for field, language, text, share in _texts(entry, catalogue, requirements or {}):
                for written in _WORD.findall(text):
                    at = _Standing(number, field, language, written, share)
                    self._stands.setdefault(search_key(written), []).append(at)
        self._stands.pop("", None)
        self._words = tuple(sorted(self._stands))
        self._of_fold = _grouped((folded(word), word) for word in self._words)
        self._of_root = _grouped((folded(stem(word)), word) for word in self._words)
        known = frozenset(stem(word) for word in self._words) - STOP_WORDS
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
            Best first; of those as good, the one whose title or other name says least else.
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
                counts = weight * FIELD_WEIGHTS[at.field] * at.share
                if at.entry not in best or counts > best[at.entry][0]:
                    match = Match(word, at.written, at.field, how, at.language)
                    best[at.entry] = (counts, match)
        return best

    def _candidates(self, word: str) -> Iterator[tuple[str, How, float]]:
        """Words of the index that may have been meant, what was met best first."""
        seen: set[str] = set()
        is_known = False
        for how, words in self._ways(word):
            if how is How.SPELLING and is_known:
                return
            fresh = {there: share for there, share in words if there not in seen}
            seen.update(fresh)
            is_known = is_known or (how in (How.EXACT, How.FORM) and bool(fresh))
            yield from ((there, how, HOW_WEIGHTS[how] * share) for there, share in fresh.items())

    def _ways(self, word: str) -> Iterator[tuple[How, Iterable[tuple[str, float]]]]:
        """For each way of meeting, the words met and how much of the weight they get."""
        yield How.EXACT, ((there, 1.0) for there in self._of_fold.get(folded(word), ()))
        yield How.FORM, ((there, 1.0) for there in self._forms(word))
        yield How.PART, self._parts(word)
        yield How.BEGINNING, ((there, 1.0) for there in self._begun(word))
        yield How.SPELLING, self._astray(word)

    def _forms(self, word: str) -> Iterator[str]:
        yield from self._of_root.get(folded(stem(word)), ())
        for ending in range(1, _LONGEST_ENDING + 1):
            if len(word) - ending >= _SHORTEST_ROOT and word[:-ending] in self._stands:
                yield word[:-ending]
        if len(word) >= _SHORTEST_ROOT:
            longest = len(word) + _LONGEST_ENDING
            yield from (there for there in self._begun(word) if len(there) <= longest)

    def _parts(self, word: str) -> Iterator[tuple[str, float]]:
        """Compounds that it is a part of; then its own parts, each for its share of it."""
        for each in dict.fromkeys((word, stem(word))):
            yield from ((there, 1.0) for there in self._of_part.get(each, ()))
        own = take_apart(word, self._known)
        for part in own:
            yield from ((there, 1 / len(own)) for there in self._of_root.get(folded(part), ()))

    def _begun(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_BEGINNING:
            return []
        return [there for there in self._words if there.startswith(word)]

    def _astray(self, word: str) -> Iterator[tuple[str, float]]:
        """Words with few letters other, more, fewer or changed about; two count the square of one."""
        if len(word) < _LETTERS_FOR_ONE:
            return
        most = 1 if len(word) < _LETTERS_FOR_TWO else 2
        meant = folded(word)
        for there in self._words:
            if abs(len(there) - len(word)) > most + 1 or len(there) < _LETTERS_FOR_ONE:
                continue
            astray = OSA.distance(meant, folded(there), score_cutoff=most)
            if astray <= most:
                yield there, HOW_WEIGHTS[How.SPELLING] ** max(0, astray - 1)


def _texts(
    entry: GuidanceEntry, catalogue: GuidanceCatalogue, requirements: Mapping[Reference, Text]
) -> Iterator[tuple[Found, str, str, float]]:
    """Everything that an entry is found by, and how much of the weight of its field it gets."""
    yield from ((Found.TITLE, language, text, 1.0) for language, text in entry.title.items())
    yield from ((Found.NAME, "", name, 1.0) for name in entry.also_known_as)
    yield Found.OWNER, "", entry.owner, 1.0
    for subject in catalogue.subjects:
        if subject.id in entry.subjects:
            share = 1.0 if subject.id == entry.subjects[0] else _LATER_SUBJECT
            for language, text in subject.title.items():
                yield Found.SUBJECT, language, text, share
            for language, words in subject.words.items():
                yield from ((Found.SUBJECT_WORD, language, word, share) for word in words)
    for help_ in entry.helps:
        for language, text in requirements.get(help_.with_, {}).items():
            yield Found.REQUIREMENT, language, text, 1.0
    for language, text in entry.description.items():
        yield Found.DESCRIPTION, language, text, 1.0
    for kind in entry.audience:
        for language, words in AUDIENCE_WORDS.get(kind, {}).items():
            yield from ((Found.AUDIENCE, language, word, 1.0) for word in words)


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
    return (-round(hit.score, 9), -_said_of_name(hit), sort_key(title), hit.entry.id)


def _said_of_name(hit: Hit) -> float:
    """The share of a title, or of another name, that was met; the largest of them."""
    met = {search_key(match.found) for match in hit.matches}
    shares = [0.0]
    for text in (*hit.entry.title.values(), *hit.entry.also_known_as):
        keys = [search_key(word) for word in _WORD.findall(text)]
        keys = [key for key in keys if key not in STOP_WORDS] or keys
        if keys:
            shares.append(sum(key in met for key in keys) / len(keys))
    return max(shares)
