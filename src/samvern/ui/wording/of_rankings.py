"""Sentences about ranking models and weights."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.priority`."""
    return {**_of_models(_), **_of_weights(_), **_of_sensitivity(_), **_of_orders(_)}


def _of_models(_: Gettext) -> Sentences:
    return {
        "ranking.invalid_model": (
            _("This is not a ranking model that can be used."),
            _("“samvern programme schema ranking” prints a description of it."),
        ),
        "ranking.wrong_type": (_("This must be %(expected)s, not %(got)s."), ""),
        "ranking.missing_field": (_("The key “%(field)s” is missing."), ""),
        "ranking.unknown_field": (
            _("“%(field)s” is not a known key."),
            _("Known here: %(known)s."),
        ),
        "ranking.size_out_of_range": (
            _("There are %(got)s of these."),
            _("There must be from %(least)s to %(most)s."),
        ),
        "ranking.repeated": (_("“%(id)s” stands here twice."), ""),
        "ranking.no_groups_left": (
            _("Nothing would be left to judge by."),
            _("Keep at least one group of criteria."),
        ),
        "ranking.empty_group": (_("The group “%(group)s” has no criterion."), ""),
        "ranking.unknown_group": (
            _("There is no group “%(group)s”."),
            _("Groups: %(known)s."),
        ),
        "ranking.unknown_criterion": (_("There is no criterion “%(criterion)s”."), ""),
        "ranking.unknown_level": (
            _("“%(level)s” is not a level of this criterion."),
            _("Levels: %(known)s."),
        ),
        "ranking.unknown_scale": (_("There is no scale “%(got)s”."), _("Scales: %(known)s.")),
        "ranking.missing_cell": (
            _("There is no judgement by the criterion “%(criterion)s”."),
            "",
        ),
        "ranking.value_out_of_range": (
            _("The value %(got)s of a level is outside 0 to 1."),
            "",
        ),
        "ranking.values_not_increasing": (
            _("The values of the levels do not increase from worst to best."),
            "",
        ),
        "ranking.probability_out_of_range": (
            _("%(got)s is not a probability."),
            _("It must be from 0 to 1."),
        ),
        "ranking.probabilities_do_not_sum": (
            _("The probabilities of the levels add up to %(sum)s."),
            _("They must add up to 1."),
        ),
        "ranking.samples_out_of_range": (
            _("%(got)s samples cannot be drawn."),
            _("Choose a number from 1 to %(most)s."),
        ),
        "ranking.too_much_work": (
            _("%(samples)s samples are too many to draw while you wait."),
            _("Choose at most %(most)s, or use the command line."),
        ),
        "ranking.seed_negative": (
            _("The seed %(got)s is negative."),
            _("Choose zero or a positive whole number."),
        ),
        "ranking.unknown_kind": (
            _("“%(got)s” is not something that can be ranked."),
            _("Choose one of: %(known)s."),
        ),
        "ranking.too_few_alternatives": (
            _("There are %(found)s alternatives; a ranking needs at least two."),
            _("Add focus areas or measures to the programme."),
        ),
        "ranking.no_judgements": (
            _("Nobody has judged anything in this programme yet, so nothing can be ranked."),
            _("Judge contribution, attainment, cost, support or risk first."),
        ),
    }


def _of_weights(_: Gettext) -> Sentences:
    return {
        "weights.invalid": (
            _("These weights cannot be used."),
            _(
                "Give one of order, constraints and fixed; intervals may stand beside the first two."
            ),
        ),
        "weights.more_than_one_form": (
            _("Weights are given in more than one form: %(found)s."),
            _("Keep one of order, constraints and fixed."),
        ),
        "weights.unknown_group": (
            _("There is no group of criteria “%(group)s”."),
            _("Groups: %(known)s."),
        ),
        "weights.within_group_unknown": (
            _("“%(got)s” is not a way to weigh criteria inside a group."),
            _("The only one is equal."),
        ),
        "weights.cycle": (
            _("These weights run in a circle: %(groups)s."),
            _("Take one of the comparisons out."),
        ),
        "weights.fixed_and_constraints": (
            _("Fixed weights leave nothing open, so constraints have no meaning beside them."),
            _("Keep one of the two."),
        ),
        "weights.fixed_and_intervals": (
            _("Fixed weights leave nothing open, so intervals have no meaning beside them."),
            _("Keep one of the two."),
        ),
        **_of_intervals(_),
        "weights.negative": (
            _("The weight %(got)s cannot be used."),
            _("Weights are zero or more."),
        ),
        "weights.all_zero": (
            _("All weights are zero."),
            _("Give at least one group a weight above zero."),
        ),
        "weights.too_large": (_("The weights are too large to add up."), ""),
        "weights.too_many_orders": (
            _("The comparisons of these groups allow too many orders to count: %(groups)s."),
            _("Add comparisons, or take groups out."),
        ),
    }


def _of_intervals(_: Gettext) -> Sentences:
    return {
        "weights.share_out_of_range": (
            _("%(got)s is not a share of the weight."),
            _("It must be from 0 to 1."),
        ),
        "weights.least_above_most": (
            _("The least share, %(least)s, is above the most, %(most)s."),
            "",
        ),
        "weights.least_above_one": (
            _("What the groups are to have at least adds up to %(sum)s, more than all there is."),
            _("Lower one of the least shares."),
        ),
        "weights.most_below_one": (
            _("What the groups may have at most adds up to %(sum)s, so the rest goes to nobody."),
            _("Raise one of the most shares, or leave a group free."),
        ),
        "weights.interval_against_order": (
            _(
                "“%(greater)s” is to weigh at least as much as “%(lesser)s”, but may have at most "
                "%(most)s while that has at least %(least)s."
            ),
            _("Change one of the two intervals, or take the comparison out."),
        ),
        "weights.order_needs_more": (
            _("With the order, the groups need at least %(sum)s of the weight; there is only 1."),
            _("Lower one of the least shares, or take a comparison out."),
        ),
        "weights.order_leaves_less": (
            _("With the order, the groups may have at most %(sum)s of the weight together."),
            _("Raise one of the most shares, or take a comparison out."),
        ),
        "weights.too_many_corners": (
            _("So many intervals at once cut the weights into more than %(most)s corners."),
            _("Take intervals out, or weigh fewer groups."),
        ),
    }


def _of_sensitivity(_: Gettext) -> Sentences:
    return {
        "sensitivity.unknown_alternative": (
            _("“%(got)s” is not among what is ranked."),
            _("Choose two of: %(known)s."),
        ),
        "sensitivity.same_alternative": (
            _("“%(got)s” cannot be compared with itself."),
            _("Choose two that differ."),
        ),
    }


def _of_orders(_: Gettext) -> Sentences:
    return {
        "order.invalid": (_("This order cannot be used."), ""),
        "order.empty": (
            _("Nothing is said about the order."),
            _("Name what was decided to come first, with commas: 3,5,1."),
        ),
        "order.unknown_alternative": (
            _("There is no “%(alternative)s” to put in order."),
            _("Known here: %(known)s."),
        ),
        "order.repeated": (_("“%(alternative)s” stands here twice."), _("Name it once.")),
        "order.contradiction": (
            _("The order and the tiers contradict each other."),
            _("Let both say the same of each pair, or give only one of them."),
        ),
        "order.says_nothing": (
            _("This says nothing of which comes before which."),
            _("Name at least two, or let those that are not named come after."),
        ),
        "order.too_much_work": (
            _("So many statements about the order take too long to answer here."),
            _("Name at most %(most)s, or use “samvern programme explain”."),
        ),
    }
