"""A plan on a page: what happens when, what is used, what is not in, what was assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.roadmaps.pages import words
from samvern.engine.roadmap import Limit, Resource, Roadmap
from samvern.engine.roadmap.milestones import MilestoneKind, milestones
from samvern.engine.roadmap.planning import Assumed
from samvern.ui.numbers import day, number, percent
from samvern.ui.parts import Gantt, GanttGroup, GanttPeriod, GanttRow, Use, UseRow
from samvern.ui.wording import roadmap as wording
from samvern.ui.wording.roadmap_table import milestone_words


@dataclass(frozen=True)
class Shown:
    """A plan with what its page knows beside it; ``links`` lead to its measures, by their codes."""

    roadmap: Roadmap
    areas: Mapping[str, str]
    money_unit: str
    effort_unit: str
    links: Mapping[str, str]


@dataclass(frozen=True)
class MilestoneGroup:
    """The milestones of a focus area."""

    title: str
    rows: tuple[Mapping[str, Any], ...]


def roadmap_page(shown: Shown, assumed: Sequence[Assumed], today: date) -> dict[str, Any]:
    """Everything that is the same for a draft, a scenario and a published plan."""
    roadmap = shown.roadmap
    problem = roadmap.problem
    return {
        "answer": plan_answer(roadmap),
        "gap_words": wording.gap(roadmap, words.language(), gettext),
        "gantt": gantt_of(shown, today) if roadmap.starts else None,
        "milestones": list(_milestones(shown)),
        "use_rows": [_use_row(shown, limit) for limit in problem.limits],
        "use_periods": [
            f"{words.short_period(period)} {period.year}" for period in _periods(roadmap)
        ],
        "total_words": _total(shown),
        "left_out": [
            {
                "name": wording.measure_name(problem, found.id, words.language()),
                "why": wording.why_left_out(problem, found, words.language(), gettext),
                "url": shown.links.get(found.id, ""),
            }
            for found in roadmap.left_out
        ],
        "assumptions": assumption_lines(assumed),
    }


def plan_answer(roadmap: Roadmap) -> str:
    """The one sentence that answers the question, with the gap beside it."""
    return wording.answer(roadmap, words.language(), gettext)


def assumption_lines(assumed: Sequence[Assumed]) -> list[tuple[str, str]]:
    """What was assumed, and of which measures."""
    return [(wording.assumption(one, gettext), ", ".join(one.measures)) for one in assumed]


def measure_links(code: str, plan_id: int, roadmap: Roadmap) -> dict[str, str]:
    """Where the figures of each measure of a draft are changed."""
    return {
        name: reverse("roadmaps:measure", args=[code, plan_id, name])
        for name in roadmap.problem.by_id
    }


def public_links(code: str, roadmap: Roadmap, known: Sequence[str]) -> dict[str, str]:
    """Where the programme tells of each measure."""
    return {
        name: reverse("programmes:measure", args=[code, name])
        for name in roadmap.problem.by_id
        if name in known
    }


def gantt_of(shown: Shown, today: date) -> Gantt:
    """What happens when, one group for each focus area."""
    roadmap = shown.roadmap
    planned = [one for one in roadmap.problem.measures if one.id in roadmap.starts]
    order = {code: place for place, code in enumerate(shown.areas)}
    planned.sort(key=lambda one: order.get(one.focus_area, len(order)))
    groups = [
        GanttGroup(
            shown.areas.get(area, area) or _("Without a focus area"),
            [_row(shown, measure.id) for measure in same],
        )
        for area, same in groupby(planned, key=lambda one: one.focus_area)
    ]
    periods = [
        GanttPeriod(words.short_period(period), str(period.year)) for period in _periods(roadmap)
    ]
    return Gantt(_("What happens when"), periods, groups, _today(roadmap, today))


def _periods(roadmap: Roadmap) -> Iterator[Any]:
    return (roadmap.problem.period(at) for at in range(roadmap.problem.periods))


def _row(shown: Shown, name: str) -> GanttRow:
    problem, start = shown.roadmap.problem, shown.roadmap.starts[name]
    measure = problem.by_id[name]
    last = start + measure.duration - 1
    title = wording.measure_name(problem, name, words.language())
    condition = ", ".join(problem.conditional_on(name))
    said = {
        "measure": title,
        "start": words.period_name(problem.period(start)),
        "last": words.period_name(problem.period(last)),
        "studies": condition,
    }
    sentence = _("%(measure)s: from %(start)s to the end of %(last)s") % said
    if condition:
        sentence += ", " + _("only if it is decided after %(studies)s") % said
    if measure.is_decision_point:
        sentence += ", " + _("then a decision")
    return GanttRow(
        name=title,
        first=start,
        last=last,
        words=sentence,
        starts=said["start"],
        ends=said["last"],
        url=shown.links.get(name, ""),
        note=measure.owner,
        condition=condition,
        is_decision=measure.is_decision_point,
        tag=_("Moved by hand") if name in problem.pins else "",
    )


def _today(roadmap: Roadmap, today: date) -> float | None:
    problem = roadmap.problem
    first, last = problem.first.first_day, problem.period(problem.periods - 1).last_day
    if not first <= today <= last:
        return None
    length = problem.first.length
    at = problem.first.until(type(problem.first).of(today, length))
    period = problem.period(at)
    days = (period.last_day - period.first_day).days + 1
    return (at + (today - period.first_day).days / days) / problem.periods


def _milestones(shown: Shown) -> Iterator[MilestoneGroup]:
    roadmap = shown.roadmap
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in milestones(roadmap):
        area = roadmap.problem.by_id[one.measure].focus_area
        row = {
            "on": one.on,
            "words": milestone_words(roadmap, one, words.language(), gettext),
            "is_decision": one.kind == MilestoneKind.DECISION,
            "condition": ", ".join(one.conditional_on),
        }
        found.setdefault(area, []).append(row)
    for area in (*shown.areas, *(area for area in found if area not in shown.areas)):
        if area in found:
            title = shown.areas.get(area, area) or _("Without a focus area")
            yield MilestoneGroup(title, tuple(found[area]))


def _use_row(shown: Shown, limit: Limit) -> UseRow:
    used = shown.roadmap.used()[limit.id]
    unit = shown.money_unit if limit.resource == Resource.MONEY else shown.effort_unit
    title = wording.limit_name(shown.roadmap.problem, limit.id, words.language(), gettext)
    whose = ", ".join(limit.of or ())
    notes = [
        whose,
        _("What is left over is there in the next period.") if limit.carries_over else "",
    ]
    return UseRow(
        f"{title} ({unit})" if unit else title,
        [
            Use(amount / there_is if there_is else float(amount > 0), _of(amount, there_is))
            for amount, there_is in zip(used, available(limit, used), strict=True)
        ],
        note=". ".join(each.rstrip(".") for each in notes if each),
    )


def available(limit: Limit, used: Sequence[float]) -> list[float]:
    """What there is in each period, with what is left over where that is kept."""
    if not limit.carries_over:
        return list(limit.amounts)
    found, left = [], 0.0
    for amount, taken in zip(limit.amounts, used, strict=True):
        found.append(amount + left)
        left += amount - taken
    return found


def _of(amount: float, there_is: float) -> str:
    language = words.language()
    return _("%(used)s of %(all)s") % {
        "used": number(amount, language=language),
        "all": number(there_is, language=language),
    }


def _total(shown: Shown) -> str:
    """What the plan costs over all its periods."""
    roadmap, language = shown.roadmap, words.language()
    cost = number(roadmap.cost, language=language)
    params = {"cost": f"{cost} {shown.money_unit}".strip()}
    budget = roadmap.problem.total_budget
    if budget is None:
        return _("The plan costs %(cost)s over all its periods.") % params
    params["budget"] = number(budget, language=language)
    return _("The plan costs %(cost)s over all its periods, of %(budget)s.") % params


def share_words(count: int, worlds: int) -> str:
    """In how many worlds, as a share with its n."""
    return _("%(share)s (%(count)s of %(worlds)s)") % {
        "share": percent(count / worlds if worlds else 0.0, 0, words.language()),
        "count": count,
        "worlds": worlds,
    }


def written_day(on: date) -> str:
    """A day as the reader writes it."""
    return day(on, words.language())
