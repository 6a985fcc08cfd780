"""In how many of the worlds that may be is a measure in the plan?

A world is one weighting and one reading of every uncertain judgement, and so one value for each
measure. In each the plan is made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Effort
from samvern.engine.roadmap.solving import solve_roadmap

#: How many worlds are looked at when nothing else is said; a share is then known to 0.1 with 95 %
#: probability (0.98 / sqrt(100)).
DEFAULT_WORLDS = 100

EFFORT = Effort(gap=0.01, nodes=2_000, seconds=20.0)


@dataclass(frozen=True)
class InWorlds:
    """What the plans of many worlds have in common.

    Attributes
    ----------
    worlds
        How many plans were made.
    planned
        In how many of them each measure is, by identifier.
    starts
        How often each measure starts in each period, by identifier.
    """

    worlds: int
    planned: Mapping[str, int]
    starts: Mapping[str, Mapping[int, int]]

    def __add__(self, other: InWorlds) -> InWorlds:
        """Take the worlds of both together."""
        names = [*self.starts, *(name for name in other.starts if name not in self.starts)]
        nothing: Mapping[int, int] = {}
        return InWorlds(
            self.worlds + other.worlds,
            {name: self.planned.get(name, 0) + other.planned.get(name, 0) for name in names},
            {
                name: dict(
                    Counter(self.starts.get(name, nothing))
                    + Counter(other.starts.get(name, nothing))
                )
                for name in names
            },
        )


def plan_in_worlds(
    problem: RoadmapProblem,
    values: Sequence[Mapping[str, float]],
    effort: Effort = EFFORT,
    *,
    begin: Mapping[str, int] | None = None,
    progress: Callable[[int], object] = lambda done: None,
) -> InWorlds:
    """Plan in each world.

    Parameters
    ----------
    problem
        Its own values are replaced by those of the world.
    values
        For each world, what each measure is worth by identifier; one that is not named is worth
        what the problem says.
    begin
        The starts of a plan that is good where nothing is uncertain.
    progress
        Called with 1 for each world.

    Raises
    ------
    NotReady
        As ``solve_roadmap``.
    """
    starts: dict[str, Counter[int]] = {measure.id: Counter() for measure in problem.measures}
    for world in _problems(problem, values):
        for name, start in solve_roadmap(world, effort, begin=begin).starts.items():
            starts[name][start] += 1
        progress(1)
    return InWorlds(
        len(values),
        {name: found.total() for name, found in starts.items()},
        {name: dict(sorted(found.items())) for name, found in starts.items()},
    )


def _problems(
    problem: RoadmapProblem, values: Sequence[Mapping[str, float]]
) -> Iterator[RoadmapProblem]:
    for world in values:
        measures = tuple(
            replace(measure, value=world.get(measure.id, measure.value))
            for measure in problem.measures
        )
        yield replace(problem, measures=measures)
