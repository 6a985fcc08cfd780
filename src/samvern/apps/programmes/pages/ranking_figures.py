"""The figures of a ranking, a row for each alternative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samvern.apps.programmes.pages.ranking_left_out import missing_in_words
from samvern.apps.programmes.queries import RankingPage
from samvern.engine.priority import RankedAlternative

#: A table of more pairs than this is read by nobody; the file has them all.
_MOST_IN_PAIRS = 30


@dataclass(frozen=True)
class FigureRow:
    """The figures of one alternative."""

    place: int
    name: str
    tier: int | None
    ranked: RankedAlternative
    top_three: float
    missing: str
    central: tuple[float, ...]
    pairs: tuple[float | None, ...]


def has_pairs(page: RankingPage) -> bool:
    """Whether there are few enough alternatives to compare each with each."""
    return len(page.ranking.alternatives) <= _MOST_IN_PAIRS


def figure_rows(page: RankingPage, tiers: Mapping[str, int]) -> Iterator[FigureRow]:
    """Every alternative with its figures, best first; ``tiers`` are those it is decided on."""
    ranking = page.ranking
    order = [each.id for each in ranking.alternatives] if has_pairs(page) else []
    for place, each in enumerate(ranking.alternatives, start=1):
        weights = each.central_weights or {}
        yield FigureRow(
            place=place,
            name=f"{each.id} {page.titles[each.id]}",
            tier=tiers.get(each.id),
            ranked=each,
            top_three=min(1.0, sum(each.rank_acceptability[:3])),
            missing=missing_in_words(page, each.id),
            central=tuple(weights[group.id] for group in page.groups if group.id in weights),
            pairs=tuple(ranking.pairwise[each.id].get(other) for other in order),
        )
