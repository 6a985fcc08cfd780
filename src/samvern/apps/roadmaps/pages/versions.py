"""A published version: as it was frozen, and what changed since the one before it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samvern.apps.roadmaps.pages import words
from samvern.apps.roadmaps.pages.roadmap import Shown, public_links, roadmap_page
from samvern.apps.roadmaps.queries import Version
from samvern.engine.roadmap import Period
from samvern.engine.roadmap.comparing import PlanChanges
from samvern.ui.numbers import day, number
from samvern.ui.parts import Definition
from samvern.ui.wording import roadmap as wording


def shown_version(page: Version, known: list[str]) -> Shown:
    """The plan of a version, with the ways to its measures in the programme."""
    links = public_links(page.programme.code, page.roadmap, known)
    return Shown(page.roadmap, page.areas, page.money_unit, page.effort_unit, links)


def version_page(page: Version, shown: Shown, today: date) -> dict[str, Any]:
    """What the page of a version shows."""
    context = roadmap_page(shown, page.assumed, today)
    last = page.roadmap.problem.period(page.roadmap.problem.periods - 1)
    return {
        **context,
        "page": page,
        "row": page.row,
        "question": _("What happens when?"),
        "example": words.EXAMPLE if page.is_example else "",
        "eyebrow": _("%(title)s, version %(number)s")
        % {"title": page.row.title, "number": page.row.number},
        "changes": [] if page.changes is None else change_rows(page, page.changes),
        "changes_answer": "" if page.changes is None else _changes_answer(page, page.changes),
        "about": [
            Definition(
                _("Published"),
                f"{day(page.row.at.date(), words.language())}, {page.row.by}",
            ),
            Definition(
                _("Periods"),
                f"{words.period_name(page.roadmap.problem.first)} – {words.period_name(last)}",
            ),
            Definition(_("The figures rest on"), page.basis),
        ],
    }


def change_rows(page: Version, changes: PlanChanges) -> list[dict[str, str]]:
    """Every measure that stands otherwise than in the version before."""
    problem = page.roadmap.problem
    return [
        {
            "name": wording.measure_name(problem, move.measure, words.language())
            if move.measure in problem.by_id
            else move.measure,
            "before": _period(move.before),
            "after": _period(move.after),
        }
        for move in changes.moves
    ]


def _changes_answer(page: Version, changes: PlanChanges) -> str:
    before = page.before.number if page.before else 0
    if changes.is_nothing:
        return _("Every measure stands as in version %(number)s.") % {"number": before}
    language = words.language()
    return _(
        "%(count)s measures stand otherwise than in version %(number)s; the cost is %(by)s."
    ) % {
        "count": len(changes.moves),
        "number": before,
        "by": _more(changes.cost, page.money_unit, language),
    }


def _more(amount: float, unit: str, language: str) -> str:
    written = f"{number(abs(amount), language=language)} {unit}".strip()
    if abs(amount) < 1e-9:
        return _("the same")
    return (_("%(amount)s more") if amount > 0 else _("%(amount)s less")) % {"amount": written}


def _period(period: Period | None) -> str:
    return _("not in") if period is None else words.period_name(period)
