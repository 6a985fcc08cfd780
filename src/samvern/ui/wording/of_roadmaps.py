"""Sentences about roadmaps and planning files."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.roadmap` and of its file."""
    return {**_of_files(_), **_of_measures(_), **_of_amounts(_), **_of_plans(_)}


def _of_files(_: Gettext) -> Sentences:
    return {
        "planning_file.invalid": (
            _("This is not a planning file that can be used."),
            _("“samvern programme schema planning” prints a description of it."),
        ),
        "roadmap.invalid": (
            _("No plan can be made of this."),
            _("Mend what is listed and try again."),
        ),
        "period.not_a_period": (
            _("“%(got)s” is not a period."),
            _("Write a half-year as 2027-H1 or a quarter as 2027-Q3."),
        ),
        "period.other_length": (
            _("%(got)s is not as long as the first period, %(first)s."),
            _("Use half-years everywhere, or quarters everywhere."),
        ),
    }


def _of_measures(_: Gettext) -> Sentences:
    return {
        "roadmap.no_measures": (
            _("There is no measure to plan."),
            _("Name measures, or a programme whose measures are not all done."),
        ),
        "roadmap.too_many": (
            _("There are %(got)s of these."),
            _("A plan takes at most %(most)s."),
        ),
        "roadmap.name_twice": (
            _("“%(name)s” stands for more than one thing here, or has no name."),
            _("Give each measure, group of alternatives and limit a name of its own."),
        ),
        "roadmap.unknown_measure": (
            _("“%(name)s” is not among what is planned."),
            _("Check the spelling, or plan it too."),
        ),
        "roadmap.circle": (
            _("These wait for each other: %(circle)s."),
            _("Take one of the links away."),
        ),
        "roadmap.too_few_alternatives": (
            _("“%(name)s” has fewer than two alternatives."),
            _("Name two or more, or leave the group out."),
        ),
        "roadmap.pinned_and_excluded": (
            _("“%(name)s” is both pinned and left out."),
            _("Choose one of them."),
        ),
        "roadmap.duration_not_positive": (
            _("Work cannot take %(got)s periods."),
            _("Give 1 or more."),
        ),
        "roadmap.outside_horizon": (
            _("%(got)s is outside the plan."),
            _("It runs from %(first)s to %(last)s."),
        ),
        "roadmap.periods_out_of_range": (
            _("A plan cannot have %(got)s periods."),
            _("Give from 1 to %(most)s."),
        ),
        "roadmap.periods_after_out_of_range": (
            _("What is done cannot count for %(got)s periods after the last one."),
            _("Give from 0 to %(most)s."),
        ),
    }


def _of_amounts(_: Gettext) -> Sentences:
    return {
        "roadmap.amount_out_of_range": (
            _("%(got)s is not an amount that can be planned with."),
            _("Give zero or more, and less than a thousand billions."),
        ),
        "roadmap.amounts_and_duration_differ": (
            _("There are %(got)s amounts, but the work takes %(expected)s periods."),
            _("Give one amount for each period of work."),
        ),
        "roadmap.amounts_and_periods_differ": (
            _("There are %(got)s amounts, but the plan has %(expected)s periods."),
            _("Give one amount for each period."),
        ),
        "roadmap.points_out_of_range": (
            _("Cost against value cannot be shown in %(got)s points."),
            _("Give from 2 to %(most)s."),
        ),
    }


def _of_plans(_: Gettext) -> Sentences:
    return {
        "roadmap.infeasible": (
            _("No plan keeps all of this."),
            _("See what clashes, and let something of it give way."),
        ),
        "roadmap.not_found": (
            _("No plan was found, and it is not known whether there is one."),
            _("Allow more time, or plan less at once."),
        ),
    }
