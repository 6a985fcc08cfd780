"""Many plans at once: what each amount of money buys, and how sure each measure is of its place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samvern.apps.roadmaps.pages import words
from samvern.apps.roadmaps.pages.plans import job_state
from samvern.apps.roadmaps.pages.roadmap import share_words
from samvern.apps.roadmaps.queries import PlanPage, points_of, worlds_found
from samvern.base.texts import in_language
from samvern.engine.roadmap.pareto import Point
from samvern.ui.numbers import number
from samvern.ui.parts import Frontier, FrontierPoint, Share, ShareRow
from samvern.ui.wording import roadmap as wording

#: From this share on a measure is in the plan whatever one thinks, and below the other never.
_SURE, _NEVER = 0.95, 0.05


def costs_page(page: PlanPage) -> dict[str, Any]:
    """What each amount of money buys."""
    context = _head(page, _("What does each amount of money buy?"))
    found = page.answer.found
    points = points_of(page.plan, found) if found else None
    if found is None or points is None:
        return context
    unit = in_language(found.planning.money_unit)
    return context | {
        "answer": _costs_answer(points.points, unit),
        "frontier": _frontier(page, points.points, unit),
        "rows": [
            {
                "cost": point.cost,
                "value": point.value,
                "bound": point.bound,
                "count": len(point.starts),
            }
            for point in points.points
        ],
        "found": points,
        "job": job_state(points.job),
    }


def worlds_page(page: PlanPage) -> dict[str, Any]:
    """In how many worlds each measure is in the plan, the surest first."""
    context = _head(page, _("How sure is each measure of its place in the plan?"))
    found = page.answer.found
    many = worlds_found(page.plan, found) if found else None
    if found is None or many is None:
        return context
    rows = []
    if many.found is not None:
        starts = page.answer.roadmap.starts if page.answer.roadmap else {}
        rows = [
            {
                "name": wording.measure_name(found.problem, name, words.language()),
                "share": count / many.found.worlds,
                "count": count,
                "words": share_words(count, many.found.worlds),
                "is_planned": name in starts,
            }
            for name, count in sorted(many.found.planned.items(), key=lambda one: -one[1])
        ]
    return context | {
        "answer": _worlds_answer(rows, many.found.worlds if many.found else 0),
        "bars": [_bar(row) for row in rows],
        "rows": rows,
        "worlds": many.found.worlds if many.found else 0,
        "found": many,
        "job": job_state(many.job),
    }


def _head(page: PlanPage, question: str) -> dict[str, Any]:
    return {
        "page": page,
        "plan": page.plan,
        "question": question,
        "answer": _("This has not been found out for the figures as they are now."),
        "example": words.EXAMPLE if page.plan.is_example else "",
        "rows": [],
        "worlds": 0,
        "found": None,
        "job": None,
    }


def _costs_answer(points: tuple[Point, ...], unit: str) -> str:
    language = words.language()
    if not points:
        return _("This has not been found out for the figures as they are now.")
    best = points[-1]
    half = next(point for point in points if point.value >= best.value / 2)
    return _("Half of the worth of the best plan is had for %(half)s, all of it for %(all)s.") % {
        "half": f"{number(half.cost, language=language)} {unit}".strip(),
        "all": f"{number(best.cost, language=language)} {unit}".strip(),
    }


def _worlds_answer(rows: list[dict[str, Any]], worlds: int) -> str:
    if not rows:
        return _("This has not been found out for the figures as they are now.")
    sure = sum(row["share"] >= _SURE for row in rows)
    open_to_doubt = sum(_NEVER < row["share"] < _SURE for row in rows)
    return _(
        "%(sure)s measures are in the plan in nearly all of %(worlds)s worlds; of %(doubt)s it "
        "depends on how one weighs and judges."
    ) % {"sure": sure, "worlds": worlds, "doubt": open_to_doubt}


def _bar(row: dict[str, Any]) -> ShareRow:
    shares = (
        Share(_("in the plan"), row["share"]),
        Share(_("not in the plan"), 1 - row["share"]),
    )
    tag = "" if row["is_planned"] else _("Not in this plan")
    return ShareRow(row["name"], shares, sentence=row["words"], tag=tag)


def _frontier(page: PlanPage, points: tuple[Point, ...], unit: str) -> Frontier | None:
    if len(points) < 2:
        return None
    language = words.language()
    most_cost = max(point.cost for point in points) or 1.0
    most_value = max(point.value for point in points) or 1.0
    own = page.answer.roadmap

    def written(point: Point) -> tuple[str, str, str]:
        return (
            number(point.cost, language=language),
            number(point.value, 1, language),
            str(len(point.starts)),
        )

    shown = [
        FrontierPoint(
            point.cost / most_cost,
            point.value / most_value,
            _("%(cost)s buys %(value)s, with %(count)s measures")
            % dict(zip(("cost", "value", "count"), written(point), strict=True))
            + ".",
            written(point),
            is_current=own is not None and dict(own.starts) == dict(point.starts),
        )
        for point in points
    ]
    cost = _("Cost")
    return Frontier(
        _("Cost against worth"),
        f"{cost} ({unit})" if unit else cost,
        _("Worth"),
        number(most_cost, language=language),
        number(most_value, 1, language),
        (f"{cost} ({unit})" if unit else cost, _("Worth"), _("Measures")),
        shown,
    )
