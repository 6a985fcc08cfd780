"""Which requirements of another framework speak of the same: pairs for a mapper to look at.

A suggestion says that two texts are alike, and never what the one requirement is to the other.
Texts are compared where they are: nothing is sent anywhere. Import this module by its own name;
what it needs takes a second to load, which no other part of mappings does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from samvern.engine.mappings.mapping import RequirementRef
from samvern.engine.subject_words import Vocabulary

#: From this likeness on, 0 to 1, a pair is worth a look: below stand texts that share one common
#: word.
WORTH_A_LOOK: Final = 0.15


@dataclass(frozen=True)
class RequirementText:
    """A requirement as text: title and wording in each language that it has."""

    ref: RequirementRef
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Suggestion:
    """Two requirements whose texts are alike, 0 to 1, in a language that both have.

    ``shared_words`` are the parts of words that make them so, what weighs most first.
    """

    source: RequirementRef
    target: RequirementRef
    likeness: float
    language: str
    shared_words: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The suggestion as plain values."""
        return {
            "source": self.source.to_json(),
            "target": self.target.to_json(),
            "likeness": self.likeness,
            "language": self.language,
            "shared_words": list(self.shared_words),
        }


def suggest(
    sources: Sequence[RequirementText],
    targets: Sequence[RequirementText],
    *,
    known: Collection[tuple[RequirementRef, RequirementRef]] = (),
    most: int = 5,
) -> tuple[Suggestion, ...]:
    """Find, for each source, the targets whose texts are most alike.

    Parameters
    ----------
    known
        Pairs that need no suggestion, because somebody has mapped them already.
    most
        Targets for each source at most.

    Returns
    -------
    tuple of Suggestion
        By source in the order given, then by likeness. Pairs without a language in common,
        and those below :data:`WORTH_A_LOOK`, are left out.

    Source
    ------
    G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval",
    Information Processing & Management 24 (1988), over stems and parts of compounds.

    Examples
    --------
    >>> nsm = RequirementText(RequirementRef("NSM", "2.6.7"), {"nb": "Bruk flerfaktorautentisering"})
    >>> others = [
    ...     RequirementText(RequirementRef("NIS2", "j"), {"nb": "Flerfaktorautentisering og nødsamband"}),
    ...     RequirementText(RequirementRef("NIS2", "h"), {"nb": "Kryptografi og kryptering"}),
    ... ]
    >>> [(each.target.id, each.shared_words) for each in suggest([nsm], others)]
    [('j', ('flerfaktorautentiser',))]
    """
    taken = set(known) | {(target, source) for source, target in known}
    best: dict[tuple[RequirementRef, RequirementRef], Suggestion] = {}
    for language in dict.fromkeys(lang for each in sources for lang in each.texts):
        ours = [each for each in sources if each.texts.get(language)]
        theirs = [each for each in targets if each.texts.get(language)]
        for found in _in_language(ours, theirs, language, taken, most):
            pair = found.source, found.target
            if pair not in best or best[pair].likeness < found.likeness:
                best[pair] = found
    by_source: dict[RequirementRef, list[Suggestion]] = {each.ref: [] for each in sources}
    for found in best.values():
        by_source[found.source].append(found)
    return tuple(
        found
        for every in by_source.values()
        for found in sorted(every, key=lambda each: (-each.likeness, each.target))[:most]
    )


def _in_language(
    sources: Sequence[RequirementText],
    targets: Sequence[RequirementText],
    language: str,
    taken: Collection[tuple[RequirementRef, RequirementRef]],
    most: int,
) -> Iterator[Suggestion]:
    texts = [each.texts[language] for each in (*sources, *targets)]
    vocabulary = Vocabulary(texts)
    # Rarity is counted over both frameworks, so that what both always say weighs little.
    vectors = TfidfVectorizer(analyzer=lambda text: vocabulary.parts(text).elements())
    try:
        matrix = csr_matrix(vectors.fit_transform(texts))
    except ValueError:  # no text has a word that carries a subject
        return
    words = vectors.get_feature_names_out()
    alike = (matrix[: len(sources)] @ matrix[len(sources) :].T).toarray()
    weights = _rows(matrix)
    ours, theirs = weights[: len(sources)], weights[len(sources) :]
    for row, likenesses in enumerate(alike):
        left = most
        # A stable order: equally alike targets stand as they were given.
        for column in np.argsort(-likenesses, kind="stable"):
            if not left or likenesses[column] < WORTH_A_LOOK:
                break
            pair = sources[row].ref, targets[column].ref
            if pair not in taken:
                left -= 1
                shared = _heaviest(ours[row], theirs[column], words)
                yield Suggestion(*pair, round(float(likenesses[column]), 4), language, shared)


def _rows(matrix: csr_matrix) -> list[dict[int, float]]:
    """Each text's words by their places, with their weights."""
    places, weights = matrix.indices.tolist(), matrix.data.tolist()
    return [
        dict(zip(places[start:end], weights[start:end], strict=True))
        for start, end in pairwise(matrix.indptr.tolist())
    ]


def _heaviest(
    one: Mapping[int, float], other: Mapping[int, float], words: Sequence[str]
) -> tuple[str, ...]:
    """The words that two texts share, what weighs most first."""
    shared = one.keys() & other.keys()
    by_weight = sorted((-one[place] * other[place], str(words[place])) for place in shared)
    return tuple(word for _weight, word in by_weight)
