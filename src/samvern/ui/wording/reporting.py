"""Reports of measures in words: dimensions, lights, tolerances, what moved since last."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from samvern.engine.reporting import (
    Dimension,
    Figures,
    Light,
    ReportChange,
    Tolerances,
    Trend,
    suggest_light,
)
from samvern.ui.numbers import NO_BREAK_SPACE, number
from samvern.ui.wording.sentences import Gettext, NGettext

#: The colours that repeat in colour what a light says in words.
LIGHT_COLOURS: Final[Mapping[Light, str]] = MappingProxyType(
    {
        Light.GREEN: "success",
        Light.YELLOW: "warning",
        Light.RED: "danger",
        Light.UNKNOWN: "neutral",
    }
)


def dimension_name(dimension: Dimension, _: Gettext) -> str:
    """What a light is about."""
    return {
        Dimension.PROGRESS: _("Progress"),
        Dimension.TIME: _("Time"),
        Dimension.MONEY: _("Money"),
        Dimension.QUALITY: _("Quality"),
        Dimension.RISK: _("Risk"),
        Dimension.BENEFIT: _("Benefit"),
    }[dimension]


def dimension_help(dimension: Dimension, _: Gettext) -> str:
    """What is to be judged, in a sentence."""
    return {
        Dimension.PROGRESS: _("How much is done, beside what was to be done by now."),
        Dimension.TIME: _("Whether the next milestone comes when it was to come."),
        Dimension.MONEY: _("What it is thought to cost in the end, beside the budget."),
        Dimension.QUALITY: _("Whether what is made is good enough to do what it is for."),
        Dimension.RISK: _("Whether something may come in the way that you do not have in hand."),
        Dimension.BENEFIT: _("Whether it will do the good that it was decided for."),
    }[dimension]


def light_name(light: Light | None, _: Gettext) -> str:
    """A light in a word."""
    if light is None:
        return _("Not said yet")
    return {
        Light.GREEN: _("Green"),
        Light.YELLOW: _("Yellow"),
        Light.RED: _("Red"),
        Light.UNKNOWN: _("Not known"),
    }[light]


def light_meaning(light: Light, _: Gettext) -> str:
    """What a light means, whatever it is about."""
    return {
        Light.GREEN: _("as planned"),
        Light.YELLOW: _("off the plan, and you can mend it yourselves"),
        Light.RED: _("far off the plan, or you need others to decide"),
        Light.UNKNOWN: _("nobody knows yet, which is an answer too"),
    }[light]


def tolerance_sentence(dimension: Dimension, tolerances: Tolerances, _: Gettext) -> str:
    """From where on a light is yellow, and from where red.

    Examples
    --------
    >>> tolerance_sentence(Dimension.MONEY, Tolerances(), str)
    'Yellow above 5% over budget, red above 15%.'
    >>> from samvern.engine.reporting import Criterion
    >>> said = Tolerances(criteria={Dimension.RISK: Criterion("it has grown", "out of hand.")})
    >>> tolerance_sentence(Dimension.RISK, said, str)
    'Yellow: it has grown. Red: out of hand.'
    """
    bounds = tolerances.of(dimension)
    if bounds is not None:
        green, yellow = bounds
        said = {
            Dimension.TIME: _("Yellow above %(green)s days late, red above %(yellow)s days."),
            Dimension.MONEY: _("Yellow above %(green)s%% over budget, red above %(yellow)s%%."),
            Dimension.PROGRESS: _(
                "Yellow above %(green)s percentage points behind, red above %(yellow)s."
            ),
        }[dimension]
        return said % {"green": green, "yellow": yellow}
    worded = tolerances.criteria.get(dimension)
    parts = []
    if worded and worded.yellow:
        parts.append(_("Yellow: %(words)s") % {"words": worded.yellow.rstrip(".")})
    if worded and worded.red:
        parts.append(_("Red: %(words)s") % {"words": worded.red.rstrip(".")})
    return f"{'. '.join(parts)}." if parts else ""


def suggestion_sentence(
    dimension: Dimension,
    figures: Figures,
    tolerances: Tolerances,
    language: str,
    _: Gettext,
    ngettext: NGettext,
) -> str:
    """What the figures give; empty where there are none to go by."""
    suggested = suggest_light(dimension, figures, tolerances)
    if suggested is None:
        return ""
    return _("The figures give %(light)s: %(why)s.") % {
        "light": light_name(suggested, _).lower(),
        "why": _why(dimension, figures, language, _, ngettext),
    }


def _why(
    dimension: Dimension, figures: Figures, language: str, _: Gettext, ngettext: NGettext
) -> str:
    if dimension is Dimension.TIME:
        days = figures.days_late or 0
        if days <= 0:
            return _("the milestone is not late")
        said = ngettext(
            "the milestone is %(days)d day late", "the milestone is %(days)d days late", days
        )
        return said % {"days": days}
    if dimension is Dimension.PROGRESS:
        behind = figures.points_behind or 0
        if behind <= 0:
            return _("as much is done as was planned, or more")
        return _("%(points)d percentage points behind") % {"points": behind}
    return _why_money(figures.budget_nok_ore or 0, figures.forecast_nok_ore or 0, language, _)


def _why_money(budget: int, forecast: int, language: str, _: Gettext) -> str:
    if forecast <= budget:
        return _("within the budget")
    if not budget:
        return _("there is no budget for it")
    return _("%(percent)s%% over budget") % {
        "percent": number((forecast - budget) * 100 / budget, 1, language)
    }


def kroner(nok_ore: int | None, language: str) -> str:
    """An amount in kroner, with øre only where there are any; a dash for none.

    Examples
    --------
    >>> kroner(123456700, "en"), kroner(1250, "en"), kroner(None, "en")
    ('NOK 1,234,567', 'NOK 12.50', '–')
    >>> kroner(1250, "nb").replace(NO_BREAK_SPACE, "_")
    '12,50_kr'
    """
    if nok_ore is None:
        return "–"
    decimals = 2 if nok_ore % 100 else 0
    amount = number(nok_ore / 100, decimals, language)
    return f"NOK {amount}" if language == "en" else f"{amount}{NO_BREAK_SPACE}kr"


def trend_name(trend: Trend, _: Gettext) -> str:
    """How a light moved since the period before; empty where there is nothing to hold it against."""
    return {
        Trend.BETTER: _("better than last time"),
        Trend.WORSE: _("worse than last time"),
        Trend.SAME: _("as last time"),
        Trend.UNTOLD: "",
    }[trend]


def change_sentences(
    change: ReportChange, language: str, _: Gettext, ngettext: NGettext
) -> list[str]:
    """What moved since the report of the period before, besides the lights."""
    said = []
    if change.done_points:
        said.append(_("%(points)+d percentage points done") % {"points": change.done_points})
    if change.forecast_nok_ore:
        more = change.forecast_nok_ore > 0
        words = _("the forecast is %(sum)s higher") if more else _("the forecast is %(sum)s lower")
        said.append(words % {"sum": kroner(abs(change.forecast_nok_ore), language)})
    if change.slipped_days:
        days = abs(change.slipped_days)
        words = (
            ngettext(
                "the same milestone is %(days)d day later",
                "the same milestone is %(days)d days later",
                days,
            )
            if change.slipped_days > 0
            else ngettext(
                "the same milestone is %(days)d day earlier",
                "the same milestone is %(days)d days earlier",
                days,
            )
        )
        said.append(words % {"days": days})
    return said


def field_name(name: str, _: Gettext) -> str:
    """A part of a report by its flat name, such as ``time_light``; empty for the answer to a question."""
    for dimension in Dimension:
        if name == f"{dimension}_light":
            return dimension_name(dimension, _)
        if name == f"{dimension}_reason":
            return _("Why: %(dimension)s") % {"dimension": dimension_name(dimension, _).lower()}
    return {
        "planned_percent": _("Was to be done by now, per cent of the whole"),
        "done_percent": _("Is done, per cent of the whole"),
        "budget_nok_ore": _("Budget, kroner"),
        "spent_nok_ore": _("Spent so far, kroner"),
        "forecast_nok_ore": _("Will cost in the end, kroner"),
        "milestone": _("Next milestone"),
        "milestone_planned_on": _("Was to be reached"),
        "milestone_expected_on": _("Is now expected"),
    }.get(name, "")
