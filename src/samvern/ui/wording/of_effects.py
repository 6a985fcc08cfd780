"""Sentences about panels of values and the effects that are estimated from them."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.effects`."""
    return {**_of_panels(_), **_of_estimates(_)}


def _of_panels(_: Gettext) -> Sentences:
    return {
        "effect.panel_invalid": (_("These values cannot be used to look for an effect."), ""),
        "effect.empty": (
            _("There are no organisations, or no periods."),
            _("At least one of each is needed."),
        ),
        "effect.organisation_twice": (
            _("The organisation “%(found)s” stands twice."),
            _("Remove one."),
        ),
        "effect.period_twice": (_("The period “%(found)s” stands twice."), _("Remove one.")),
        "effect.shape": (
            _("The values do not fill a table of %(organisations)s rows and %(periods)s columns."),
            _("Give one value for each organisation and period, or say that it is missing."),
        ),
        "effect.start_unknown": (
            _("“%(found)s” is none of the periods, and so cannot be a start."),
            _("Choose one of the periods, or none for an organisation that has not started."),
        ),
        "effect.value_not_finite": (
            _("A value is not a finite number."),
            _("Leave it out if it is missing."),
        ),
        "effect.organisation_unknown": (
            _("“%(found)s” is none of the organisations that take part."),
            "",
        ),
        "effect.period_unknown": (_("“%(found)s” is none of the periods."), ""),
        "effect.value_too_large": (
            _("The figure is too large to be right."),
            _("Check the unit, and the decimal point."),
        ),
        "effect.value_twice": (
            _("There are two values for %(found)s."),
            _("Keep the one that holds."),
        ),
    }


def _of_estimates(_: Gettext) -> Sentences:
    return {
        "effect.anticipation_negative": (
            _("An organisation cannot change %(got)s periods ahead of its start."),
            _("Write 0 or a larger number."),
        ),
        "effect.no_starters": (
            _("Nobody has values from both before and after a start."),
            _("Wait for more periods, or bring in values from before the start."),
        ),
        "effect.no_comparison": (
            _("There is nobody to compare with: all have started at the same time, or before."),
            "",
        ),
        "effect.two_ways_differ": (
            _("Two ways of computing the effect differ by %(by)s, so none is shown."),
            _("Please report this to those who run Samvern for you."),
        ),
        "series.not_finite": (_("A value of the series is not a finite number."), ""),
        "series.too_short": (
            _("The series has %(before)s points before the start and %(after)s after it."),
            _("At least %(least)s on each side are needed to draw a line."),
        ),
    }
