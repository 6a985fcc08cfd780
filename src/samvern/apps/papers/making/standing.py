"""How the measures stand: lights, what needs attention, who has not answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext as _

from samvern.apps.papers.making.frame import ROUND, Making, columns
from samvern.engine.assessments.statistics import SafeCount, Telling
from samvern.engine.papers import (
    Block,
    Chart,
    Facts,
    Figure,
    FigureTable,
    Heading,
    Kind,
    Notice,
    Paragraph,
    ShareRow,
    Shares,
    words,
)
from samvern.engine.reporting import Dimension, Light, trend_of
from samvern.engine.snapshots import SafeLights
from samvern.ui.wording import reporting as wording

#: What a reader has to know of first.
_PRESSING: Final = (Light.RED.value, Light.YELLOW.value)
#: How lights stand in charts and tables: the first is the darkest in black and white.
_WORST_FIRST: Final = (Light.RED, Light.YELLOW, Light.GREEN, Light.UNKNOWN)


def chapter(making: Making) -> Iterator[Block]:
    """The whole of it for those who may read reports, and safe counts for the others."""
    if "round" not in making.opened:
        yield from _safe(making)
        return
    found = making.opened["round"]
    yield Heading(_("How the measures stand"))
    yield from making.text("standing")
    yield Paragraph(_answered(making))
    if making.reports:
        yield lights_chart(making, list(making.reports.values()))
        yield lights_table(making, list(making.reports.values()))
    money = found["money"]
    if money["count"]:
        yield Heading(_("Money"), 2)
        yield Facts(
            (
                (
                    _("Reports that state budget, spent and what it will cost"),
                    (making.count(money["count"], ROUND),),
                ),
                (_("Budget"), (making.kroner(money["budget_nok_ore"], ROUND),)),
                (_("Spent"), (making.kroner(money["spent_nok_ore"], ROUND),)),
                (
                    _("Thought to cost in the end"),
                    (making.kroner(money["forecast_nok_ore"], ROUND),),
                ),
            )
        )
    yield Heading(_("What needs attention"), 2)
    yield from pressing(making, making.reports)
    if found["missing"]:
        yield Heading(_("Who has not reported"), 2)
        yield making.table(
            _("Measures without a report"),
            columns((_("Measure"), Kind.TEXT, 4), (_("Owner"), Kind.TEXT, 3)),
            [
                (name_of(making, each["measure"]), each["owners"] or "–")
                for each in found["missing"]
            ],
            ROUND,
        )


def on_one_page(making: Making) -> Iterator[Block]:
    """The lights, and what is red, for a paper of one page."""
    if "round" not in making.opened:
        yield from _safe(making)
        return
    yield Heading(_("How the measures stand"))
    if making.reports:
        yield lights_table(making, list(making.reports.values()))
    yield from pressing(making, making.reports, may_be_cut=True)


def lights_chart(making: Making, reports: Sequence[Mapping[str, Any]]) -> Chart:
    """The shares of lights by what they are about."""
    counts = _counts(reports)
    names = [wording.light_name(each, gettext) for each in _WORST_FIRST]
    rows = []
    for dimension in Dimension:
        total = sum(counts[dimension].values())
        shares = tuple(counts[dimension][each] / total if total else 0.0 for each in _WORST_FIRST)
        rows.append(ShareRow(wording.dimension_name(dimension, gettext), shares, total))
    return Chart(
        title=_("Lights by what they are about"),
        data=Shares(tuple(names), tuple(rows)),
        alt=_("The share of red, yellow, green and not known; the table below has the counts."),
        source=ROUND,
        as_of=making.day_of(ROUND),
        kind=Kind.SHARE,
        decimals=0,
    )


def lights_table(making: Making, reports: Sequence[Mapping[str, Any]]) -> FigureTable:
    """The counts of lights by what they are about."""
    counts = _counts(reports)
    return making.table(
        _("Lights, by number of measures"),
        columns(
            (_("What"), Kind.TEXT, 2),
            *((wording.light_name(each, gettext), Kind.NUMBER, 1.0) for each in _WORST_FIRST),
        ),
        [
            (
                wording.dimension_name(each, gettext),
                *(counts[each][light] for light in _WORST_FIRST),
            )
            for each in Dimension
        ],
        ROUND,
    )


def pressing(
    making: Making, reports: Mapping[str, Mapping[str, Any]], *, may_be_cut: bool = False
) -> Iterator[Block]:
    """Every red and yellow light with its reason, red first."""
    rows = []
    for rank, light in enumerate(_PRESSING):
        for code, report in reports.items():
            for dimension, given in report["lights"].items():
                if given == light:
                    trend = trend_of(_light(report["before"].get(dimension)), Light(given))
                    rows.append(
                        (
                            rank,
                            (
                                name_of(making, code),
                                wording.dimension_name(Dimension(dimension), gettext),
                                making.light(given),
                                report["reasons"].get(dimension, "–"),
                                wording.trend_name(trend, gettext) or "–",
                            ),
                        )
                    )
    if not rows:
        yield Paragraph((_("No light is yellow or red."),))
        return
    yield making.table(
        _("Red and yellow lights, and why"),
        columns(
            (_("Measure"), Kind.TEXT, 3),
            (_("What"), Kind.TEXT, 1.3),
            (pgettext("of a traffic light", "Light"), Kind.TAG, 1.2),
            (_("Why"), Kind.TEXT, 4),
            (_("Since last time"), Kind.TEXT, 1.6),
        ),
        [row for _rank, row in rows],
        ROUND,
        may_be_cut=may_be_cut,
    )


def name_of(making: Making, code: str) -> str:
    """A measure with its title, as the programme has it now."""
    return next((making.name_of(each) for each in making.measures if each["id"] == code), code)


def _answered(making: Making) -> tuple[str | Figure, ...]:
    found = making.opened["round"]
    return words(
        _(
            "%(handed_in)s of %(asked)s measures have reported; %(accepted)s of the reports are "
            "accepted."
        ),
        handed_in=making.count(found["handed_in"], ROUND),
        asked=making.count(found["asked"], ROUND),
        accepted=making.count(found["accepted"], ROUND),
    )


def _safe(making: Making) -> Iterator[Block]:
    """What may be told to readers who may see no report."""
    found = making.opened.get("round_safe")
    if found is None:
        return
    told = SafeLights.from_json(found["told"])
    yield Heading(_("How the measures stand"))
    yield from making.text("standing")
    if told.count is None:
        yield Notice(
            _("Not told"),
            ((_("So few measures have reported that it would tell of single ones."),),),
        )
        return
    yield Paragraph(
        words(
            _("About %(count)s measures have reported."),
            count=making.count(told.count, ROUND),
        )
    )
    yield making.table(
        _("Lights, by number of measures"),
        columns(
            (_("What"), Kind.TEXT, 2),
            *((wording.light_name(each, gettext), Kind.TEXT, 1.2) for each in _WORST_FIRST),
        ),
        [
            (
                wording.dimension_name(dimension, gettext),
                *(_telling(row[light]) for light in _WORST_FIRST),
            )
            for dimension, row in told.lights.items()
        ],
        ROUND,
        note=_("Rounded, so that nobody can tell what one report says."),
    )


def _telling(told: SafeCount) -> str:
    return {
        Telling.ROUNDED: _("about %(count)s") % {"count": told.count},
        Telling.FEW: _("few or none"),
        Telling.NEARLY_ALL: _("all or nearly all"),
        Telling.HIDDEN: _("not told"),
    }[told.telling]


def _counts(reports: Sequence[Mapping[str, Any]]) -> dict[Dimension, dict[Light, int]]:
    counts = {each: dict.fromkeys(Light, 0) for each in Dimension}
    for report in reports:
        for dimension, light in report["lights"].items():
            counts[Dimension(dimension)][Light(light)] += 1
    return counts


def _light(found: str | None) -> Light | None:
    return Light(found) if found else None
