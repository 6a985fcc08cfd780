"""Reporting of measures: traffic lights with published tolerances, reports, and what moved since last."""

from samvern.engine.reporting.comparison import (
    DimensionChange,
    ReportChange,
    Trend,
    compare_reports,
    trend_of,
)
from samvern.engine.reporting.light import (
    JUDGED,
    MEASURED,
    Criterion,
    Dimension,
    Figures,
    Light,
    Tolerances,
    find_tolerance_problems,
    is_milder,
    is_worse,
    suggest_light,
)
from samvern.engine.reporting.period import Period, read_period
from samvern.engine.reporting.report import (
    ANSWER,
    FIGURES_OF,
    Question,
    ReportValues,
    Said,
    find_gaps,
    find_question_problems,
    find_report_problems,
    tidy,
)

__all__ = [
    "ANSWER",
    "FIGURES_OF",
    "JUDGED",
    "MEASURED",
    "Criterion",
    "Dimension",
    "DimensionChange",
    "Figures",
    "Light",
    "Period",
    "Question",
    "ReportChange",
    "ReportValues",
    "Said",
    "Tolerances",
    "Trend",
    "compare_reports",
    "find_gaps",
    "find_question_problems",
    "find_report_problems",
    "find_tolerance_problems",
    "is_milder",
    "is_worse",
    "read_period",
    "suggest_light",
    "tidy",
    "trend_of",
]
