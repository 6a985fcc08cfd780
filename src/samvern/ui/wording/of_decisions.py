"""Sentences about scenarios and decisions."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the module ``decisions``."""
    return {**_of_scenarios(_), **_of_comparisons(_), **_of_decisions(_)}


def _of_scenarios(_: Gettext) -> Sentences:
    return {
        "scenario.unknown": (
            _("There is no such scenario, or you may not see it."),
            _("Look in the list of scenarios of the programme."),
        ),
        "scenario.invalid": (_("The scenario cannot be used as it is."), ""),
        "scenario.frozen": (
            _("A decision was taken on this scenario, so it stays as it is."),
            _("Copy it, and change the copy."),
        ),
        "scenario.archived": (
            _("This scenario has been put away."),
            _("Copy it, and go on with the copy."),
        ),
        "scenario.not_the_author": (
            _("Only the author can do this with a scenario."),
            _("Copy it, and change the copy."),
        ),
        "scenario.changed_meanwhile": (
            _("The scenario was changed while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "scenario.nothing_left": (
            _("Nothing is left to judge by."),
            _("Let at least one criterion count."),
        ),
        "scenario.unknown_alternative": (
            _("The programme has no %(alternative)s to judge."),
            _("Leave that judgement out."),
        ),
    }


def _of_comparisons(_: Gettext) -> Sentences:
    return {
        "comparison.invalid": (_("These cannot be put side by side."), ""),
        "comparison.how_many": (
            _("Choose from two to %(most)s scenarios to see side by side."),
            _("The programme's own basis can be one of them."),
        ),
        "comparison.other_level": (
            _("Some of these rank focus areas, others measures."),
            _("Choose scenarios that rank the same."),
        ),
    }


def _of_decisions(_: Gettext) -> Sentences:
    return {
        "decision.unknown": (
            _("There is no such decision, or you may not see it."),
            _("Look in the list of decisions on the programme."),
        ),
        "decision.invalid": (_("The decision cannot be recorded as it is."), ""),
        "decision.cannot_change": (
            _("A decision that is recorded is never changed."),
            _("Take a new one in its place."),
        ),
        "decision.superseded": (
            _("Another decision has taken the place of this one already."),
            _("Look at the newer one first."),
        ),
        "decision.figures_changed": (
            _("The figures have changed since you saw them. Nothing was recorded."),
            _("Look at the ranking as it is now, and decide anew."),
        ),
        "decision.in_future": (
            _("The day of the decision has not come yet."),
            _("Give the day on which it was decided."),
        ),
        "decision.unknown_alternative": (
            _("The ranking has no %(id)s."),
            _("Use the codes as they stand in the ranking."),
        ),
        "decision.named_twice": (
            _("%(id)s stands in the order more than once."),
            _("Name each one once."),
        ),
        "decision.no_order": (
            _("No order is given, or a tier is empty."),
            _("Write the codes in order, the first first."),
        ),
        "decision.scenario_of_another": (
            _("The scenario belongs to another programme."),
            "",
        ),
        "decision.scenario_of_other_level": (
            _("The scenario ranks something else than what is decided on."),
            "",
        ),
        "decision.wider_than_scenario": (
            _("More people would read the decision than may see the scenario it rests on."),
            _("Share the scenario with them first, or let fewer read the decision."),
        ),
    }
