"""Scenarios: side by side with the plan, and what one of them changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.roadmaps.pages import words
from samvern.apps.roadmaps.queries import Column, Comparison, PlanPage
from samvern.base.texts import in_language
from samvern.engine.roadmap import Roadmap, RoadmapProblem
from samvern.engine.roadmap.adjusting import Adjustments, GivenUp
from samvern.engine.roadmap.constraints import Constraint
from samvern.ui.numbers import number, percent
from samvern.ui.wording import roadmap as wording


def comparison_page(page: Comparison) -> dict[str, Any]:
    """The plan and its scenarios, a line for each measure; what moves stands out."""
    columns = [_column(page, column) for column in page.columns]
    planned = [each.answer.roadmap for each in page.columns if each.answer.roadmap is not None]
    rows = list(_lines(page, planned[0].problem)) if planned else []
    moved = sum(row["is_moved"] for row in rows)
    return {
        "page": page,
        "plan": page.plan,
        "question": _("What if?"),
        "answer": _("%(moved)s of %(all)s measures stand otherwise in a scenario.")
        % {"moved": moved, "all": len(rows)}
        if len(planned) > 1 and page.columns[0].answer.roadmap is not None
        else _("A scenario changes something beside the plan, and the plan itself stays."),
        "columns": columns,
        "rows": rows,
        "titles": [column["title"] for column in columns],
        "example": words.EXAMPLE if page.plan.is_example else "",
    }


def differences(problem: RoadmapProblem, adjustments: Adjustments) -> list[str]:
    """What a scenario changes, in sentences; ``problem`` is that of the plan."""
    return list(_differences(problem, adjustments))


def scenario_differences(page: PlanPage) -> list[str]:
    """What the scenario of a page changes."""
    found = page.answer.found
    if page.scenario is None or found is None:
        return []
    return differences(found.problem, Adjustments.from_json(page.scenario.adjustments))


def _column(page: Comparison, column: Column) -> dict[str, Any]:
    roadmap, language = column.answer.roadmap, words.language()
    scenario = column.scenario
    code, plan = page.programme.code, page.plan.pk
    facts = []
    state = _("No plan keeps everything that is asked.") if column.answer.clash else ""
    if not column.answer.is_known:
        state = _("Not planned yet")
    if roadmap is not None and column.answer.found is not None:
        unit = in_language(column.answer.found.planning.money_unit)
        facts = [
            (_("Measures in the plan"), str(len(roadmap.starts))),
            (_("Cost"), f"{number(roadmap.cost, language=language)} {unit}".strip()),
            (_("Worth"), number(roadmap.value, 1, language)),
            (_("At most better by"), percent(roadmap.gap, 1, language)),
        ]
    return {
        "title": scenario.title if scenario else _("The plan"),
        "url": reverse("roadmaps:scenario", args=[code, plan, scenario.pk])
        if scenario
        else reverse("roadmaps:plan", args=[code, plan]),
        "facts": facts,
        "state": state,
    }


def _lines(page: Comparison, problem: RoadmapProblem) -> Iterator[Mapping[str, Any]]:
    plans = [column.answer.roadmap for column in page.columns]
    for name in problem.by_id:
        cells = []
        for plan in plans:
            said = _start(plan, name)
            is_other = plan is not None and plans[0] is not None and said != _start(plans[0], name)
            cells.append({"words": said, "is_other": is_other})
        yield {
            "name": wording.measure_name(problem, name, words.language()),
            "cells": cells,
            "is_moved": any(cell["is_other"] for cell in cells),
        }


def _start(roadmap: Roadmap | None, name: str) -> str:
    if roadmap is None:
        return "–"
    start = roadmap.starts.get(name)
    return _("not in") if start is None else words.period_name(roadmap.problem.period(start))


def _differences(problem: RoadmapProblem, adjustments: Adjustments) -> Iterator[str]:
    language = words.language()

    def name(code: str) -> str:
        known = code in problem.by_id
        return wording.measure_name(problem, code, language) if known else code

    for code, period in adjustments.pins.items():
        params = {"measure": name(code), "period": words.period_name(period)}
        yield _("%(measure)s starts in %(period)s.") % params
    for code in sorted(adjustments.excluded):
        yield _("%(measure)s is left out.") % {"measure": name(code)}
    limits = {limit.id: in_language(limit.title) or limit.id for limit in problem.limits}
    for code, each in adjustments.amounts.items():
        for period, amount in each.items():
            said = _("%(limit)s in %(period)s: %(by)s more")
            if amount < 0:
                said = _("%(limit)s in %(period)s: %(by)s less")
            yield said % {
                "limit": limits.get(code, code),
                "period": words.period_name(period),
                "by": number(abs(amount), language=language),
            }
    if adjustments.more_in_all:
        by = number(adjustments.more_in_all, language=language)
        yield _("Over all periods: %(by)s more") % {"by": by}
    for code, period in adjustments.deadlines.items():
        params = {"measure": name(code), "period": words.period_name(period)}
        yield _("The work on %(measure)s ends in %(period)s at the latest.") % params
    for given_up in adjustments.given_up:
        yield _("Given up: %(rule)s") % {"rule": _rule(problem, given_up, name)}


def _rule(problem: RoadmapProblem, found: GivenUp, name: Any) -> str:
    period = None if found.period is None else problem.first.until(found.period)
    constraint = Constraint(found.rule, found.subject, found.other, period)
    try:
        return wording.constraint(problem, constraint, words.language(), gettext)
    except (StopIteration, IndexError):
        return str(name(found.subject))  # the plan no longer has what it was about
