"""Focus area by focus area: the measures, when they happen and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.papers.making import plan, standing
from samvern.apps.papers.making.frame import PROGRAMME, ROADMAP, ROUND, Making
from samvern.engine.papers import Block, Heading, Kind, Paragraph, TableColumn, Tag, words
from samvern.engine.reporting import Light
from samvern.ui.wording.periods import period_name

#: Worst first: the light that stands for a measure in a table.
_WORST = (Light.RED, Light.YELLOW, Light.UNKNOWN, Light.GREEN)


def chapters(making: Making) -> Iterator[Block]:
    """Every focus area in its turn."""
    if not making.programme:
        return
    yield Heading(_("Focus area by focus area"))
    for area in making.programme["focus_areas"]:
        yield Heading(making.name_of(area), 2)
        yield from making.text(f"area.{area['id']}")
        yield from _area(making, area, level=3)


def lead(making: Making) -> Iterator[Block]:
    """What a chapter by itself begins with."""
    yield Heading(_("In short"))
    yield from making.text("summary", is_lead=True)


def body(making: Making) -> Iterator[Block]:
    """The focus area of a chapter by itself."""
    for area in making.programme.get("focus_areas", ()):
        if area["id"] == making.written.about:
            yield Heading(_("The measures"))
            yield from _area(making, area, level=2)


def _area(making: Making, area: Mapping[str, Any], *, level: int) -> Iterator[Block]:
    described = making.said(area["description"])
    if described:
        yield Paragraph((described,))
    mine = [each for each in making.measures if each["focus_area"] == area["id"]]
    if not mine:
        yield Paragraph((_("It has no measures."),))
        return
    said = ngettext(
        "It has %(count)s measure, %(unowned)s without an owner.",
        "It has %(count)s measures, %(unowned)s of them without an owner.",
        len(mine),
    )
    yield Paragraph(
        words(
            said,
            count=making.count(len(mine), PROGRAMME),
            unowned=making.count(sum(not each["owners"] for each in mine), PROGRAMME),
        )
    )
    yield _measures(making, area, mine)
    codes = {each["id"] for each in mine}
    reports = {code: said for code, said in making.reports.items() if code in codes}
    if reports and "round" in making.opened:
        yield Heading(_("What needs attention"), level)
        yield from standing.pressing(making, reports)
    roadmap = making.opened.get("roadmap")
    planned = [each for each in roadmap["measures"] if each["id"] in codes] if roadmap else []
    if planned:
        yield Heading(_("When it happens"), level)
        yield plan.chart(making, planned, by_area=False)
        yield plan.milestones(making, planned)


def _measures(making: Making, area: Mapping[str, Any], mine: Sequence[Mapping[str, Any]]) -> Block:
    columns = [
        TableColumn(_("Measure"), width=4),
        TableColumn(_("Owner"), width=2.5),
        TableColumn(_("Status"), width=1.3),
    ]
    planned = {}
    if "roadmap" in making.opened:
        planned = {each["id"]: each for each in making.opened["roadmap"]["measures"]}
        columns.append(TableColumn(_("Planned"), width=1.6, **_of(making, ROADMAP)))
    has_reports = "round" in making.opened
    if has_reports:
        columns.append(TableColumn(_("Worst light"), Kind.TAG, width=1.4, **_of(making, ROUND)))
    rows = []
    for each in mine:
        row: list[Any] = [
            making.name_of(each),
            ", ".join(each["owners"]) or "–",
            making.status_of(each),
        ]
        if "roadmap" in making.opened:
            row.append(_planned(making, planned.get(each["id"])))
        if has_reports:
            row.append(_worst(making, each["id"]))
        rows.append(tuple(row))
    caption = _("Measures of focus area %(area)s") % {"area": area["id"]}
    return making.table(caption, columns, rows, PROGRAMME)


def _of(making: Making, source: str) -> dict[str, Any]:
    return {"source": source, "as_of": making.day_of(source)}


def _planned(making: Making, found: Mapping[str, Any] | None) -> str:
    if found is None:
        return "–"
    periods = making.opened["roadmap"]["periods"]
    first, last = (period_name(periods[found[each]], gettext) for each in ("first", "last"))
    return first if first == last else f"{first} – {last}"


def _worst(making: Making, code: str) -> Tag | None:
    report = making.reports.get(code)
    if report is None:
        return Tag(_("Not reported"))
    given = set(report["lights"].values())
    return making.light(next((each.value for each in _WORST if each.value in given), None))
