"""Why a measure is not in a plan, and what it would take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.roadmap.ledger import Ledger, Overrun
from samvern.engine.roadmap.measures import PlannedMeasure
from samvern.engine.roadmap.problem import RoadmapProblem


class Reason(StrEnum):
    """Why a measure is not in a plan."""

    EXCLUDED = "excluded"  # by hand
    ALTERNATIVE = "alternative"  # another of its alternatives is chosen
    TIME = "time"  # its work cannot end within the horizon, or by its deadline
    BEFORE = "before"  # what must be done first is not, or not in time
    NO_ROOM = "no_room"  # it would take more than there is
    NO_VALUE = "no_value"  # nobody has judged what it is worth, or it is worth nothing
    WORTH_LESS = "worth_less"  # there is room: the plan is not proven to be the best


@dataclass(frozen=True)
class LeftOut:
    """A measure that is not in a plan, and why.

    Attributes
    ----------
    subject
        The alternative that is chosen, or what is missing before it.
    start
        Of NO_ROOM, the start that lacks least.
    missing
        Of NO_ROOM, what it lacks there beside the rest of the plan.
    """

    id: str
    reason: Reason
    subject: str = ""
    start: int | None = None
    missing: tuple[Overrun, ...] = ()


def why_left_out(problem: RoadmapProblem, starts: Mapping[str, int]) -> tuple[LeftOut, ...]:
    """Say of every measure that is not in a plan why it is not."""
    ledger = Ledger(problem)
    for name, start in starts.items():
        ledger.add(problem.by_id[name], start)
    return tuple(
        _why_not(problem, starts, ledger, measure)
        for measure in problem.measures
        if measure.id not in starts
    )


def possible_starts(problem: RoadmapProblem, measure: PlannedMeasure) -> range:
    """In which periods a measure may start by itself, whatever else is planned."""
    end = problem.periods if measure.deadline is None else measure.deadline + 1
    return range(measure.earliest, end - measure.duration + 1)


def done_at(problem: RoadmapProblem, starts: Mapping[str, int], name: str) -> list[int]:
    """From which periods a measure, or each of some alternatives, is done in a plan."""
    return [
        starts[one] + problem.by_id[one].duration
        for one in problem.members_of[name]
        if one in starts
    ]


def ready_at(
    problem: RoadmapProblem, starts: Mapping[str, int], measure: PlannedMeasure
) -> int | str:
    """From which period all that comes before is done; the name of what is not planned at all."""
    ready = 0
    for before in measure.after:
        done = done_at(problem, starts, before)
        if not done:
            return before
        ready = max(ready, min(done))
    return ready


def _why_not(
    problem: RoadmapProblem, starts: Mapping[str, int], ledger: Ledger, measure: PlannedMeasure
) -> LeftOut:
    possible = possible_starts(problem, measure)
    chosen = next(_chosen_instead(problem, starts, measure), None)
    if measure.id in problem.excluded:
        return LeftOut(measure.id, Reason.EXCLUDED)
    if chosen:
        return LeftOut(measure.id, Reason.ALTERNATIVE, chosen)
    if not possible:
        return LeftOut(measure.id, Reason.TIME)
    if not measure.value:
        return LeftOut(measure.id, Reason.NO_VALUE)
    ready = ready_at(problem, starts, measure)
    if isinstance(ready, str):
        return LeftOut(measure.id, Reason.BEFORE, ready)
    return _lacking(problem, starts, ledger, measure, [one for one in possible if one >= ready])


def _lacking(
    problem: RoadmapProblem,
    starts: Mapping[str, int],
    ledger: Ledger,
    measure: PlannedMeasure,
    possible: Sequence[int],
) -> LeftOut:
    if not possible:
        latest = max(measure.after, key=lambda name: min(done_at(problem, starts, name)))
        return LeftOut(measure.id, Reason.BEFORE, latest)
    lacking = {start: tuple(ledger.overruns(ledger.takes(measure, start))) for start in possible}
    # Money and effort cannot be added: fewest limits first.
    start = min(
        possible, key=lambda one: (len(lacking[one]), sum(o.amount for o in lacking[one]), one)
    )
    reason = Reason.NO_ROOM if lacking[start] else Reason.WORTH_LESS
    return LeftOut(measure.id, reason, start=start, missing=lacking[start])


def _chosen_instead(
    problem: RoadmapProblem, starts: Mapping[str, int], measure: PlannedMeasure
) -> Iterator[str]:
    for group in problem.alternatives:
        if measure.id in group.members:
            yield from (one for one in group.members if one in starts)
