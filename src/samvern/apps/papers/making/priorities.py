"""What comes first: the ranking with how sure it is, and the order that was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from samvern.apps.papers.making.frame import DECISION, RANKING, Making, columns
from samvern.engine.papers import Bar, Bars, Block, Chart, Facts, Heading, Kind, Paragraph, words
from samvern.ui.numbers import number, percent

#: Bars shown in the chart of first places.
_MOST_BARS = 12
#: How certain the margin of a drawn share is.
_LEVEL = 0.95


def chapter(making: Making) -> Iterator[Block]:
    """The ranking and the decision; nothing where neither is known to the readers."""
    ranked = making.opened.get("ranking", {}).get("focus_areas")
    decisions = making.opened.get("decisions", ())
    if not ranked and not decisions:
        return
    yield Heading(_("What comes first"))
    yield from making.text("priorities")
    if ranked:
        yield from _ranking(making)
    for decision in decisions:
        yield Heading(decision["title"], 2)
        yield Paragraph((decision["decided"],))
        yield Facts(
            (
                (_("Decided order"), (_order(decision["tiers"]),)),
                (_("Decided in"), (decision["body"],)),
                (
                    _("Decided on"),
                    (making.figure(making.day_of(DECISION), DECISION, kind=Kind.DAY),),
                )
                if decision is decisions[0]
                else (_("Decided on"), (making.day(decision["on"]),)),
                (_("Reasons"), (decision["reasons"],)),
            )
        )


def _ranking(making: Making) -> Iterator[Block]:
    found = making.opened["ranking"]["focus_areas"]
    names = {each["id"]: making.name_of(each) for each in making.programme["focus_areas"]}
    ranked = [each for each in found["alternatives"] if each["id"] in names]
    half = found["half_width_95"]
    first = max(ranked, key=lambda each: each["share_first"])
    yield Heading(_("What the judgements give"), 2)
    yield Paragraph(
        words(
            _("%(area)s comes first in %(share)s of the weightings that agree with the programme."),
            area=names[first["id"]],
            share=making.figure(first["share_first"], RANKING, kind=Kind.SHARE, decimals=0),
        )
    )
    shown = sorted(ranked, key=lambda each: -each["share_first"])[:_MOST_BARS]
    yield Chart(
        title=_("How often each focus area comes first"),
        data=Bars(
            tuple(
                Bar(
                    names[each["id"]],
                    each["share_first"],
                    max(0.0, each["share_first"] - half),
                    min(1.0, each["share_first"] + half),
                )
                for each in shown
            )
        ),
        alt="; ".join(
            f"{names[each['id']]} {percent(each['share_first'], 0, making.language)}"
            for each in shown
        ),
        source=RANKING,
        as_of=making.day_of(RANKING),
        x_title=_("Share of the weightings"),
        kind=Kind.SHARE,
        decimals=0,
        level=_LEVEL,
    )
    yield making.table(
        _("The order of the focus areas"),
        columns(
            (_("Focus area"), Kind.TEXT, 5),
            (_("First in"), Kind.SHARE, 1),
            (_("Expected place"), Kind.NUMBER, 1),
        ),
        [(names[each["id"]], each["share_first"], each["expected_rank"]) for each in ranked],
        RANKING,
        note=_("By %(samples)s drawn weightings.")
        % {"samples": number(found["samples"], 0, making.language)},
    )


def _order(tiers: Sequence[Sequence[str]]) -> str:
    """What is first, then what comes after it; what is alike stands together."""
    said = []
    for *first, last in tiers:
        these = _(" and ").join(filter(None, (", ".join(first), last)))
        said.append(_("%(these)s alike") % {"these": these} if first else last)
    return _(", then ").join(said)
