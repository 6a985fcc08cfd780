"""Cost against value: what each amount of money buys when the plan is the best for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from samvern.engine.errors import InvalidInput, NotReady
from samvern.engine.roadmap.plan import Roadmap
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Effort
from samvern.engine.roadmap.solving import solve_roadmap

DEFAULT_POINTS = 12
MAX_POINTS = 50

EFFORT = Effort(gap=0.005, nodes=5_000, seconds=20.0)


@dataclass(frozen=True)
class Point:
    """A plan of most value for at most what it costs; ``bound`` is what no plan within ``cap`` is
    worth more than.
    """

    cap: float
    cost: float
    value: float
    bound: float
    starts: Mapping[str, int]


def pareto_points(
    problem: RoadmapProblem,
    points: int = DEFAULT_POINTS,
    effort: Effort = EFFORT,
    *,
    progress: Callable[[int], object] = lambda done: None,
) -> tuple[Point, ...]:
    """Plan with less and less money, from what the best plan costs down to what must be.

    Parameters
    ----------
    problem
        Its other limits stand; its total budget, if any, is the most that is looked at.
    points
        From 2 to ``MAX_POINTS``: into how many even steps the money is cut.
    progress
        Called with 1 for each point.

    Returns
    -------
    tuple of Point
        The cheapest first, each worth more than the one before it.

    Raises
    ------
    InvalidInput
        ``roadmap.points_out_of_range``.
    NotReady
        As ``solve_roadmap``, for the plan with all the money.

    Source
    ------
    Y. Y. Haimes, L. S. Lasdon, D. A. Wismer, "On a bicriterion formulation of the problems of
    integrated system identification and system optimization", IEEE Transactions on Systems, Man,
    and Cybernetics 1 (1971): the epsilon-constraint method.
    """
    found: list[Point] = []
    while (point := next_point(problem, found, points, effort)) is not None:
        found.append(point)
        progress(1)
    return undominated(found)


def next_point(
    problem: RoadmapProblem, found: Sequence[Point], points: int, effort: Effort = EFFORT
) -> Point | None:
    """The point after those that were found, for work in steps; None when there is no further.

    The first is the best plan with all the money, each next one has a step less.

    Raises
    ------
    InvalidInput, NotReady
        As :func:`pareto_points`.
    """
    if not 2 <= points <= MAX_POINTS:
        raise InvalidInput("roadmap.points_out_of_range", got=points, most=MAX_POINTS)
    if not found:
        best = solve_roadmap(problem, effort)
        return _point(best.cost, best)
    step = points - len(found)
    if step < 1:
        return None
    cap = found[0].cost * (step - 1) / (points - 1)
    try:
        roadmap = solve_roadmap(replace(problem, total_budget=cap), effort, begin=found[-1].starts)
    except NotReady:
        return None  # what must be done costs more
    return _point(cap, roadmap)


def undominated(points: Iterable[Point]) -> tuple[Point, ...]:
    """The cheapest first, without what costs more and is worth no more than another."""
    kept: list[Point] = []
    for point in sorted(points, key=lambda one: (one.cost, -one.value)):
        if not kept or point.value > kept[-1].value:
            kept.append(point)
    return tuple(kept)


def _point(cap: float, roadmap: Roadmap) -> Point:
    return Point(cap, roadmap.cost, roadmap.value, roadmap.bound, roadmap.starts)
