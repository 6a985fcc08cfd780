"""What fits together under a small limit, as rows that bound a roadmap more tightly.

An owner who has time for two measures at once can, to a relaxation, do two and a half. For each
limit and period, the sets of measures that fit side by side are listed, where they are few. A
relaxation over shares of those sets is as tight as a limit by itself can be; its prices are then
rows over the columns alone, one for each limit and period, which hold for every plan.

Source
------
H. Crowder, E. L. Johnson, M. Padberg, "Solving large-scale zero-one linear programming problems",
Operations Research 31 (1983), for rows from what fits under one limit; P. C. Gilmore,
R. E. Gomory, "A linear programming approach to the cutting-stock problem", Operations Research 9
(1961), for shares of the sets that fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samvern.engine.roadmap.constraints import Rule
from samvern.engine.roadmap.programs import WholeProgram, relax
from samvern.engine.roadmap.starts import Row, StartColumns

#: Where the sets are not listed in so many steps, the limit is large beside what takes from it, and
#: what fits under it is nearly divisible.
MOST_STEPS = 40_000

# Prices below this are what the solver's rounding leaves.
_LEAST_PRICE = 1e-7

# Amounts are kept to this share of a limit, as in the ledger of a plan, and a little more: a set
# that just fits must not be missed.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class _Item:
    """The starts by which a measure takes one amount of a limit in a period."""

    measure: int
    amount: float
    columns: tuple[int, ...]


@dataclass(frozen=True)
class _Packing:
    """The items of one limit in one period, and the largest sets of them that fit together."""

    items: Sequence[_Item]
    sets: Sequence[tuple[int, ...]]


def packed_rows(model: StartColumns, program: WholeProgram) -> tuple[Row, ...]:
    """Rows that every plan keeps, and a relaxation that only keeps amounts does not.

    Raises
    ------
    TimeoutError
        The solver gave no answer.
    """
    packings = list(_packings(model))
    if not packings:
        return ()
    extended = replace(program, gains=dict(program.gains), rows=[*program.rows], upper=[])
    first = []
    for packing in packings:
        first.append(len(extended.rows))
        _add_shares(extended, packing)
    prices = relax(extended).prices
    found = (
        _priced(packing, prices[at : at + len(packing.items)])
        for packing, at in zip(packings, first, strict=True)
    )
    return tuple(row for row in found if row is not None)


def _add_shares(program: WholeProgram, packing: _Packing) -> None:
    """An item is in the plan at most by the share of the sets that hold it; all shares are 1."""
    of_items: list[dict[int, float]] = [dict.fromkeys(one.columns, 1.0) for one in packing.items]
    shares = []
    for chosen in packing.sets:
        share = program.column(1.0)
        shares.append(share)
        for at in chosen:
            of_items[at][share] = -1.0
    program.rows += [Row(terms, 0.0, 0.0) for terms in of_items]
    program.rows.append(Row(dict.fromkeys(shares, 1.0), 1.0, 0.0))


def _priced(packing: _Packing, prices: Sequence[float]) -> Row | None:
    """No set that fits is worth more than the dearest: at any prices, that is a row."""
    most = max(sum(prices[at] for at in chosen) for chosen in packing.sets)
    if most <= _LEAST_PRICE:
        return None
    terms = {
        column: price / most
        for item, price in zip(packing.items, prices, strict=True)
        for column in item.columns
        if price > _LEAST_PRICE * most
    }
    return Row(terms, 1.0, sum(terms.values()))


def _packings(model: StartColumns) -> Iterator[_Packing]:
    measure_of = {
        column: at
        for at, measure in enumerate(model.problem.measures)
        for column in model.ever(measure)
    }
    for constraint, rows in model.rows.items():
        if constraint.rule == Rule.LIMIT:
            for row in rows:
                items = _items(row, measure_of)
                sets = _largest_sets(items, row.upper)
                if sets is not None and len(items) > 1:
                    yield _Packing(items, sets)


def _items(row: Row, measure_of: Mapping[int, int]) -> list[_Item]:
    columns: dict[tuple[int, float], list[int]] = defaultdict(list)
    for column, amount in row.terms.items():
        columns[measure_of[column], amount].append(column)
    return [_Item(*key, tuple(found)) for key, found in sorted(columns.items())]


def _largest_sets(items: Sequence[_Item], room: float) -> list[tuple[int, ...]] | None:
    """The sets of items, at most one of each measure, that fit and to which none can be added.

    None where they are too many.
    """
    room += _ROUNDING * max(1.0, room)
    found: list[tuple[int, ...]] = []
    waiting: list[tuple[int, tuple[int, ...], float]] = [(0, (), room)]
    for _step in range(MOST_STEPS):
        if not waiting:
            return found
        at, chosen, left = waiting.pop()
        if at < len(items):
            waiting.append((at + 1, chosen, left))
            is_free = not chosen or items[chosen[-1]].measure != items[at].measure
            if is_free and items[at].amount <= left:
                waiting.append((at + 1, (*chosen, at), left - items[at].amount))
        elif _is_largest(items, chosen, left):
            found.append(chosen)
    return None


def _is_largest(items: Sequence[_Item], chosen: Sequence[int], left: float) -> bool:
    taken = {items[at].measure for at in chosen}
    return all(one.measure in taken or one.amount > left for one in items)
