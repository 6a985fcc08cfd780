"""What the measures came to: indicators against their targets, and what studies found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samvern.apps.papers.making.frame import EFFECT, INDICATOR, Making, columns
from samvern.apps.papers.making.standing import name_of
from samvern.engine.papers import Block, Heading, Items, Kind, Notice


def chapter(making: Making) -> Iterator[Block]:
    """Indicators and studies of the whole programme; nothing where the readers may see neither."""
    indicators = making.opened.get("indicators", {}).get("rows", [])
    studies = making.opened.get("effects", [])
    said = list(making.text("results"))
    if not (indicators or studies or said):
        return
    yield Heading(_("What the measures came to"))
    yield from said
    if indicators:
        yield _indicators(making, indicators)
    yield from _studies(making, studies)


def of_measure(making: Making) -> Iterator[Block]:
    """The same of one measure."""
    about = making.written.about
    rows = making.opened.get("indicators", {}).get("rows", [])
    indicators = [each for each in rows if about in each["measures"]]
    studies = [each for each in making.opened.get("effects", []) if each["measure"] == about]
    if not (indicators or studies):
        return
    yield Heading(_("What it came to"))
    if indicators:
        yield _indicators(making, indicators)
    yield from _studies(making, studies)


def _indicators(making: Making, rows: Sequence[Mapping[str, Any]]) -> Block:
    cells = []
    for each in rows:
        last = each["targets"][-1] if each["targets"] else None
        named = " ".join(filter(None, (making.said(each["title"]), each["period"])))
        cells.append(
            (
                named,
                making.said(each["unit"]) or "–",
                each["baseline"],
                each["value"],
                last[1] if last else None,
                date.fromisoformat(last[0]) if last else None,
            )
        )
    return making.table(
        _("Indicators"),
        columns(
            (_("Indicator"), Kind.TEXT, 4),
            (_("Unit"), Kind.TEXT, 1.5),
            (_("Baseline"), Kind.NUMBER, 1),
            (_("In the sector"), Kind.NUMBER, 1),
            (_("Target"), Kind.NUMBER, 1),
            (pgettext("a date", "By"), Kind.DAY, 1.5),
        ),
        cells,
        INDICATOR,
        note=_("What single organisations gave is not in papers."),
    )


def _studies(making: Making, studies: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    if not studies:
        return
    yield making.table(
        _("What studies found"),
        columns(
            (_("Measure"), Kind.TEXT, 3),
            (_("Indicator"), Kind.TEXT, 2.5),
            (_("How sure it is"), Kind.TEXT, 1.5),
            (_("What it did"), Kind.TEXT, 4),
        ),
        [
            (
                name_of(making, each["measure"]),
                making.said(each["indicator"]),
                each["words"][making.language]["level"],
                each["words"][making.language]["headline"],
            )
            for each in studies
        ],
        EFFECT,
    )
    reservations = dict.fromkeys(
        said for each in studies for said in each["words"][making.language]["reservations"]
    )
    if reservations:
        yield Items(tuple((said,) for said in reservations))
    if any(each["is_example"] for each in studies):
        yield Notice(_("Example"), ((_("Parts of this are made up."),),))
