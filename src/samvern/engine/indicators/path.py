"""From a baseline by dated targets: what is aimed at on a day, and how a value stands to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samvern.engine.errors import InvalidInput


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Standing(StrEnum):
    """How the newest value stands to what was aimed at by its day."""

    REACHED = "reached"  # the last target of all
    ON_PATH = "on_path"
    UNSURE = "unsure"  # what was aimed at lies within the uncertainty of the value
    BEHIND = "behind"
    NO_VALUE = "no_value"
    NO_TARGET = "no_target"


@dataclass(frozen=True)
class Point:
    """A value on a day: a baseline or a target."""

    on: date
    value: float


@dataclass(frozen=True)
class Measured:
    """A value as it was measured, with its uncertainty where that is known.

    ``lower`` and ``upper`` are the ends of its interval; both or none.
    """

    on: date
    value: float
    lower: float | None = None
    upper: float | None = None


def aimed_at(path: Sequence[Point], day: date) -> float | None:
    """What is aimed at on a day: straight from one point to the next, the last one afterwards.

    Parameters
    ----------
    path
        Baseline and targets in any order, each day once.

    Returns
    -------
    float or None
        None before the first point, and where there is none.

    Raises
    ------
    InvalidInput
        ``indicator.target_twice``.

    Examples
    --------
    >>> path = [Point(date(2026, 1, 1), 20.0), Point(date(2026, 1, 11), 40.0)]
    >>> aimed_at(path, date(2026, 1, 6)), aimed_at(path, date(2027, 1, 1))
    (30.0, 40.0)
    """
    ordered = sorted(path, key=lambda point: point.on)
    if len({point.on for point in ordered}) < len(ordered):
        raise InvalidInput("indicator.target_twice")
    before = [point for point in ordered if point.on <= day]
    after = [point for point in ordered if point.on > day]
    if not before:
        return None
    start = before[-1]
    if not after:
        return start.value
    end = after[0]
    share = (day - start.on).days / (end.on - start.on).days
    return start.value + share * (end.value - start.value)


def standing(
    newest: Measured | None,
    baseline: Point | None,
    targets: Sequence[Point],
    direction: Direction,
) -> Standing:
    """How the newest value stands to the path from the baseline by the targets.

    An interval that holds what was aimed at decides neither way. Before the first point of the path
    the value is held against that point.

    Examples
    --------
    >>> goal = [Point(date(2027, 12, 31), 80.0)]
    >>> standing(Measured(date(2026, 12, 31), 85.0), None, goal, Direction.UP).value
    'reached'
    """
    if not targets:
        return Standing.NO_TARGET
    if newest is None:
        return Standing.NO_VALUE
    last = max(targets, key=lambda point: point.on)
    if _is_sure(newest, last.value, direction):
        return Standing.REACHED
    path = [*targets]
    if baseline is not None and baseline.on not in {point.on for point in targets}:
        path.append(baseline)
    aim = aimed_at(path, newest.on)
    if aim is None:
        aim = min(path, key=lambda point: point.on).value
    if _is_sure(newest, aim, direction):
        return Standing.ON_PATH
    opposite = Direction.DOWN if direction is Direction.UP else Direction.UP
    if newest.lower is not None and not _is_sure(newest, aim, opposite):
        return Standing.UNSURE
    return Standing.BEHIND


def _is_sure(found: Measured, aim: float, direction: Direction) -> bool:
    """Whether a value is at least as good as the aim, with its whole interval where it has one."""
    if direction is Direction.UP:
        return (found.value if found.lower is None else found.lower) >= aim
    return (found.value if found.upper is None else found.upper) <= aim
