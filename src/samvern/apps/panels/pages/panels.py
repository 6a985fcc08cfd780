"""The pages of a panel before it is closed: the list, one of them, its plan, a judge's sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.panels.models import Level, Names, Rule, Unknowns
from samvern.apps.panels.queries import (
    Invited,
    PanelList,
    PanelPage,
    PanelRow,
    PlanStart,
    Sheet,
)
from samvern.apps.panels.rules import LEAST_WITHOUT_NAMES
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day, number
from samvern.ui.parts import Definition, Link

#: The tab under which the pages lie.
TAB = "panels:panels"

STATE_NAMES: Mapping[str, Any] = {
    "planned": gettext_lazy("Planned"),
    "open": gettext_lazy("Open"),
    "closed": gettext_lazy("Closed"),
}


def language() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def list_page(found: PanelList) -> dict[str, Any]:
    """The panels of a programme."""
    open_count = sum(row.state == "open" for row in found.rows)
    answer = ngettext("%(count)d panel is open.", "%(count)d panels are open.", open_count) % {
        "count": open_count
    }
    return {
        "question": _("What do several people think, each for themselves?"),
        "answer": answer if found.rows else "",
        "rows": [(row, STATE_NAMES[row.state], _mine(row)) for row in found.rows],
        "may_run": found.may_run,
        "exports": Exports(
            found.programme.code,
            [
                Export(
                    "panels",
                    _("Panels"),
                    [
                        ExportColumn(_("Panel"), lambda row: row.title, 40),
                        ExportColumn(_("State"), lambda row: str(STATE_NAMES[row.state])),
                        ExportColumn(_("Answers by"), lambda row: row.answer_by),
                        ExportColumn(_("Judges"), lambda row: row.judges),
                        ExportColumn(_("To judge"), lambda row: row.cells),
                    ],
                    found.rows,
                )
            ],
        ),
    }


def panel_page(page: PanelPage) -> dict[str, Any]:
    """One panel: what was stated up front, who is asked, and what can be done now."""
    panel = page.panel
    return {
        "page": page,
        "panel": panel,
        "state_name": STATE_NAMES[page.state],
        "answer": _answer(page),
        "stated": [
            Definition(_("What is judged"), str(Level(panel.level).label)),
            Definition(_("How opinions are combined"), str(Rule(panel.rule).label)),
            Definition(_("Those who do not know"), str(Unknowns(panel.unknowns).label)),
            Definition(
                _("Who sees who said what, once the panel is closed"),
                str(Names(panel.names).label),
                names_help(panel.names),
            ),
            Definition(_("Answers are asked for by"), day(panel.answer_by, language())),
            Definition(_("Judgements to give"), number(page.cells, 0, language())),
            Definition(_("Judges"), number(page.judge_count, 0, language())),
        ],
        "judges": None if page.judges is None else [_judge(page, each) for each in page.judges],
    }


def names_help(names: str) -> str:
    """What is done so that nobody can tell who said what."""
    if names == Names.ALL:
        return ""
    return _(
        "What fewer than %(least)d people have judged is then shown to nobody else: they could "
        "tell who said what."
    ) % {"least": LEAST_WITHOUT_NAMES}


def plan_page(start: PlanStart) -> dict[str, Any]:
    """The form of a plan."""
    code = start.programme.code
    back = (
        reverse("panels:panel", args=[code, start.panel.pk])
        if start.panel
        else reverse("panels:panels", args=[code])
    )
    return {
        "start": start,
        "question": start.panel.title if start.panel else _("Who is to judge what?"),
        "is_measures": start.level == Level.MEASURE,
        "back_url": back,
    }


def plan_state(start: PlanStart) -> dict[str, Any]:
    """What the form of a plan begins with."""
    if start.panel is None:
        return {"alternatives": list(start.alternatives) if len(start.alternatives) <= 12 else []}
    panel = start.panel
    alternatives, criteria = start.chosen
    return {
        "version": panel.version,
        "title": panel.title,
        "purpose": panel.purpose,
        "answer_by": panel.answer_by,
        "rule": panel.rule,
        "unknowns": panel.unknowns,
        "names": panel.names,
        "alternatives": alternatives,
        "criteria": criteria,
        "judges": "\n".join(
            each.email if each.weight == 1 else f"{each.email} {each.weight:g}"
            for each in start.judges
        ),
    }


def sheet_page(found: Sheet) -> dict[str, Any]:
    """The questions about one alternative, and the way to the next."""
    place = found.codes.index(found.code)
    code, panel_id = found.programme.code, found.panel.pk

    def url(alternative: str) -> str:
        return reverse("panels:judge-alternative", args=[code, panel_id, alternative])

    return {
        "sheet": found,
        "panel": found.panel,
        "question": f"{found.code} {found.title}".strip(),
        "previous_url": url(found.codes[place - 1]) if place else "",
        "names_text": str(Names(found.panel.names).label),
        "alternatives": [Link(each, url(each), current=each == found.code) for each in found.codes],
        "panel_url": reverse("panels:panel", args=[code, panel_id]),
    }


def after(found: Sheet) -> str:
    """Where a judge goes once the answers are saved: on, or back to the panel at the end."""
    place = found.codes.index(found.code)
    args = [found.programme.code, found.panel.pk]
    if place + 1 < len(found.codes):
        return reverse("panels:judge-alternative", args=[*args, found.codes[place + 1]])
    return reverse("panels:panel", args=args)


def _mine(row: PanelRow) -> str:
    if row.mine is None:
        return ""
    return _("%(answered)d of %(total)d") % {"answered": row.mine, "total": row.cells}


def _judge(page: PanelPage, each: Invited) -> tuple[Invited, str]:
    """How far somebody has come: the figure only where it cannot tell who said what."""
    if each.answered == 0:
        return each, _("Nothing yet")
    if each.answered == page.cells:
        return each, _("Everything")
    if page.panel.names == Names.NOBODY:
        return each, _("A part")
    params = {"answered": each.answered, "total": page.cells}
    return each, _("%(answered)d of %(total)d") % params


def _answer(page: PanelPage) -> str:
    panel = page.panel
    if page.state == "planned":
        return _("Only those who run it see it yet. Once it is opened, what is stated here stays.")
    if page.state == "open":
        return _(
            "It is open. Nobody sees what others think before it is closed, those who run it "
            "included."
        )
    assert panel.closed_at is not None
    return _("It is closed. Each opinion is kept, and the result shows how far they lie apart.")
