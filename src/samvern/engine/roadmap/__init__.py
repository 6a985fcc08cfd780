"""What happens when: the plan of a programme over several years."""

from samvern.engine.roadmap.constraints import Constraint, Rule
from samvern.engine.roadmap.left_out import LeftOut, Reason
from samvern.engine.roadmap.measures import Alternatives, Limit, PlannedMeasure, Resource, Use
from samvern.engine.roadmap.periods import Period, PeriodLength
from samvern.engine.roadmap.plan import Roadmap
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Effort, Ending
from samvern.engine.roadmap.solving import solve_roadmap

__all__ = [
    "Alternatives",
    "Constraint",
    "Effort",
    "Ending",
    "LeftOut",
    "Limit",
    "Period",
    "PeriodLength",
    "PlannedMeasure",
    "Reason",
    "Resource",
    "Roadmap",
    "RoadmapProblem",
    "Rule",
    "Use",
    "solve_roadmap",
]
