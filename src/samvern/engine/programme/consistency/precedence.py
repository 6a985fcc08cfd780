"""What must come before what: cycles, and dates that run against the order."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from samvern.engine.programme.consistency.findings import Finding, Severity
from samvern.engine.programme.document import Measure, Programme

#: A longer circle is shown by its first steps.
MOST_SHOWN: Final = 12


def findings_of(programme: Programme) -> Iterator[Finding]:
    """Cycles among measures, and dates that cannot all hold."""
    measures = {measure.id: measure for measure in programme.measures}
    after = {measure.id: measure.after for measure in programme.measures}
    parents = {measure.id: (measure.parent,) for measure in programme.measures}
    yield from _cycles(after, "precedence.cycle")
    yield from _cycles(parents, "parent.cycle")
    for measure in programme.measures:
        yield from _own_dates(measure)
        for before in measure.after:
            if before in measures and before != measure.id:
                yield from _dates_between(measures[before], measure)


def _cycles(edges: Mapping[str, Sequence[str]], code: str) -> Iterator[Finding]:
    for cycle in find_cycles(edges):
        middle = ("…",) if len(cycle) > MOST_SHOWN else ()
        path = " → ".join((*cycle[:MOST_SHOWN], *middle, cycle[0]))
        yield Finding.of(code, Severity.DISAGREEMENT, ("measure", cycle[0]), cycle=path)


def find_cycles(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One short cycle for each group of nodes that lead to each other.

    Takes time in proportion to nodes and edges. Edges to what is no node are passed over.

    Source
    ------
    R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972).

    Examples
    --------
    >>> find_cycles({"a": ["b"], "b": ["c", "a"], "c": ["a"], "d": ["a", "d"]})
    [('a', 'b'), ('d',)]
    """
    order = {node: position for position, node in enumerate(edges)}
    groups = [sorted(group, key=order.__getitem__) for group in _strong_components(edges)]
    cycles = [
        _cycle_from(group[0], set(group), edges)
        for group in groups
        if len(group) > 1 or group[0] in edges[group[0]]
    ]
    return sorted(cycles, key=lambda cycle: order[cycle[0]])


def _strong_components(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Groups of nodes that all lead to each other, with a stack instead of recursion."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: dict[str, None] = {}
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = lowest[root] = len(index)
        waiting[root] = None
        while work:
            node, following = work[-1]
            ahead = next((other for other in following if other in edges), None)
            if ahead is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == index[node]:
                    yield _take_down_to(node, waiting)
            elif ahead not in index:
                index[ahead] = lowest[ahead] = len(index)
                waiting[ahead] = None
                work.append((ahead, iter(edges[ahead])))
            elif ahead in waiting:
                lowest[node] = min(lowest[node], index[ahead])


def _take_down_to(node: str, waiting: dict[str, None]) -> list[str]:
    taken = []
    while True:
        last, _ = waiting.popitem()
        taken.append(last)
        if last == node:
            return taken


def _cycle_from(start: str, group: set[str], edges: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from a node back to itself within its group, breadth first."""
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for following in edges[node]:
            if following == start:
                path = [node]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if following in group and following not in came_from:
                came_from[following] = node
                queue.append(following)
    return ()


def _own_dates(measure: Measure) -> Iterator[Finding]:
    if measure.start and measure.finish and latest(measure.finish) < earliest(measure.start):
        yield Finding.of(
            "dates.finish_before_start",
            Severity.DISAGREEMENT,
            ("measure", measure.id),
            start=measure.start,
            finish=measure.finish,
        )


def _dates_between(before: Measure, after: Measure) -> Iterator[Finding]:
    """A measure that certainly starts before what it must come after is finished."""
    if before.finish and after.start and latest(after.start) < earliest(before.finish):
        yield Finding.of(
            "dates.starts_too_early",
            Severity.DISAGREEMENT,
            ("measure", after.id),
            start=after.start,
            before=before.id,
            finish=before.finish,
        )
    elif before.start and after.start and latest(after.start) < earliest(before.start):
        yield Finding.of(
            "dates.starts_first",
            Severity.DISAGREEMENT,
            ("measure", after.id),
            start=after.start,
            before=before.id,
            other_start=before.start,
        )


def earliest(moment: str) -> date:
    """First day of a year, month or day written as text."""
    return date.fromisoformat((moment + "-01-01")[:10])


def latest(moment: str) -> date:
    """Last day of a year, month or day written as text.

    Examples
    --------
    >>> latest("2024"), latest("2024-02")
    (datetime.date(2024, 12, 31), datetime.date(2024, 2, 29))
    """
    first = earliest(moment)
    month = first.month if len(moment) > 4 else 12
    day = first.day if len(moment) > 7 else monthrange(first.year, month)[1]
    return date(first.year, month, day)
