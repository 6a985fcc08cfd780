"""One indicator: the answer, its chart against the target path, its table, its revisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from samvern.apps.indicators.models import (
    DIRECTION_NAMES,
    FREQUENCY_NAMES,
    MEASURED_ON_NAMES,
    Indicator,
    IndicatorValue,
)
from samvern.apps.indicators.pages.frame import (
    figure,
    indicator_frame,
    mark,
    period,
    period_in_text,
    shown_words,
    spoken,
)
from samvern.apps.indicators.queries import IndicatorPage, Shown
from samvern.base.texts import in_language
from samvern.engine.indicators import MeasuredOn
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day, number
from samvern.ui.parts import Definition, Link, Series, SeriesPoint
from samvern.ui.wording import indicators as wording


@dataclass(frozen=True)
class GroupLine:
    """The value of a group in a period, as it is shown."""

    group: str
    period: str
    value: str
    count: str
    shown: Shown


def indicator_page(
    found: IndicatorPage, organisations: Page[IndicatorValue], revised: Sequence[IndicatorValue]
) -> dict[str, Any]:
    """One indicator as the viewer is shown it."""
    indicator, newest = found.row.indicator, found.row.newest
    groups = [_group_line(each, indicator) for each in reversed(found.groups)]
    return {
        **indicator_frame(found.programme, indicator),
        "question": in_language(indicator.title),
        "answer": _answer(found, has_own=bool(organisations.paginator.count)),
        "mark": mark(found.row.standing),
        "found": found,
        "series": _series(found),
        "notes": list(_notes(found)),
        "withheld": shown_words(newest, indicator) if newest and newest.withheld else "",
        "groups": groups,
        "page": organisations,
        "organisations": [_value_line(each, indicator) for each in organisations],
        "revised": [_revision_line(each, indicator) for each in revised],
        "stated": _stated(found),
        "who_sees": who_sees(indicator),
    }


def indicator_exports(
    found: IndicatorPage,
    organisations: Sequence[IndicatorValue] | Any,
    revised: Sequence[IndicatorValue] | Any,
) -> Exports:
    """The tables of the page as files; each holds what the viewer is shown and no more."""
    indicator = found.row.indicator
    unit = in_language(indicator.unit)
    shown: list[ExportColumn[Shown]] = [
        ExportColumn(_("Period"), lambda each: each.period),
        ExportColumn(_("Group"), lambda each: each.group or _("The sector"), 30),
        ExportColumn(_("Value"), lambda each: each.value, 12),
        ExportColumn(_("Number measured"), lambda each: each.count, 12),
        ExportColumn(_("Lower end"), lambda each: each.lower, 12),
        ExportColumn(_("Upper end"), lambda each: each.upper, 12),
        ExportColumn(_("Unit"), lambda _each: unit, 12),
        ExportColumn(_("Note"), _note_of, 50),
    ]
    own: list[ExportColumn[IndicatorValue]] = [
        ExportColumn(
            _("Organisation number"), lambda each: each.actor.org_number if each.actor else ""
        ),
        ExportColumn(_("Organisation"), lambda each: each.actor.name if each.actor else "", 40),
        ExportColumn(_("Period"), lambda each: each.period),
        ExportColumn(_("Value"), lambda each: each.value, 12),
        ExportColumn(_("Unit"), lambda _each: unit, 12),
        ExportColumn(_("Revision"), lambda each: each.revision, 10),
    ]
    changes: list[ExportColumn[Any]] = [
        ExportColumn(_("When"), lambda each: each.given_at),
        ExportColumn(_("Of whom"), _whose, 40),
        ExportColumn(_("Period"), lambda each: each.period),
        ExportColumn(_("Before the change"), lambda each: each.before, 12),
        ExportColumn(_("After the change"), lambda each: each.value, 12),
        ExportColumn(_("Reason"), lambda each: each.reason, 60),
        ExportColumn(_("By whom"), lambda each: each.given_by_name, 30),
    ]
    return Exports(
        f"{found.programme.code}-{indicator.code}",
        [
            Export("values", _("Values"), shown, found.whole),
            Export("groups", _("Groups"), shown, found.groups),
            Export("organisations", _("Organisations"), own, organisations),
            Export("revisions", _("What was changed"), changes, revised),
        ],
        facts=[
            (_("Programme"), found.programme.title),
            (_("Indicator"), str(indicator)),
            (_("Definition"), in_language(indicator.definition)),
        ],
    )


def who_sees(indicator: Indicator) -> str:
    """Whom the values of organisations are shown to."""
    if not indicator.is_of_organisations:
        return _("Everybody who sees the programme sees the values.")
    if indicator.is_reported:
        return _(
            "The value of an organisation is seen by those who answer for security there or above it, "
            "by the authority and by supervisors. Others see the sector and groups, and only where at "
            "least ten organisations are behind the figure."
        )
    return _(
        "The value of an organisation is seen by those who answer for security there or above it, and "
        "by nobody else. Others see the sector and groups, and only where at least ten organisations "
        "are behind the figure."
    )


def value_words(value: IndicatorValue, indicator: Indicator) -> str:
    """A value with its number and interval, or that it is withdrawn."""
    if value.value is None:
        return _("Withdrawn")
    said = figure(value.value, indicator)
    if value.lower is not None and value.upper is not None:
        ends = {"low": figure(value.lower, indicator), "high": figure(value.upper, indicator)}
        said += " " + _("(%(low)s to %(high)s)") % ends
    if value.count is not None:
        said += f", n = {value.count}"
    return said


def whose_words(value: IndicatorValue) -> str:
    """Whom a value is of."""
    return value.actor.name if value.actor else value.group or _("The sector")


def _answer(found: IndicatorPage, *, has_own: bool) -> str:
    row = found.row
    shown = row.newest if row.newest and row.newest.value is not None else None
    if shown is None and has_own:
        return _(
            "Of the sector there is no value that you may be shown. Those of organisations that you may "
            "see stand below."
        )
    return wording.standing_sentence(
        row.standing,
        figure(shown.value, row.indicator) if shown else "",
        figure(row.aim, row.indicator),
        period_in_text(shown.period) if shown else "",
        gettext,
    )


def _series(found: IndicatorPage) -> Series | None:
    """The chart: what is shown of the sector, and the target path; None where there is neither."""
    indicator = found.row.indicator
    shown = [each for each in found.whole if each.value is not None]
    if not shown:
        return None
    days = [each.ends_on for each in shown] + [each.on for each in found.path]
    first, last = min(days), max(days)
    low, high = _scale(found, shown)
    unit = in_language(indicator.unit)

    def along(on: date) -> float:
        return (on - first).days / max(1, (last - first).days)

    def up(value: float) -> float:
        return min(1.0, max(0.0, (value - low) / ((high - low) or 1.0)))

    points = [
        SeriesPoint(
            along(each.ends_on),
            up(each.value or 0.0),
            f"{period(each.period)}: {shown_words(each, indicator)}.",
            (
                period(each.period),
                shown_words(each, indicator),
                _interval(each, indicator),
                _count(each),
            ),
            low=None if each.lower is None else up(each.lower),
            high=None if each.upper is None else up(each.upper),
        )
        for each in shown
    ]
    return Series(
        caption=_("Values against what is aimed at"),
        y_title=unit or _("Value"),
        x_ends=(day(first, spoken()), day(last, spoken()) if first != last else ""),
        y_ends=(number(low, language=spoken()), number(high, language=spoken())),
        points_name=_("Measured, with its interval where one is given"),
        path_name=_("Aimed at, straight from the baseline to each target"),
        columns=(_("Period"), _("Value"), _("Interval"), _("Number measured")),
        points=points,
        path=[(along(each.on), up(each.value)) for each in found.path],
    )


def _scale(found: IndicatorPage, shown: Sequence[Shown]) -> tuple[float, float]:
    """The ends of the vertical axis: those of the scale, or nothing and what there is."""
    indicator = found.row.indicator
    if indicator.lowest is not None and indicator.highest is not None:
        return indicator.lowest, indicator.highest
    values = [each.value or 0.0 for each in shown] + [each.value for each in found.path]
    values += [each.upper for each in shown if each.upper is not None]
    values += [each.lower for each in shown if each.lower is not None]
    return min(0.0, *values), max(0.0, *values)


def _notes(found: IndicatorPage) -> Any:
    if any(each.is_mean for each in found.whole):
        yield _(
            "Where nobody has given a value for the sector, the mean of the organisations stands."
        )
    if any(each.is_told for each in (*found.whole, *found.groups)):
        yield _("Numbers of organisations are rounded to the nearest five.")


def _interval(each: Shown, indicator: Indicator) -> str:
    if each.lower is None or each.upper is None:
        return "–"
    return f"{figure(each.lower, indicator)}–{figure(each.upper, indicator)}"


def _count(each: Shown) -> str:
    if each.count is None:
        return "–"
    return _("about %(count)d") % {"count": each.count} if each.is_told else str(each.count)


def _group_line(each: Shown, indicator: Indicator) -> GroupLine:
    return GroupLine(
        each.group, period(each.period), shown_words(each, indicator), _count(each), each
    )


def _value_line(value: IndicatorValue, indicator: Indicator) -> dict[str, Any]:
    return {
        "value": value,
        "whose": whose_words(value),
        "period": period(value.period),
        "words": value_words(value, indicator),
    }


def _revision_line(value: Any, indicator: Indicator) -> dict[str, Any]:
    before = figure(value.before, indicator, _("Withdrawn"))
    return {**_value_line(value, indicator), "before": before}


def _note_of(each: Shown) -> str:
    if each.withheld is not None:
        return wording.withheld_reason(each.withheld, gettext)
    return _("Mean of the organisations") if each.is_mean else ""


def _whose(value: IndicatorValue) -> str:
    return whose_words(value)


def _stated(found: IndicatorPage) -> list[Definition]:
    """What is said of the indicator."""
    indicator = found.row.indicator
    targets = "; ".join(
        f"{day(each.on, spoken())}: {figure(each.value, indicator)}"
        for each in indicator.targets.all()
    )
    start = indicator.start
    goals = [str(each) for each in indicator.goals.all()]
    measures = [str(each) for each in indicator.measures.all()]
    lines = [
        (_("Definition"), in_language(indicator.definition)),
        (_("Unit"), in_language(indicator.unit)),
        (_("Direction"), str(DIRECTION_NAMES[indicator.better])),
        (_("Measured on"), in_language(indicator.population)),
        (_("A value belongs to"), str(MEASURED_ON_NAMES[MeasuredOn(indicator.measured_on)])),
        (_("Where the values come from"), in_language(indicator.source)),
        (_("How often"), str(FREQUENCY_NAMES[indicator.often])),
        (_("Owner"), indicator.owner.name if indicator.owner else _("Nobody yet")),
        (
            _("Baseline"),
            f"{figure(start.value, indicator)} ({day(start.on, spoken())})" if start else _("None"),
        ),
        (_("Targets"), targets or _("None")),
        (_("Goals"), "; ".join(goals) or _("None")),
        (_("Measures"), "; ".join(measures) or _("None")),
        (_("Taken from"), indicator.taken_from),
    ]
    return [Definition(term, value) for term, value in lines if value]


def value_page(
    found: IndicatorPage, value: IndicatorValue, revisions: Sequence[IndicatorValue]
) -> dict[str, Any]:
    """Every value that there has been of one thing in one period."""
    indicator = found.row.indicator
    whose = whose_words(value)
    params = {"whose": whose, "period": period_in_text(value.period)}
    current = revisions[0]
    lines = [_value_line(each, indicator) for each in revisions]
    return {
        **indicator_frame(found.programme, indicator, Link(f"{whose}, {params['period']}", "")),
        "question": _("What has been said of %(whose)s in %(period)s?") % params,
        "answer": value_words(current, indicator),
        "lines": lines,
        "current": current,
        "exports": Exports(
            f"{found.programme.code}-{indicator.code}",
            [Export("revisions", _("Revisions"), _REVISIONS, revisions)],
        ),
    }


_REVISIONS: list[ExportColumn[IndicatorValue]] = [
    ExportColumn(gettext_lazy("Revision"), lambda each: each.revision, 10),
    ExportColumn(gettext_lazy("Value"), lambda each: each.value, 12),
    ExportColumn(gettext_lazy("Reason"), lambda each: each.reason, 60),
    ExportColumn(gettext_lazy("By whom"), lambda each: each.given_by_name, 30),
    ExportColumn(gettext_lazy("When"), lambda each: each.given_at),
]
