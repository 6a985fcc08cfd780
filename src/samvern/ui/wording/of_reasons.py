"""Sentences of the check: steps of its arithmetic, and possible causes."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.ui.wording.sentences import Gettext


def sentences(_: Gettext) -> Mapping[str, str]:
    """Every code of a step and of a possible cause."""
    return {**_steps(_), **_causes_of_averages(_), **_other_causes(_)}


def _steps(_: Gettext) -> Mapping[str, str]:
    return {
        "step.sum": "%(terms)s = %(total)s",
        "step.mean": "%(total)s / %(count)s = %(exact)s",
        "step.rounded": _("%(rule)s: %(result)s"),
        "step.printed": _("printed: %(printed)s"),
        "step.rule_agrees": _("%(rule)s agrees with %(agree)s of %(of)s averages"),
        "step.counted": _("counted %(what)s: %(counted)s"),
        "step.contributions": _(
            "%(risk_area)s: %(level)s from %(area)s, %(other_level)s from %(other)s"
        ),
    }


def _causes_of_averages(_: Gettext) -> Mapping[str, str]:
    return {
        "cause.rounded_otherwise": _("it was %(rule)s, unlike the rest"),
        "cause.rounded_so": _("it was %(rule)s, and the rest may have been too"),
        "cause.no_sum": _(
            "no whole-number sum of %(count)s scores gives this average when rounded; it would "
            "have to be from %(lowest)s to %(highest)s"
        ),
        "cause.one_score": _(
            "the sum was %(total)s when it was computed (%(difference)s, then %(rule)s), so one "
            "score may have been changed afterwards"
        ),
        "cause.sum": _(
            "the sum was %(total)s when it was computed (%(difference)s, then %(rule)s), so "
            "several scores may have been changed afterwards"
        ),
        "cause.divisor": _("%(total)s was divided by %(divisor)s"),
        "cause.left_out": _("%(goal)s was left out"),
        "cause.swapped": _("it was swapped with the average of focus area %(area)s"),
        "cause.all_goals": _("it is the average over both sets of goals"),
        "cause.equals_other": _("it was taken from focus area %(area)s (%(goal_set)s)"),
        "cause.transposed": _("the digits of %(right)s changed places"),
        "cause.label_fits": _(
            "only the figure is wrong: the label beside it (%(label)s) fits the scores better"
        ),
    }


def _other_causes(_: Gettext) -> Mapping[str, str]:
    return {
        "cause.parts_as_one": _("measures with the same parent were counted as one"),
        "cause.without_parts": _("measures that are parts of another were not counted"),
        "cause.with_parents": _("parents that are not listed were counted too"),
        "cause.without_new": _("new focus areas were not counted"),
        "cause.both_goal_sets": _("both sets of goals were counted"),
        "cause.case_uncertain": _(
            "large and small letters may have been mixed up on the way into the file"
        ),
        "cause.other_considerations": _(
            "other considerations may weigh more here than what is stated to weigh most"
        ),
    }
