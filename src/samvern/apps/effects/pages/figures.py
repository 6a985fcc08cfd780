"""Effects as pictures with their words."""

from __future__ import annotations

from math import floor, log10

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.effects.pages import words
from samvern.apps.indicators.models import Indicator
from samvern.engine.effects import (
    Better,
    EffectCard,
    Moment,
    SinceStart,
    StaggeredEffect,
)
from samvern.ui.numbers import number
from samvern.ui.parts import EventMoment, EventStudy, SignedInterval
from samvern.ui.wording import effects as wording


def signed_interval(card: EffectCard, indicator: Indicator) -> SignedInterval | None:
    """How large an effect is, on which side of nothing; None where there is no figure."""
    found = card.estimate
    if found is None:
        return None
    figure = wording.figure_of(found, words.unit_of_difference(indicator), words.language())
    said = words.card_in_words(card, indicator)
    better, worse = _("Better"), _("Worse")
    is_up = card.better is Better.HIGHER
    return SignedInterval(
        label=figure(found.value),
        value=found.value,
        low=found.low,
        high=found.high,
        words=f"{said.answer} {said.interval}".strip(),
        zero=_("0: no effect") if card.claim.is_made else _("0: no change"),
        low_end=worse if is_up else better,
        high_end=better if is_up else worse,
    )


def event_study(found: StaggeredEffect, indicator: Indicator) -> EventStudy:
    """How the effect came about, period by period from the start, the time before it too."""
    unit = words.unit_of_difference(indicator)
    figure = wording.figure_of(found.estimate, "", words.language())
    ends = [
        end
        for each in found.since_start
        for end in (each.estimate.value, each.estimate.low, each.estimate.high)
        if end is not None
    ]
    return EventStudy(
        caption=_("Before and after the start, period by period"),
        summary=wording.pre_trend_sentence(found.pre_trend, gettext),
        x_title=words.since_the_start(indicator),
        y_title=_("Difference from those compared with, in %(unit)s") % {"unit": unit}
        if unit
        else _("Difference from those compared with"),
        start=_("The start"),
        columns=(
            words.since_the_start(indicator),
            _("What it is"),
            _("Difference"),
            _("From"),
            _("To"),
            _("Organisations"),
        ),
        moments=[_moment(each, figure) for each in found.since_start],
        text_columns=2,
        ticks=[(tick, number(tick, None, words.language())) for tick in _ticks(ends)],
    )


def _moment(each: SinceStart, figure: wording.Figure) -> EventMoment:
    found = each.estimate
    low = "" if found.low is None else figure(found.low)
    high = "" if found.high is None else figure(found.high)
    label = number(each.periods, 0, words.language())
    interval = _("%(low)s to %(high)s") % {"low": low, "high": high} if low else ""
    said = [f"{label}: {figure(found.value)}", interval]
    return EventMoment(
        label=label,
        value=found.value,
        low=found.low,
        high=found.high,
        words=", ".join(filter(None, said)),
        cells=(
            label,
            wording.moment_name(each.moment, gettext),
            figure(found.value),
            low,
            high,
            number(each.organisations, 0, words.language()),
        ),
        is_before=each.moment is not Moment.AFTER,
        is_base=each.moment is Moment.BASE,
    )


def _ticks(ends: list[float]) -> list[float]:
    """Some round values between the outermost, nothing among them."""
    least, most = min([0.0, *ends]), max([0.0, *ends])
    if least == most:
        return [0.0]
    rough = (most - least) / 4
    size = 10.0 ** floor(log10(rough))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= rough)
    first, last = floor(least / step + 1e-9), floor(most / step + 1e-9)
    return [round(at * step, 10) for at in range(first, last + 1) if at * step >= least - 1e-9]
