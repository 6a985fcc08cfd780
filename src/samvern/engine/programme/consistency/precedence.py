"""What must come before what: cycles, and dates that run against the order."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from samvern.engine.programme.consistency.findings import Finding, Severity
from samvern.engine.programme.document import Measure, Programme


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
        path = " → ".join((*cycle, cycle[0]))
        yield Finding.of(code, Severity.DISAGREEMENT, ("measure", cycle[0]), cycle=path)


def find_cycles(edges: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One shortest cycle for each group of nodes that lead to each other.

    Examples
    --------
    >>> find_cycles({"a": ["b"], "b": ["c", "a"], "c": ["a"], "d": ["a", "d"]})
    [('a', 'b'), ('d',)]
    """
    found: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for node in edges:
        if node in settled:
            continue
        cycle = _shortest_cycle(node, edges)
        if cycle:
            found.append(cycle)
            # Whoever reaches the cycle and is reached from it belongs to the same group.
            ahead = _reached(node, edges)
            settled.update(other for other in ahead if node in _reached(other, edges))
    return found


def _shortest_cycle(start: str, edges: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from a node back to itself, breadth first; empty when there is none."""
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for following in edges.get(node, ()):
            if following == start:
                path = [node]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if following in edges and following not in came_from:
                came_from[following] = node
                queue.append(following)
    return ()


def _reached(start: str, edges: Mapping[str, Sequence[str]]) -> set[str]:
    reached: set[str] = set()
    queue = [start]
    for node in queue:
        fresh = [other for other in edges.get(node, ()) if other in edges and other not in reached]
        reached.update(fresh)
        queue.extend(fresh)
    return reached


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
