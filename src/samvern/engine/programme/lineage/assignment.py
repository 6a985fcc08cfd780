"""Which likenesses become proposals: each measure with its best kin, splits and merges allowed.

To find the heaviest set of links in which every measure but the middle of a split or merge has
one link is NP-hard (a spanning star forest). So it is done in two steps, each of them exact:

1. the one-to-one links of greatest total likeness (a linear program whose corners are whole
   numbers, since the matrix is that of a bipartite graph);
2. whoever is left over joins its likest measure of the other programme, if it is alike enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np

from samvern.engine.programme.lineage.likeness import Floats

#: From this likeness on, two measures are proposed as kin. Below stand pairs that share an owner, a
#: target group and a word or two; owners, target group and focus area alone come to 0.15. Chosen on
#: the overview of 2021 and IE-1125, judged by hand; IE-1108 and IE-1125, whose lineage is
#: published, had no say and test it (``tests/performance/bench_lineage.py`` prints what each
#: threshold finds and misses on both).
PROPOSE_FROM: Final = 0.20

#: From this likeness on, a measure joins another that has its kin already, as part of a split or
#: merge. More is asked, since such a link says something of three measures: at 0.20 it would be
#: as often wrong as right.
JOIN_FROM: Final = 0.30

#: What decides between pairs that are exactly as alike: the same identifier, for a programme
#: that is compared with itself. Far below what any likeness differs by in earnest.
_SAME_IDENTIFIER: Final = 1e-6

Pair = tuple[int, int]


class _Solver(highspy.Highs):  # type: ignore[misc]  # the package has no types of its own
    """HiGHS without its greeting, which would stand in the middle of printed JSON."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Fall silent before the first word."""
        self.silent()
        super().enableCallbacks()


@dataclass(frozen=True)
class Fixed:
    """What has been said already, by place: links that hold, pairs that do not, who has no kin."""

    links: frozenset[Pair] = frozenset()
    rejected: frozenset[Pair] = frozenset()
    earlier_without: frozenset[int] = frozenset()
    later_without: frozenset[int] = frozenset()


def assign(scores: Floats, fixed: Fixed, *, same: Iterable[Pair] = ()) -> list[Pair]:
    """Choose the pairs to propose, beside those that are fixed.

    Parameters
    ----------
    scores
        Likeness of each earlier measure (row) to each later one (column), 0 to 1.
    fixed
        What persons and programmes have said; no proposal goes against it.
    same
        Pairs with the same identifier, which go before others that are exactly as alike.

    Returns
    -------
    list of pairs
        By place, in order. With ``fixed`` empty, every measure but the middle of a split or
        merge is in one pair at most.

    Source
    ------
    R. Burkard, M. Dell'Amico and S. Martello, "Assignment Problems" (2009), chapter 2, for the
    first step; C. T. Nguyen et al., "Approximating the spanning star forest problem", SIAM
    Journal on Computing 38 (2008), for why there is a second.
    """
    allowed = scores.copy()
    for row, column in fixed.rejected | fixed.links:
        allowed[row, column] = 0.0
    allowed[sorted(fixed.earlier_without), :] = 0.0
    allowed[:, sorted(fixed.later_without)] = 0.0
    free = allowed.copy()
    free[sorted({row for row, _ in fixed.links}), :] = 0.0
    free[:, sorted({column for _, column in fixed.links})] = 0.0
    matched = _match(free, frozenset(same))
    return sorted(matched | _join(allowed, matched | fixed.links, fixed))


def _match(scores: Floats, same: frozenset[Pair]) -> set[Pair]:
    """The one-to-one pairs of greatest total likeness above what is proposed."""
    rows, columns = np.nonzero(scores >= PROPOSE_FROM)
    if not len(rows):
        return set()
    pairs: Sequence[Pair] = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True)]
    gains = np.array(
        [scores[pair] - PROPOSE_FROM + _SAME_IDENTIFIER * (1 + (pair in same)) for pair in pairs]
    )
    chosen = _solve(gains, pairs)
    return {pair for pair, share in zip(pairs, chosen, strict=True) if share > 0.5}


def _solve(gains: Floats, pairs: Sequence[Pair]) -> Sequence[float]:
    """Maximise the gains with each row and each column in one pair at most."""
    solver = _Solver()
    solver.setOptionValue("solver", "simplex")  # it ends in a corner, where links are whole
    solver.setOptionValue("threads", 1)
    count = len(pairs)
    solver.addVars(count, np.zeros(count), np.ones(count))
    solver.changeColsCost(count, np.arange(count, dtype=np.int32), -gains)
    members: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, (row, column) in enumerate(pairs):
        members["row", row].append(place)
        members["column", column].append(place)
    for places in members.values():
        if len(places) > 1:
            of = np.array(places, dtype=np.int32)
            solver.addRow(-highspy.kHighsInf, 1.0, len(places), of, np.ones(len(places)))
    solver.run()
    return list(solver.getSolution().col_value)


def _join(scores: Floats, taken: set[Pair] | frozenset[Pair], fixed: Fixed) -> set[Pair]:
    """Links of those left over to a measure that has its kin, without making chains.

    Where an earlier and a later measure that are kin would both be joined, the side on which
    more likeness is gathered becomes the middle; the others look for their next best.
    """
    earlier = {row for row, _ in taken}
    later = {column for _, column in taken}
    refused: set[Pair] = set()
    while True:
        joining = {
            **_best(scores, earlier, later, refused, of_rows=True),
            **_best(scores, earlier, later, refused, of_rows=False),
        }
        wrong = _losers(joining, taken, fixed.links)
        if not wrong:
            return set(joining)
        refused |= wrong


def _best(
    scores: Floats,
    earlier: set[int],
    later: set[int],
    refused: set[Pair],
    *,
    of_rows: bool,
) -> dict[Pair, float]:
    """For each one left over on a side, its likest measure among those that have kin."""
    table = scores if of_rows else scores.T
    mine, others = (earlier, later) if of_rows else (later, earlier)
    found: dict[Pair, float] = {}
    for place in range(len(table)):
        if place in mine:
            continue
        for other in sorted(others, key=lambda o: (-table[place, o], o)):
            score = float(table[place, other])
            pair = (place, other) if of_rows else (other, place)
            if score < JOIN_FROM:
                break
            if pair not in refused:
                found[pair] = score
                break
    return found


def _losers(
    joining: Mapping[Pair, float], taken: Iterable[Pair], fixed: frozenset[Pair]
) -> set[Pair]:
    """Links that would make a chain with a pair whose other side gathers more."""
    by_row: dict[int, dict[Pair, float]] = defaultdict(dict)
    by_column: dict[int, dict[Pair, float]] = defaultdict(dict)
    for pair, score in joining.items():
        by_row[pair[0]][pair] = score
        by_column[pair[1]][pair] = score
    fixed_rows = [row for row, _ in fixed]
    fixed_columns = [column for _, column in fixed]
    wrong: set[Pair] = set()
    for row, column in taken:
        splits, merges = by_row[row], by_column[column]
        if merges and fixed_rows.count(row) > 1:  # row is the middle of a split that is said
            wrong |= merges.keys()
        if splits and fixed_columns.count(column) > 1:
            wrong |= splits.keys()
        if splits and merges:
            is_split = sum(splits.values()) > sum(merges.values())
            wrong |= merges.keys() if is_split else splits.keys()
    return wrong
