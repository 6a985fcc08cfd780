"""The forms of figures, beside their fields."""

from __future__ import annotations

import re
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext

from samvern.apps.roadmaps.pages import words
from samvern.apps.roadmaps.queries import PlanPage, planning_of
from samvern.base.texts import in_language
from samvern.engine.errors import NotFound, SamvernError
from samvern.engine.roadmap import Period, Resource
from samvern.engine.roadmap.planning import MeasurePlanning, Planning
from samvern.ui.wording import errors
from samvern.ui.wording import roadmap as wording


def periods_of(planning: Planning) -> list[Period]:
    """The periods of a plan."""
    return [planning.first.later(at) for at in range(planning.periods)]


def units_of(planning: Planning) -> dict[Resource, str]:
    """What money and effort are counted in, as the reader says it; empty where nobody has said."""
    return {
        Resource.MONEY: in_language(planning.money_unit),
        Resource.EFFORT: in_language(planning.effort_unit),
    }


def measure_page(page: PlanPage, measure: str) -> dict[str, Any]:
    """A measure of a plan, and what planning says of it. Raises ``NotFound``."""
    found = page.answer.found
    if found is None or measure not in found.problem.by_id:
        raise NotFound("measure.unknown", id=measure[:60])
    planning = planning_of(page.plan)
    said = {one.id: one for one in planning.measures}
    planned = found.problem.by_id[measure]
    start = None if page.answer.roadmap is None else page.answer.roadmap.starts.get(measure)
    return {
        "measure": planned,
        "name": wording.measure_name(found.problem, measure, words.language()),
        "said": said.get(measure, MeasurePlanning(measure)),
        "periods": periods_of(planning),
        "money_unit": units_of(planning)[Resource.MONEY],
        "effort_unit": units_of(planning)[Resource.EFFORT],
        "is_planned": page.answer.roadmap is not None,
        "start_name": "" if start is None else words.period_name(found.problem.period(start)),
        "after": [
            wording.measure_name(found.problem, one, words.language()) for one in planned.after
        ],
        "assumed": [
            wording.assumption_of_one(one, gettext)
            for one in found.assumed
            if measure in one.measures
        ],
    }


def add_measure_problems(form: BaseForm, error: SamvernError, measure: str) -> None:
    """Put each problem at its field, or at the form with the place that it is about."""
    own = re.compile(rf"measures\[{re.escape(measure)}\]\.?(\w*)")
    names = {"money": "cost-amount-0", "effort": "effort-amount-0"}
    for problem in error.problems:
        found = own.fullmatch(problem.where)
        part = found[1] if found else ""
        name = names.get(part, part)
        said = errors.problem(problem, gettext)
        if name in form.fields:
            form.add_error(name, said)
        else:
            form.add_error(None, said if found else f"{problem.where}: {said}".lstrip(": "))
    if not error.problems:
        form.add_error(None, f"{errors.title(error, gettext)} {errors.advice(error, gettext)}")
