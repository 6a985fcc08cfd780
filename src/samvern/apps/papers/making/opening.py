"""How a paper begins: the answer, the figures that carry it, and the programme in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from samvern.apps.papers.making.frame import PROGRAMME, ROADMAP, ROUND, Making, columns
from samvern.engine.papers import (
    Block,
    Facts,
    Figure,
    Heading,
    Items,
    KeyFigures,
    Kind,
    Notice,
    NoticeTone,
    Paragraph,
    words,
)
from samvern.engine.programme.document import MeasureStatus
from samvern.engine.reporting import Light


def lead(making: Making) -> Iterator[Block]:
    """What a correction mends, the author's words, and the figures that a reader remembers."""
    yield Heading(_("In short"))
    replaces = making.written.replaces
    if replaces:
        said = _("This version takes the place of version %(number)s. %(why)s")
        yield Notice(
            _("Corrected"),
            (words(said, number=str(replaces["number"]), why=replaces["why"]),),
            NoticeTone.WARNING,
        )
    if any(each.get("is_example") for each in _dated(making)):
        yield Notice(_("Example"), ((_("Parts of this are made up."),),))
    yield Paragraph(_answer(making), is_lead=True)
    yield from making.text("summary")
    yield KeyFigures(tuple(_key_figures(making)))


def programme(making: Making) -> Iterator[Block]:
    """The programme: what it is for, and how its measures stand by its own account."""
    found = making.programme
    if not found:
        return
    counts = found["counts"]
    yield Heading(_("The programme"))
    described = making.said(found["description"])
    if described:
        yield Paragraph((described,))
    yield from making.text("programme")
    facts = [
        (_("Published by"), found["publisher"]),
        (_("Published"), making.day(found["published"])),
        (_("Assignment"), found["assignment"]),
        (_("Reports to"), found["reporting_to"]),
    ]
    lines = tuple((term, (value,)) for term, value in facts if value)
    yield Facts(
        (
            *lines,
            (_("Measures without an owner"), (making.count(counts["without_owner"], PROGRAMME),)),
        )
    )
    if found["goals"]:
        yield Heading(_("Goals"), 2)
        yield Items(tuple((making.name_of(each),) for each in found["goals"]))
    yield Heading(_("Where the measures stand by the programme"), 2)
    yield _by_area(making)


def _answer(making: Making) -> tuple[str | Figure, ...]:
    found = making.opened.get("round")
    counts = making.programme["counts"]
    measures = making.count(counts["measures"], PROGRAMME)
    if found is None:
        return words(
            _("The programme has %(measures)s measures in %(areas)s focus areas."),
            measures=measures,
            areas=making.count(counts["focus_areas"], PROGRAMME),
        )
    red = sum(Light.RED.value in each["lights"].values() for each in making.reports.values())
    return words(
        _(
            "Of %(asked)s measures that were asked about, %(handed_in)s have reported. "
            "%(red)s of these have a red light."
        ),
        asked=making.count(found["asked"], ROUND),
        handed_in=making.count(found["handed_in"], ROUND),
        red=making.count(red, ROUND),
    )


def _key_figures(making: Making) -> Iterator[tuple[str, Figure]]:
    counts = making.programme["counts"]
    yield _("measures in the programme"), making.count(counts["measures"], PROGRAMME)
    yield _("completed, by the programme"), making.count(_completed(counts), PROGRAMME)
    found = making.opened.get("round")
    if found and found["asked"]:
        share = found["handed_in"] / found["asked"]
        yield _("have reported"), making.figure(share, ROUND, kind=Kind.SHARE, decimals=0)
    roadmap = making.opened.get("roadmap")
    if roadmap:
        planned = making.count(len(roadmap["measures"]), ROADMAP)
        yield _("measures in the roadmap"), planned


def _completed(counts: Mapping[str, Any]) -> int | None:
    """How many measures are completed; None where the programme says of none where it stands."""
    known = {status: count for status, count in counts["by_status"].items() if status}
    return known.get(MeasureStatus.COMPLETED.value, 0) if known else None


def _by_area(making: Making) -> Block:
    statuses = list(MeasureStatus)
    rows = []
    for area in making.programme["focus_areas"]:
        mine = [each for each in making.measures if each["focus_area"] == area["id"]]
        counts = [sum(each["status"] == status for each in mine) for status in statuses]
        unsaid = len(mine) - sum(counts)
        rows.append((making.name_of(area), len(mine), *counts, unsaid))
    shown = [place for place in range(len(statuses)) if any(row[2 + place] for row in rows)]
    heads = [making.status_of({"status": statuses[place].value}) for place in shown]
    return making.table(
        _("Measures by focus area and status"),
        columns(
            (_("Focus area"), Kind.TEXT, 4),
            (_("Measures"), Kind.NUMBER, 1),
            *((head, Kind.NUMBER, 1) for head in heads),
            (_("Not said"), Kind.NUMBER, 1),
        ),
        [(*row[:2], *(row[2 + place] for place in shown), row[-1]) for row in rows],
        PROGRAMME,
    )


def _dated(making: Making) -> Iterator[dict[str, object]]:
    yield from making.opened.get("decisions", ())
    if "roadmap" in making.opened:
        yield making.opened["roadmap"]
