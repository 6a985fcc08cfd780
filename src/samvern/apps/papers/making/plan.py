"""When each measure happens: the published roadmap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samvern.apps.papers.making.frame import ROADMAP, Making, columns
from samvern.engine.papers import (
    Block,
    Chart,
    FigureTable,
    Gantt,
    GanttRow,
    Heading,
    Kind,
    Milestone,
    Paragraph,
    Span,
    words,
)

#: So many milestones stand on a page of their own.
_NEXT: Final = 6


def chapter(making: Making) -> Iterator[Block]:
    """The roadmap as lines over periods, and its milestones; nothing where none is published."""
    found = making.opened.get("roadmap")
    if found is None:
        return
    yield Heading(_("The roadmap"))
    yield from making.text("roadmap")
    yield Paragraph(
        words(
            _(
                "%(planned)s measures are planned from %(first)s to %(last)s, for %(cost)s in all. "
                "%(left)s have found no room. Another plan could be worth at most %(gap)s more."
            ),
            planned=making.count(len(found["measures"]), ROADMAP),
            first=making.period_said(found["periods"][0]),
            last=making.period_said(found["periods"][-1]),
            cost=making.figure(
                found["cost"], ROADMAP, unit=making.said(found["money_unit"]), decimals=1
            ),
            left=making.count(len(found["left_out"]), ROADMAP),
            gap=making.figure(found["gap"], ROADMAP, kind=Kind.SHARE, decimals=1),
        )
    )
    yield chart(making, found["measures"])
    yield milestones(making, found["measures"])


def next_milestones(making: Making) -> Iterator[Block]:
    """The milestones that come next, for a paper of one page."""
    found = making.opened.get("roadmap")
    if found is None:
        return
    ahead = [each for each in found["measures"] if each["finishes_on"] >= making.on.isoformat()]
    first = sorted(ahead, key=lambda each: each["finishes_on"])[:_NEXT]
    if first:
        yield Heading(_("The next milestones"))
        yield milestones(making, first, may_be_cut=True)


def chart(making: Making, planned: Sequence[Mapping[str, Any]], *, by_area: bool = True) -> Chart:
    """Measures as lines over the periods of the roadmap, those of one focus area together."""
    found = making.opened["roadmap"]
    by_code = {each["id"]: each for each in making.measures}
    areas = {each["id"]: making.name_of(each) for each in making.programme["focus_areas"]}
    order = list(areas)
    shown = [each for each in planned if each["id"] in by_code]
    shown.sort(key=lambda each: (order.index(by_code[each["id"]]["focus_area"]), each["first"]))
    title = _("When each measure happens")
    return Chart(
        title=title,
        data=Gantt(
            tuple(found["periods"]),
            tuple(
                GanttRow(
                    making.name_of(by_code[each["id"]]),
                    areas[by_code[each["id"]]["focus_area"]] if by_area else "",
                    (Span(each["first"], each["last"], each["is_conditional"]),),
                    (Milestone(_("Decision"), each["last"], is_decision=True),)
                    if each["is_decision"]
                    else (),
                )
                for each in shown
            )
            or (GanttRow(_("Nothing is planned")),),
        ),
        alt=_(
            "A line for each measure, from when it starts to when it is done; the table has the days."
        ),
        source=ROADMAP,
        as_of=making.day_of(ROADMAP),
        note=_("H1 is the first half of a year, H2 the second.")
        if any("-H" in each for each in found["periods"])
        else "",
    )


def milestones(
    making: Making, planned: Sequence[Mapping[str, Any]], *, may_be_cut: bool = False
) -> FigureTable:
    """What is to be done by when, in the order of the days."""
    by_code = {each["id"]: each for each in making.measures}
    rows = [
        (
            making.name_of(by_code[each["id"]]) if each["id"] in by_code else each["id"],
            date.fromisoformat(each["starts_on"]),
            date.fromisoformat(each["finishes_on"]),
            _("Decision on what follows")
            if each["is_decision"]
            else _("Done, if it is decided on")
            if each["is_conditional"]
            else _("Done"),
        )
        for each in sorted(planned, key=lambda each: (each["finishes_on"], each["id"]))
    ]
    return making.table(
        _("Milestones"),
        columns(
            (_("Measure"), Kind.TEXT, 5),
            (_("Begins"), Kind.DAY, 1.4),
            (pgettext("a date", "By"), Kind.DAY, 1.4),
            (_("What"), Kind.TEXT, 2),
        ),
        rows,
        ROADMAP,
        may_be_cut=may_be_cut,
    )
