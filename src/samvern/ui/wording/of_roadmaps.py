"""Sentences about roadmaps and planning files."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.roadmap` and of its file."""
    return {
        **_of_files(_),
        **_of_measures(_),
        **_of_amounts(_),
        **_of_plans(_),
        **_of_kept_plans(_),
        **_of_scenarios(_),
    }


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


def _of_kept_plans(_: Gettext) -> Sentences:
    return {
        "roadmap.no_basis": (
            _("Nothing is said of what the figures rest on."),
            _("Say who has estimated them, and when; or that they are assumed."),
        ),
        "roadmap.other_programme": (
            _("The figures are for %(found)s, and this is %(programme)s."),
            _("Choose the file of this programme, or change what it says under “planning”."),
        ),
        "roadmap.cannot_change": (
            _("What is published cannot be changed."),
            _("Publish a new version, or withdraw this one."),
        ),
        "plan.unknown": (
            _("There is no such roadmap that you can see."),
            _("See the list of roadmaps of the programme."),
        ),
        "plan.unknown_version": (
            _("There is no such version that you can see."),
            _("It may have been withdrawn. See the list of roadmaps of the programme."),
        ),
        "plan.archived": (
            _("The roadmap has been put away."),
            _("It can be read, but no longer changed."),
        ),
        "plan.published": (
            _("A version of the roadmap is published."),
            _("Withdraw what is published before you put it away."),
        ),
        "plan.withdrawn": (
            _("Version %(number)s is withdrawn already."),
            "",
        ),
        "plan.not_solved": (
            _("There is no plan for the figures as they are now."),
            _("Have it planned, and try again when it is there."),
        ),
        "plan.nothing_new": (
            _("This is published already, as version %(number)s."),
            _("Change something before you publish again."),
        ),
        "plan.changed_meanwhile": (
            _("Somebody else has changed the roadmap since you opened it."),
            _("See how it stands now, and make your change again."),
        ),
        "plan.may_not_change": (
            _("You may read this roadmap, but not change it."),
            _("The authority that governs the programme can."),
        ),
    }


def _of_scenarios(_: Gettext) -> Sentences:
    return {
        "plan_scenario.unknown": (
            _("There is no such scenario of this roadmap that you can see."),
            _("See the scenarios of the roadmap."),
        ),
        "plan_scenario.archived": (
            _("The scenario has been put away."),
            _("Make a new one."),
        ),
        "plan_scenario.changed_meanwhile": (
            _("Somebody else has changed the scenario since you opened it."),
            _("See how it stands now, and make your change again."),
        ),
        "roadmap.not_adjustments": (
            _("This does not say what differs from the plan."),
            _("See the description of scenarios in the API."),
        ),
        "roadmap.unknown_limit": (
            _("There is no budget or capacity called “%(name)s”."),
            _("Check the spelling against those of the plan."),
        ),
        "roadmap.no_such_way_out": (
            _("This way out is not there any more: the figures have changed since."),
            _("See how the plan stands now."),
        ),
        "roadmap.no_worlds": (
            _(
                "The figures say themselves what every measure is worth; nothing of it is uncertain."
            ),
            _("Leave worth empty on the measures, and the ranking says it with its uncertainty."),
        ),
    }
