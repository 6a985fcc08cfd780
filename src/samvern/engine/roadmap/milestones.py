"""The days that a plan is followed by: work is done, a decision is to be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samvern.engine.roadmap.plan import Roadmap


class MilestoneKind(StrEnum):
    """What a milestone is."""

    DONE = "done"  # the work is done
    DECISION = "decision"  # and what follows is to be decided on


@dataclass(frozen=True)
class Milestone:
    """Something that is to have happened by the end of a day.

    ``conditional_on`` are the decisions that it hangs on itself, ``opens`` what hangs on it.
    """

    on: date
    measure: str
    kind: MilestoneKind
    conditional_on: tuple[str, ...]
    opens: tuple[str, ...]


def milestones(roadmap: Roadmap) -> tuple[Milestone, ...]:
    """The milestones of a plan by day, and in the order of the plan on the same day.

    Examples
    --------
    >>> from samvern.engine.roadmap import Period, PlannedMeasure, RoadmapProblem, solve_roadmap
    >>> study = PlannedMeasure("study", 1, 1.0, is_decision_point=True)
    >>> train = PlannedMeasure("train", 1, 5.0, after=("study",))
    >>> found = solve_roadmap(RoadmapProblem(Period.read("2027-H1"), 3, (train, study)))
    >>> [(str(one.on), one.measure, one.kind.value, one.opens) for one in milestones(found)]
    [('2027-06-30', 'study', 'decision', ('train',)), ('2027-12-31', 'train', 'done', ())]
    """
    problem = roadmap.problem
    conditional = {
        one.id: problem.conditional_on(one.id)
        for one in problem.measures
        if one.id in roadmap.starts
    }
    found = []
    for measure in problem.measures:
        if measure.id not in roadmap.starts:
            continue
        last = roadmap.starts[measure.id] + measure.duration - 1
        opens = tuple(name for name, before in conditional.items() if measure.id in before)
        is_decision = measure.is_decision_point
        found.append(
            Milestone(
                problem.period(last).last_day,
                measure.id,
                MilestoneKind.DECISION if is_decision else MilestoneKind.DONE,
                conditional[measure.id],
                opens if is_decision else (),
            )
        )
    return tuple(sorted(found, key=lambda one: one.on))
