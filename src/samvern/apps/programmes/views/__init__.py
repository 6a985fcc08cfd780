"""The pages of programmes: request to query or form and operation, and back."""

from samvern.apps.programmes.views.book import programme_book
from samvern.apps.programmes.views.explanation import explanation, explanation_file
from samvern.apps.programmes.views.imports import import_programme
from samvern.apps.programmes.views.judging import judge_focus_area, judge_measure
from samvern.apps.programmes.views.measures import (
    change_status,
    edit_measure,
    measure,
    measure_by_id,
)
from samvern.apps.programmes.views.owners import set_owners
from samvern.apps.programmes.views.programmes import (
    coverage,
    findings,
    overview,
    programme_by_id,
    programme_file,
    programme_list,
    sharing,
)
from samvern.apps.programmes.views.ranking import (
    ranking,
    ranking_chart,
    ranking_file,
    ranking_image,
)
from samvern.apps.programmes.views.register import register, register_file
from samvern.apps.programmes.views.sensitivity import sensitivity, sensitivity_file
from samvern.apps.programmes.views.ties import ties, untie

__all__ = [
    "change_status",
    "coverage",
    "edit_measure",
    "explanation",
    "explanation_file",
    "findings",
    "import_programme",
    "judge_focus_area",
    "judge_measure",
    "measure",
    "measure_by_id",
    "overview",
    "programme_book",
    "programme_by_id",
    "programme_file",
    "programme_list",
    "ranking",
    "ranking_chart",
    "ranking_file",
    "ranking_image",
    "register",
    "register_file",
    "sensitivity",
    "sensitivity_file",
    "set_owners",
    "sharing",
    "ties",
    "untie",
]
