"""How alike each measure of a programme is to each of another, and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from samvern.engine.alphabet import search_key
from samvern.engine.programme.document import Measure, Programme, in_language
from samvern.engine.programme.lineage.links import Likeness
from samvern.engine.subject_words import Vocabulary, shared_parts

Floats = NDArray[np.float64]

#: Who holds today what each name held: ``{"Direktoratet for e-helse": ("Helsedirektoratet",)}``.
#: A name that is not there stands for itself.
Holders = Mapping[str, Sequence[str]]
NO_HOLDERS: Holders = MappingProxyType({})

#: What each part weighs. What a measure is about decides; who owns it and whom it is for only
#: support, so that together they stay below what is proposed (``assignment.PROPOSE_FROM``): in
#: IE-1125 one directorate owns ten measures that have nothing else in common.
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "title": 0.25,
        "mentions": 0.25,
        "text": 0.35,
        "owners": 0.08,
        "target_group": 0.02,
        "focus_area": 0.05,
    }
)

#: In the text of a measure, a word of its title counts as so many of its description.
_TITLE_COUNTS: Final = 2

#: Titles that are letter by letter so alike differ by a slip of the pen.
_SLIP: Final = 0.9

#: So many shared words are told.
_WORDS_TOLD: Final = 6


@dataclass(frozen=True)
class _Texts:
    """What one measure says, ready to be compared."""

    title: str
    whole: Counter[str]
    title_parts: Counter[str]
    target_group: str
    focus_area: str
    owners: frozenset[str]


class Comparer:
    """The likeness of any earlier measure to any later one; both in the order of identifiers.

    Parameters
    ----------
    holders
        Who holds today what each owner's name held.
    language
        The language whose texts are compared, or else the first that a text has.
    """

    def __init__(
        self,
        earlier: Programme,
        later: Programme,
        *,
        holders: Holders = NO_HOLDERS,
        language: str = "nb",
    ) -> None:
        self._language = language
        self._holders = holders
        self.earlier = sorted(earlier.measures, key=lambda measure: measure.id)
        self.later = sorted(later.measures, key=lambda measure: measure.id)
        self._words = Vocabulary([self._said(each) for each in (*self.earlier, *self.later)])
        self._before = [self._texts(earlier, measure) for measure in self.earlier]
        self._after = [self._texts(later, measure) for measure in self.later]
        self._parts = self._compare()
        self.scores = self._weigh()

    def likeness(self, row: int, column: int) -> Likeness:
        """The likeness of one pair, with its parts, by place in ``earlier`` and ``later``."""
        parts = {name: float(values[row, column]) for name, values in self._parts.items()}
        known = {name: None if np.isnan(at) else at for name, at in parts.items()}
        return Likeness(
            score=float(self.scores[row, column]),
            title=parts["title"],
            mentions=parts["mentions"],
            text=parts["text"],
            owners=known["owners"],
            target_group=known["target_group"],
            focus_area=known["focus_area"],
            shared_words=self._shared_words(row, column),
        )

    def _compare(self) -> dict[str, Floats]:
        before, after, weigh = self._before, self._after, self._words.weigh
        title = _cosines(
            [weigh(each.title_parts) for each in before],
            [weigh(each.title_parts) for each in after],
        )
        for row, column in self._slips():
            title[row, column] = max(title[row, column], self._spelling(row, column))
        return {
            "title": title,
            "mentions": (self._mentioned(before, after) + self._mentioned(after, before).T) / 2,
            "text": _cosines(
                [weigh(each.whole) for each in before], [weigh(each.whole) for each in after]
            ),
            "owners": _overlaps([each.owners for each in before], [each.owners for each in after]),
            "target_group": self._of_texts("target_group"),
            "focus_area": self._of_texts("focus_area"),
        }

    def _mentioned(self, titles: Sequence[_Texts], texts: Sequence[_Texts]) -> Floats:
        """How much of each title, by weight, stands somewhere in each text."""
        found = np.zeros((len(titles), len(texts)))
        speaks: dict[str, list[int]] = defaultdict(list)
        for column, each in enumerate(texts):
            for part in each.whole:
                speaks[part].append(column)
        for row, each in enumerate(titles):
            for part, value in sorted(self._words.weigh(each.title_parts).items()):
                found[row, speaks.get(part, [])] += value * value
        return found

    def _weigh(self) -> Floats:
        """The mean of what is known, by weight; what one of the two leaves unsaid is left out."""
        total = np.zeros((len(self._before), len(self._after)))
        weight = np.zeros_like(total)
        for name, values in self._parts.items():
            is_known = ~np.isnan(values)
            total[is_known] += WEIGHTS[name] * values[is_known]
            weight += WEIGHTS[name] * is_known
        return np.clip(total / weight, 0.0, 1.0)

    def _of_texts(self, field: str) -> Floats:
        """Likeness of a short text that may be missing; equal texts are worked out once."""
        before = [getattr(each, field) for each in self._before]
        after = [getattr(each, field) for each in self._after]
        vectors = {text: self._words.weigh(self._words.parts(text)) for text in {*before, *after}}
        alike = _cosines([vectors[text] for text in before], [vectors[text] for text in after])
        for row, text in enumerate(before):
            alike[row, [text == other for other in after]] = 1.0
        alike[[not text for text in before], :] = np.nan
        alike[:, [not text for text in after]] = np.nan
        return alike

    def _slips(self) -> Iterator[tuple[int, int]]:
        """Pairs of titles that begin or end alike, the only ones a slip of the pen leaves."""
        ends: dict[str, list[int]] = defaultdict(list)
        for column, texts in enumerate(self._after):
            for end in {texts.title[:4], texts.title[-4:]} - {""}:
                ends[end].append(column)
        for row, texts in enumerate(self._before):
            near = {c for end in (texts.title[:4], texts.title[-4:]) for c in ends[end]}
            yield from ((row, column) for column in sorted(near))

    def _spelling(self, row: int, column: int) -> float:
        first, second = self._before[row].title, self._after[column].title
        return float(Indel.normalized_similarity(first, second, score_cutoff=_SLIP))

    def _texts(self, programme: Programme, measure: Measure) -> _Texts:
        areas = {area.id: area.title for area in programme.focus_areas}
        title = in_language(measure.title, self._language)
        title_parts = self._words.parts(title)
        whole = self._words.parts(in_language(measure.description, self._language))
        for part, count in title_parts.items():
            whole[part] += _TITLE_COUNTS * count
        return _Texts(
            title=search_key(title),
            whole=whole,
            title_parts=title_parts,
            target_group=search_key(measure.target_group or measure.relevant_for),
            focus_area=search_key(in_language(areas.get(measure.focus_area, {}), self._language)),
            owners=owner_keys(measure, self._holders),
        )

    def _said(self, measure: Measure) -> str:
        texts = (measure.title, measure.description)
        return "\n".join(in_language(text, self._language) for text in texts)

    def _shared_words(self, row: int, column: int) -> tuple[str, ...]:
        weigh = self._words.weigh
        shown: dict[str, str] = {}
        for word in re.findall(r"\w[\w-]*", self._said(self.later[column])):
            for part in self._words.parts(word):
                shown.setdefault(part, word.casefold())
        shared = shared_parts(weigh(self._before[row].whole), weigh(self._after[column].whole))
        words = dict.fromkeys(shown[part] for part in shared if part in shown)
        return tuple(words)[:_WORDS_TOLD]


def holders_of(name: str, holders: Holders) -> tuple[str, ...]:
    """Who holds today what a name held; the name itself where nothing is known.

    Examples
    --------
    >>> holders_of("RHF", {"RHF": ("Helse Nord RHF", "Helse Vest RHF")})
    ('Helse Nord RHF', 'Helse Vest RHF')
    """
    return tuple(holders.get(name, ())) or (name,)


def owner_keys(measure: Measure, holders: Holders) -> frozenset[str]:
    """The owners of a measure as keys; of «Norsk helsenett/HelseCERT» each side counts too."""
    names = (
        part
        for name in measure.owners or ()
        for part in {name, *(side.strip() for side in name.split("/"))}
    )
    return frozenset(search_key(held) for name in names for held in holders_of(name, holders))


def _cosines(rows: Sequence[Mapping[str, float]], columns: Sequence[Mapping[str, float]]) -> Floats:
    """Cosines of all pairs, through the parts that both sides have."""
    alike = np.zeros((len(rows), len(columns)))
    postings: dict[str, tuple[list[int], list[float]]] = {}
    for column, vector in enumerate(columns):
        for part, value in vector.items():
            places, values = postings.setdefault(part, ([], []))
            places.append(column)
            values.append(value)
    for row, vector in enumerate(rows):
        for part, value in sorted(vector.items()):
            if part in postings:
                places, values = postings[part]
                alike[row, places] += value * np.array(values)
    return np.clip(alike, 0.0, 1.0)


def _overlaps(rows: Sequence[frozenset[str]], columns: Sequence[frozenset[str]]) -> Floats:
    """Shared owners as a share of the fewer; unknown where one of the two names nobody."""
    alike = np.full((len(rows), len(columns)), np.nan)
    for row, first in enumerate(rows):
        for column, second in enumerate(columns):
            if first and second:
                alike[row, column] = len(first & second) / min(len(first), len(second))
    return alike
