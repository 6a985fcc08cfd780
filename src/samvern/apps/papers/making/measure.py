"""A sheet on one measure: what it is, when it happens, how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext as _

from samvern.apps.papers.making.frame import RANKING, REPORT, ROADMAP, Making, columns
from samvern.engine.papers import Block, Facts, FigureTable, Heading, Kind, Paragraph, Words
from samvern.engine.reporting import Dimension
from samvern.ui.wording import reporting as wording


def sheet(making: Making) -> Iterator[Block]:
    """What the measure is, and who answers for it."""
    found = _measure(making)
    yield Heading(_("What it is"))
    described = making.said(found["description"])
    if described:
        yield Paragraph((described,))
    yield from making.text("summary", is_lead=True)
    area = next(
        each for each in making.programme["focus_areas"] if each["id"] == found["focus_area"]
    )
    lines: list[tuple[str, Words]] = [
        (_("Focus area"), (making.name_of(area),)),
        (_("Owner"), (", ".join(found["owners"]) or _("Nobody is named"),)),
        (_("Status by the programme"), (making.status_of(found),)),
    ]
    if found["involved"]:
        lines.append((_("Involved"), (", ".join(found["involved"]),)))
    ranked = making.opened.get("ranking", {}).get("measures", {}).get("alternatives", ())
    for each in ranked:
        if each["id"] == found["id"]:
            place = making.figure(each["expected_rank"], RANKING, decimals=1)
            of = _(" of %(count)s") % {"count": len(ranked)}
            lines.append((_("Expected place in the order"), (place, of)))
    yield Facts(tuple(lines))


def planned(making: Making) -> Iterator[Block]:
    """When it happens, by the roadmap."""
    roadmap = making.opened.get("roadmap")
    if roadmap is None:
        return
    yield Heading(_("When it happens"))
    found = next((each for each in roadmap["measures"] if each["id"] == making.written.about), None)
    if found is None:
        yield Paragraph((_("It is not in the roadmap."),))
        return
    days = [(_("Begins"), found["starts_on"]), (_("Done by"), found["finishes_on"])]
    yield Facts(
        tuple(
            (term, (making.figure(date.fromisoformat(on), ROADMAP, kind=Kind.DAY),))
            for term, on in days
        )
    )
    if found["is_conditional"]:
        yield Paragraph((_("It hangs on a decision that is yet to be taken."),))


def standing(making: Making) -> Iterator[Block]:
    """How it stands, by what its owner handed in; nothing for readers who may not see that."""
    report = making.reports.get(making.written.about)
    if report is None:
        return
    yield Heading(_("How it stands"))
    if not report["is_accepted"]:
        yield Paragraph((_("The report is handed in, and not accepted yet."),))
    yield _lights(making, report)
    lines = tuple(_figures(making, report))
    if lines:
        yield Facts(lines)
    for said in report["answers"]:
        yield Heading(said["question"], 2)
        yield Paragraph((said["text"],))


def _lights(making: Making, report: Mapping[str, Any]) -> FigureTable:
    """The lights with their reasons, beside those of the period before where there were any."""
    before = report["before"]
    heads = [
        (_("What"), Kind.TEXT, 1.3),
        (pgettext("of a traffic light", "Light"), Kind.TAG, 1.2),
        (_("Why"), Kind.TEXT, 5.0),
    ]
    if before:
        heads.insert(2, (_("Last time"), Kind.TAG, 1.2))
    rows = []
    for each in Dimension:
        row: list[Any] = [
            wording.dimension_name(each, gettext),
            making.light(report["lights"].get(each)),
            report["reasons"].get(each, "–"),
        ]
        if before:
            row.insert(2, making.light(before.get(each)))
        rows.append(tuple(row))
    return making.table(_("Lights"), columns(*heads), rows, REPORT)


def _figures(making: Making, report: Mapping[str, Any]) -> Iterator[tuple[str, Words]]:
    percents = [(_("Done"), "done_percent"), (_("Planned to be done by now"), "planned_percent")]
    for term, name in percents:
        if report[name] is not None:
            share = making.figure(report[name] / 100, REPORT, kind=Kind.SHARE, decimals=0)
            yield term, (share,)
    amounts = [
        (_("Budget"), "budget_nok_ore"),
        (_("Spent"), "spent_nok_ore"),
        (_("Thought to cost in the end"), "forecast_nok_ore"),
    ]
    for term, name in amounts:
        if report[name] is not None:
            yield term, (making.kroner(report[name], REPORT),)
    if report["milestone"]:
        yield _("Next milestone"), (report["milestone"],)
    for term, name in [
        (_("Planned"), "milestone_planned_on"),
        (_("Expected"), "milestone_expected_on"),
    ]:
        if report[name]:
            on = date.fromisoformat(report[name])
            yield term, (making.figure(on, REPORT, kind=Kind.DAY),)


def _measure(making: Making) -> Mapping[str, Any]:
    return next(each for each in making.measures if each["id"] == making.written.about)
