"""Stated numbers of parts against the parts that are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from samvern.engine.programme.consistency.findings import Finding, Severity, Statement
from samvern.engine.programme.document import Programme

_COUNTED: Final[Mapping[str, Callable[[Programme], int]]] = {
    "goals": lambda programme: _goals(programme, "goals"),
    "strategic_goals": lambda programme: _goals(programme, "strategic_goals"),
    "challenges": lambda programme: len(programme.challenges),
    "risk_trends": lambda programme: len(programme.risk_trends),
    "risk_areas": lambda programme: len(programme.risk_areas),
    "focus_areas": lambda programme: len(programme.focus_areas),
    "measures": lambda programme: len(programme.measures),
    "recommendation": lambda programme: len(programme.recommendations),
}


def _goals(programme: Programme, goal_set: str) -> int:
    return sum(goal.goal_set == goal_set for goal in programme.goals)


def findings_of(programme: Programme) -> Iterator[Finding]:
    """Numbers that a programme states and its lists do not bear out."""
    for stated in programme.published_counts:
        counted = _COUNTED[stated.what](programme)
        if counted != stated.count:
            yield Finding.of(
                "count.differs",
                Severity.DISAGREEMENT,
                ("programme", programme.id),
                arithmetic=[Statement.of("step.counted", what=stated.what, counted=counted)],
                causes=list(_causes(programme, stated.what, stated.count)),
                what=stated.what,
                stated=stated.count,
                counted=counted,
            )


def _causes(programme: Programme, what: str, stated: int) -> Iterator[Statement]:
    """Other ways of counting that give the stated number."""
    if what == "measures":
        measures = programme.measures
        listed = {measure.id for measure in measures}
        parents = {measure.parent for measure in measures if measure.parent}
        if stated == len({measure.parent or measure.id for measure in measures}):
            yield Statement.of("cause.parts_as_one")
        if parents and stated == sum(not measure.parent for measure in measures):
            yield Statement.of("cause.without_parts")
        if stated == len(measures) + len(parents - listed):
            yield Statement.of("cause.with_parents")
    if what == "focus_areas" and stated == sum(not area.is_new for area in programme.focus_areas):
        yield Statement.of("cause.without_new")
    if what == "goals" and stated == len(programme.goals):
        yield Statement.of("cause.both_goal_sets")
