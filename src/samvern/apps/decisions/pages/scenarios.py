"""The pages of scenarios, beside their frame."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samvern.apps.decisions.pages import words
from samvern.apps.decisions.pages.figures import figures_page
from samvern.apps.decisions.queries import ScenarioList, ScenarioPage, ScenarioStart
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.engine.priority import RankingModel, compare_rankings
from samvern.ui.parts import Definition, Weight
from samvern.ui.wording import errors

#: The page among the tabs of a programme.
TAB = "decisions:scenarios"
EXAMPLE = gettext_lazy("Example")


def list_page(page: ScenarioList) -> dict[str, Any]:
    """What the list shows."""
    count = len(page.rows)
    answer = ngettext(
        "%(count)d scenario that you can see. Tick two to four to see them side by side.",
        "%(count)d scenarios that you can see. Tick two to four to see them side by side.",
        count,
    ) % {"count": count}
    return {
        "page": page,
        "question": _("What if we weigh and judge otherwise?"),
        "answer": answer if count else _("Nobody has shared a scenario with you yet."),
    }


def scenario_page(page: ScenarioPage) -> dict[str, Any]:
    """What the page of one scenario shows."""
    context: dict[str, Any] = {
        "page": page,
        "row": page.row,
        "about": list(_about(page)),
        "differences": words.differences(page.terms, page.names),
        "error_title": errors.title(page.error, _) if page.error else "",
        "error_advice": errors.advice(page.error, _) if page.error else "",
    }
    if page.figures and page.basis:
        context |= figures_page(page.figures)
        context["judgements"] = list(
            words.changed_judgements(page.terms, page.names, page.basis.ranking.model)
        )
        context["moved"] = [
            {
                "name": words.alternative_name(move.id, page.names.alternatives),
                "before": move.place_before,
                "after": move.place_after,
                "shift": move.expected_rank.difference.amount,
                "is_sure": bool(move.direction),
            }
            for move in compare_rankings(page.basis.ranking, page.figures.ranking).moves
            if move.place_before != move.place_after
        ]
        context |= judging_choices(page, page.basis.ranking.model)
    return context


def judging_choices(page: ScenarioPage, model: RankingModel) -> dict[str, Any]:
    """What can be judged otherwise, and by what."""
    return {
        "alternatives": [
            (code, words.alternative_name(code, page.names.alternatives)) for code in model.matrix
        ],
        "criteria": words.criterion_choices(model.criteria, page.names),
    }


def form_page(start: ScenarioStart, *, weights: list[Weight]) -> dict[str, Any]:
    """What the form shows beside its fields."""
    return {
        "start": start,
        "question": _("Edit the scenario") if start.scenario else _("A new scenario"),
        "answer": _("What is ranked: %(level)s.") % {"level": _level(start.level)},
        "eyebrow": start.scenario.title if start.scenario else start.programme.title,
        "weights": weights,
        "back_url": _back(start),
    }


def judging_page(page: ScenarioPage, code: str, criterion: str, own: Any) -> dict[str, Any]:
    """What the page on which a judgement is changed shows beside its form."""
    what = words.alternative_name(code, page.names.alternatives)
    return {
        "question": _("How do you judge it in this scenario?"),
        "answer": f"{what}: {words.criterion_name(criterion, page.names)}",
        "eyebrow": page.row.title,
        "own": _("The programme says: %(words)s.") % {"words": words.judged(criterion, own)},
        "back_url": scenario_url(page.programme, page.row.id),
    }


def scenario_url(programme: ProgrammeHead, scenario_id: int) -> str:
    """Where a scenario is shown."""
    return reverse("decisions:scenario", args=[programme.code, scenario_id])


def _about(page: ScenarioPage) -> list[Definition]:
    row = page.row
    lines = [
        Definition(_("What is ranked"), row.level_name),
        Definition(_("Author"), row.author),
        Definition(_("Seen by"), row.sharing_name),
    ]
    if page.copied_from:
        lines.append(Definition(_("Copied from"), page.copied_from.title))
    return lines


def _level(level: str) -> str:
    return _("measures") if level == "measure" else _("focus areas")


def _back(start: ScenarioStart) -> str:
    if start.scenario:
        return scenario_url(start.programme, start.scenario.id)
    return reverse(TAB, args=[start.programme.code])
