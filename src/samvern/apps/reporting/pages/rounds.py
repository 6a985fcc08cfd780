"""The list of rounds, one of them, and its plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.programmes.models import Programme
from samvern.apps.reporting import queries
from samvern.apps.reporting.models import ReportStage, Round, RoundState
from samvern.apps.reporting.pages.frame import (
    STAGE_COLOURS,
    Lamp,
    lamp,
    light_lines,
    period,
    round_frame,
    round_url,
    spoken,
    tolerance_lines,
)
from samvern.apps.reporting.permissions import Permission
from samvern.apps.reporting.queries import ReportRow
from samvern.base.jobs.letters import LetterState
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.reporting import Dimension, Light
from samvern.engine.response import Response
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day, percent
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import reporting as wording
from samvern.ui.wording.campaigns import handed_in_sentence, reminders_sentence
from samvern.ui.wording.days import left_words


@dataclass(frozen=True)
class RoundLine:
    """A round in the list."""

    found: Round
    period: str
    programme: str
    url: str
    state: str
    progress: str


@dataclass(frozen=True)
class ReportLine:
    """A report in the list of a round."""

    row: ReportRow
    stage: str
    colour: str
    lamps: tuple[Lamp, ...]


def list_page(viewer: Viewer, found: Sequence[Round]) -> dict[str, Any]:
    """The rounds that the viewer sees."""
    responses = queries.responses(found)
    lines = [_line(viewer, each, responses[each.pk]) for each in found]
    is_open = sum(each.state == RoundState.OPEN for each in found)
    answer = ngettext("%(count)d round is open.", "%(count)d rounds are open.", is_open)
    return {
        "question": _("How does each measure stand?"),
        "answer": answer % {"count": is_open} if found else "",
        "lines": lines,
        "is_followed": any(line.progress for line in lines),
        "exports": Exports(
            "",
            [
                Export(
                    "rounds",
                    _("Rounds"),
                    [
                        ExportColumn(_("Programme"), lambda line: line.found.programme.code),
                        ExportColumn(_("Period"), lambda line: line.period),
                        ExportColumn(_("State"), lambda line: line.state),
                        ExportColumn(_("Asked for by"), lambda line: line.found.due_on),
                        ExportColumn(_("Handed in"), lambda line: line.progress),
                    ],
                    lines,
                )
            ],
        ),
    }


def round_page(
    viewer: Viewer, found: Round, page: Page[Any], rows: Sequence[ReportRow], *, on: date
) -> dict[str, Any]:
    """One round, as those who follow it see it, or as those who report in it do."""
    response = queries.responses([found])[found.pk]
    follows = queries.follows(viewer, found)
    mine = [row for row in rows if row.is_mine]
    return {
        **round_frame(found),
        "question": _("Who has reported, and how does it stand?")
        if follows
        else _("What do you report?"),
        "answer": _answer(found, response, on) if follows else _own_answer(mine, found, on),
        "response": response,
        "follows": follows,
        "may_run": viewer.may(Permission.RUN_ROUND, on=found),
        "page": page,
        "lines": [_report_line(row) for row in rows],
        "dimensions": [wording.dimension_name(each, gettext) for each in Dimension],
        "stated": stated(found),
        "tolerances": tolerance_lines(found.published),
        "meanings": light_lines(),
        "letters": letter_lines(viewer, found) if follows else [],
    }


def light_table(rows: Sequence[ReportRow]) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """How many have which light, by dimension: the word, its colour, the count."""
    counts = queries.light_counts(rows)
    return [
        (
            wording.dimension_name(dimension, gettext),
            [
                (
                    wording.light_name(light, gettext),
                    wording.LIGHT_COLOURS[light],
                    counts[dimension].get(light, 0),
                )
                for light in Light
            ],
        )
        for dimension in Dimension
    ]


def light_names() -> list[str]:
    """The heads of the table of lights."""
    return [wording.light_name(each, gettext) for each in Light]


def round_exports(found: Round, rows: Sequence[ReportRow]) -> Exports:
    """Every report of the round that the viewer may know of, with its lights."""
    columns: list[ExportColumn[ReportRow]] = [
        ExportColumn(_("Measure"), lambda row: row.code, 12),
        ExportColumn(_("Title"), lambda row: row.title, 50),
        ExportColumn(_("Focus area"), lambda row: row.focus_area, 12),
        ExportColumn(_("Owner"), lambda row: row.owners, 30),
        ExportColumn(_("Who is to report"), lambda row: row.responsible, 24),
        ExportColumn(_("State"), lambda row: str(row.stage.label)),
        ExportColumn(_("Handed in"), lambda row: row.submitted_at),
        ExportColumn(_("Asked for by"), lambda row: row.due_on),
        *(_light_column(each) for each in Dimension),
    ]
    facts = [
        (_("Programme"), in_language(found.programme.title)),
        (_("Period"), period(found)),
        *(
            (wording.dimension_name(each, gettext), said)
            for each in Dimension
            if (said := wording.tolerance_sentence(each, found.published, gettext))
        ),
    ]
    lights = light_table(rows)
    return Exports(
        f"{found.programme.code}-{found.period}",
        [
            Export("reports", _("Reports"), columns, rows),
            Export(
                "lights",
                _("Lights"),
                [
                    ExportColumn(_("What"), lambda line: line[0]),
                    *(_count_column(place, name) for place, name in enumerate(light_names())),
                ],
                lights,
            ),
        ],
        facts=facts,
    )


def stated(found: Round) -> list[Definition]:
    """What was said up front."""
    areas = ", ".join(found.focus_areas) or _("All of them")
    questions = "; ".join(each.text for each in found.asked)
    return [
        Definition(_("Reports are asked for by"), day(found.due_on, spoken())),
        Definition(_("Focus areas"), areas),
        Definition(_("Questions besides the lights"), questions or _("None")),
        Definition(_("Reminders"), reminders_sentence(found.reminders, gettext, ngettext)),
    ]


def letter_lines(viewer: Viewer, found: Round) -> list[tuple[str, int]]:
    """How many letters stand how; those that nobody needs any more are nobody's concern."""
    counts = queries.letter_counts(viewer, found)
    return [
        (str(state.label), count)
        for state, count in sorted(counts.items())
        if state != LetterState.NOT_NEEDED
    ]


def plan_page(found: Round | None, programme: Programme) -> dict[str, Any]:
    """What stands around the form of a plan."""
    above = reverse("reporting:programme-rounds", args=[programme.code])
    return {
        "question": found.name_in_words
        if found
        else _("What are owners to be asked, and by when?"),
        "breadcrumbs": [
            Link(_("Reporting"), reverse("reporting:rounds")),
            Link(programme.code, above),
            *([Link(found.name_in_words, round_url(found))] if found else []),
            Link(_("Plan"), ""),
        ],
        "programme_code": programme.code,
        "programme_title": in_language(programme.title),
        "back_url": round_url(found) if found else "",
    }


def _line(viewer: Viewer, found: Round, response: Response) -> RoundLine:
    is_followed = queries.follows(viewer, found)
    return RoundLine(
        found=found,
        period=period(found),
        programme=in_language(found.programme.title),
        url=round_url(found),
        state=str(RoundState(found.state).label),
        progress=_share(response) if is_followed else "",
    )


def _share(response: Response) -> str:
    if response.share is None:
        return ""
    counted = {"done": response.handed_in, "total": response.asked}
    return _("%(done)d of %(total)d") % counted + f" ({percent(response.share, 0, spoken())})"


def _answer(found: Round, response: Response, on: date) -> str:
    if found.state == RoundState.PLANNED:
        return _("Nobody is asked yet. Once it is opened, only the day can be changed.")
    if found.state == RoundState.OPENING:
        return _("It is being opened. Owners are told when their reports are made.")
    said = handed_in_sentence(response.handed_in, response.asked, spoken(), gettext)
    if found.state == RoundState.CLOSED:
        return _("It is closed.") + f" {said}"
    return f"{said} {_left(found.due_on, on)}"


def _own_answer(mine: Sequence[ReportRow], found: Round, on: date) -> str:
    waiting = [row for row in mine if not row.is_handed_in]
    if not waiting:
        return _("All that you answer for is handed in.")
    said = ngettext(
        "%(count)d measure waits for your report.",
        "%(count)d measures wait for your report.",
        len(waiting),
    ) % {"count": len(waiting)}
    return f"{said} {_left(min(row.due_on for row in waiting), on)}"


def _left(due_on: date, on: date) -> str:
    left = left_words(due_on, on, gettext, ngettext)
    return _("By %(day)s: %(left)s.") % {"day": day(due_on, spoken()), "left": left}


def _report_line(row: ReportRow) -> ReportLine:
    lamps: Mapping[Dimension, Light] = row.lights
    return ReportLine(
        row=row,
        stage=str(row.stage.label),
        colour=STAGE_COLOURS[ReportStage(row.stage)],
        lamps=tuple(lamp(each, lamps[each]) for each in Dimension) if lamps else (),
    )


def _light_column(dimension: Dimension) -> ExportColumn[ReportRow]:
    def cell(row: ReportRow) -> str:
        light = row.lights.get(dimension)
        return wording.light_name(light, gettext) if light else ""

    return ExportColumn(wording.dimension_name(dimension, gettext), cell, 12)


def _count_column(place: int, name: str) -> ExportColumn[Any]:
    return ExportColumn(name, lambda line: line[1][place][2], 12)
