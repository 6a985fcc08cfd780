"""Requirements of another set whose texts are alike, computed once for each state of two sets."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from samvern.apps.mappings.queries.pairs import Pair
from samvern.base.kept import Kept
from samvern.engine.frameworks import Framework
from samvern.engine.mappings import RequirementRef
from samvern.engine.mappings.suggestions import RequirementText, Suggestion, suggest

#: So many are kept for each requirement, and so many are shown.
MOST_KEPT, MOST_SHOWN = 12, 5

BySource = Mapping[str, tuple[Suggestion, ...]]

#: Some twenty pairs of large sets.
_suggestions: Kept[BySource] = Kept(limit=20_000, weigh=len)


def suggestions_for(
    pair: Pair, requirement: str, known: Collection[str] = ()
) -> tuple[Suggestion, ...]:
    """What the texts of the right set suggest for a requirement of the left one, likest first.

    Parameters
    ----------
    known
        Requirements of the right set that somebody has mapped to it already.
    """
    found = _all(pair).get(requirement, ())
    return tuple(each for each in found if each.target.id not in known)[:MOST_SHOWN]


def _all(pair: Pair) -> BySource:
    key = (pair.left.pk, pair.left.revision, pair.right.pk, pair.right.revision)
    return _suggestions.get(key, lambda: _compute(*pair.documents))


def _compute(left: Framework, right: Framework) -> BySource:
    by_source: dict[str, list[Suggestion]] = {each.id: [] for each in left.requirements}
    for found in suggest(_texts(left), _texts(right), most=MOST_KEPT):
        by_source[found.source.id].append(found)
    return {source: tuple(every) for source, every in by_source.items()}


def _texts(document: Framework) -> list[RequirementText]:
    return [
        RequirementText(
            RequirementRef(document.id, each.id),
            {
                language: " ".join(
                    filter(None, (each.title.get(language), each.text.get(language)))
                )
                for language in (*each.title, *each.text)
            },
        )
        for each in document.requirements
        if each.is_assessable
    ]
