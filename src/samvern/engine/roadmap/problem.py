"""The question that a roadmap answers: what happens when, within what there is to spend."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.engine.roadmap.checking import check_problem
from samvern.engine.roadmap.statement import Statement


@dataclass(frozen=True)
class RoadmapProblem(Statement):
    """A statement that makes sense.

    Raises
    ------
    InvalidInput
        ``roadmap.invalid`` with all problems, on construction.
    """

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        check_problem(self)
