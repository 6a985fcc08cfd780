"""Sentences of the check: a heading and a sentence for each code of a finding."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of a finding: a short heading, and what was found."""
    return {
        **_of_figures(_),
        **_of_order(_),
        **_of_recommendations(_),
        **_of_references(_),
        **_of_owners(_),
        **_of_cover(_),
        **_of_judging(_),
    }


def _of_figures(_: Gettext) -> Sentences:
    return {
        "average.differs": (
            _("The average does not agree"),
            _(
                "%(subject)s: the average for %(goal_set)s is printed as %(printed)s, but the scores give %(recomputed)s."
            ),
        ),
        "averages.rounding": (
            _("How the averages were rounded"),
            _(
                "The averages were compared as %(rule)s, which agrees with %(agree)s of %(of)s. Figures that would tell this from %(other_rule)s: %(telling)s."
            ),
        ),
        "averages.number_of_values": (
            _("The number of averages does not agree"),
            _(
                "For %(goal_set)s the number of printed averages is %(printed)s, the table has %(columns)s columns."
            ),
        ),
        "averages.number_of_labels": (
            _("The number of labels does not agree"),
            _(
                "For %(goal_set)s the number of printed labels is %(printed)s, the table has %(columns)s columns."
            ),
        ),
        "average.not_recomputable": (
            _("The average cannot be recomputed"),
            _(
                "%(subject)s: an average for %(goal_set)s is printed, but scores are missing or unknown."
            ),
        ),
        "average.label_contradicts": (
            _("Two labels contradict each other"),
            _(
                "%(subject)s: %(printed)s (%(goal_set)s) is labelled %(label)s, while focus area %(other_area)s has %(other_printed)s (%(other_set)s) labelled only %(other_label)s."
            ),
        ),
        "count.differs": (
            _("A stated number does not agree"),
            _("The programme states %(stated)s %(what)s, and lists %(counted)s."),
        ),
    }


def _of_order(_: Gettext) -> Sentences:
    return {
        "precedence.cycle": (
            _("What must come first runs in a circle"),
            _("Each of these must come after the next: %(cycle)s."),
        ),
        "parent.cycle": (
            _("Parts run in a circle"),
            _("Each of these is a part of the next: %(cycle)s."),
        ),
        "dates.finish_before_start": (
            _("The finish comes before the start"),
            _("%(subject)s starts %(start)s and is to be finished %(finish)s."),
        ),
        "dates.starts_too_early": (
            _("The start comes too early"),
            _(
                "%(subject)s starts %(start)s, but must come after %(before)s, which is finished %(finish)s."
            ),
        ),
        "dates.starts_first": (
            _("The start comes too early"),
            _(
                "%(subject)s starts %(start)s, but must come after %(before)s, which starts %(other_start)s."
            ),
        ),
        "dates.missing": (
            _("Dates are missing"),
            _("Measures with neither start nor finish: %(count)s of %(total)s."),
        ),
    }


def _of_recommendations(_: Gettext) -> Sentences:
    return {
        "recommendation.weaker_parallel": (
            _("A weaker focus area stands before a stronger one"),
            _(
                "%(subject)s is recommended in the same tier as focus area %(other)s and named before it, though %(other)s contributes at least as much against every risk area. Contribution is stated as what weighs most."
            ),
        ),
        "recommendation.weaker_before": (
            _("A weaker focus area comes before a stronger one"),
            _(
                "%(subject)s is recommended before focus area %(other)s, which contributes at least as much against every risk area. Contribution is stated as what weighs most."
            ),
        ),
        "recommendation.weaker_instead": (
            _("A weaker focus area is recommended instead of a stronger one"),
            _(
                "%(subject)s is recommended as a whole and focus area %(other)s is not, though %(other)s contributes at least as much against every risk area. Contribution is stated as what weighs most."
            ),
        ),
        "recommendation.unjudged": (
            _("Recommended without being judged"),
            _(
                "%(subject)s is recommended in tier %(tier)s, but its contribution is not judged, which is stated as what weighs most."
            ),
        ),
        "recommendation.before_predecessor": (
            _("Recommended before what must come first"),
            _(
                "%(subject)s is recommended in tier %(tier)s, but must come after %(before)s, which is in tier %(before_tier)s."
            ),
        ),
        "recommendation.predecessor_missing": (
            _("What must come first is not recommended"),
            _(
                "%(subject)s is recommended in tier %(tier)s, but must come after %(before)s, which is not recommended."
            ),
        ),
        "recommendation.area_empty": (
            _("A recommended focus area has no measures"),
            _(
                "%(subject)s is recommended in tier %(tier)s, but no measures are listed.%(needed_first)s"
            ),
        ),
        "recommendation.only_note": (
            _("A recommendation names nothing that is listed"),
            _(
                "Tier %(tier)s has a recommendation that names neither a focus area nor a measure: %(note)s"
            ),
        ),
        "recommendation.twice": (
            _("Recommended twice"),
            _(
                "%(subject)s is named in tier %(tier)s, and belongs to focus area %(area)s, which is recommended as a whole in tier %(area_tier)s."
            ),
        ),
        "recommendation.area_in_part": (
            _("Recommended in part"),
            _(
                "%(subject)s is not recommended as a whole; of its %(of)s measures, %(named)s are: %(measures)s."
            ),
        ),
        "recommendation.area_left_out": (
            _("Not recommended"),
            _("%(subject)s is not recommended, nor is any of its measures."),
        ),
    }


def _of_references(_: Gettext) -> Sentences:
    return {
        "reference.unknown": (
            _("A reference leads nowhere"),
            _("%(subject)s refers to “%(target)s” (%(key)s), which is not listed."),
        ),
        "reference.parent_unlisted": (
            _("The whole is not listed"),
            _("%(subject)s is a part of %(target)s, which is not listed itself."),
        ),
        "reference.to_itself": (
            _("A reference to itself"),
            _("%(subject)s refers to itself (%(key)s)."),
        ),
        "reference.one_way": (
            _("A relation is stated one way only"),
            _("%(subject)s names %(target)s (%(key)s), but %(target)s does not name it."),
        ),
        "id.ambiguous": (
            _("An identifier stands for more than one thing"),
            _("%(subject)s: the identifier is used %(times)s times where only one can be meant."),
        ),
        "id.differs_in_case": (
            _("Two identifiers differ in case only"),
            _("%(subject)s is easily mistaken for %(other)s."),
        ),
        "title.same": (
            _("Two parts have the same title"),
            _("%(subject)s has the same title as %(other)s."),
        ),
    }


def _of_owners(_: Gettext) -> Sentences:
    return {
        "owner.missing": (_("The owner is missing"), _("%(subject)s has no owner.")),
        "owner.only_note": (
            _("The owner is missing"),
            _("%(subject)s has no owner. The programme says: “%(note)s”."),
        ),
        "owner.unstated": (
            _("Nothing is said of the owner"),
            _("%(subject)s: nothing is said of an owner, though other measures have one."),
        ),
        "owner.all_unstated": (
            _("Nothing is said of owners"),
            _("None of the %(total)s measures says who owns it."),
        ),
        "owner.spelt_differently": (
            _("One name in several spellings"),
            _("These are probably the same: %(names)s."),
        ),
        "owner.with_part": (
            _("A name with a part of it"),
            _("“%(name)s” stands beside %(alone)s: is it the same owner, a part of it, or two?"),
        ),
        "owner.gone": (
            _("The owner has been succeeded"),
            _(
                "%(name)s has been succeeded by %(successor)s. Measures it still owns: %(count)s (%(measures)s)."
            ),
        ),
        "involved.gone": (
            _("Somebody involved has been succeeded"),
            _(
                "%(name)s has been succeeded by %(successor)s, and is still named as involved in: %(measures)s."
            ),
        ),
        "owner.also_involved": (
            _("Owner and involved"),
            _("%(subject)s: %(name)s is named both as owner and as involved."),
        ),
    }


def _of_cover(_: Gettext) -> Sentences:
    return {
        "goal.uncovered": (
            _("No focus area reaches the goal"),
            _(
                "%(subject)s: nothing is more likely than not to reach it to a middling degree or better."
            ),
        ),
        "risk_area.uncovered": (
            _("Nothing contributes substantially"),
            _(
                "%(subject)s: nothing is more likely than not to contribute substantially against it."
            ),
        ),
        "challenge.unlinked": (
            _("A challenge leads to no risk area"),
            _("%(subject)s: no link says which risk area it feeds."),
        ),
        "challenge.all_unlinked": (
            _("No challenge leads to a risk area"),
            _("None of the %(total)s challenges has a link to a risk area."),
        ),
        "risk_trend.unlinked": (
            _("A risk trend leads to no risk area"),
            _("%(subject)s: no link says which risk area it feeds."),
        ),
        "risk_trend.all_unlinked": (
            _("No risk trend leads to a risk area"),
            _("None of the %(total)s risk trends has a link to a risk area."),
        ),
        "risk_area.unlinked": (
            _("Nothing leads to a risk area"),
            _("%(subject)s: no challenge or risk trend is linked to it."),
        ),
        "risk_area.all_unlinked": (
            _("Nothing leads to the risk areas"),
            _("None of the %(total)s risk areas has a link from a challenge or risk trend."),
        ),
        "focus_area.empty": (
            _("A focus area has no measures"),
            _("%(subject)s has no measures.%(needed_first)s"),
        ),
    }


def _of_judging(_: Gettext) -> Sentences:
    return {
        "goal.unjudged": (
            _("A goal nothing is judged against"),
            _("%(subject)s: nobody has judged how far anything reaches it."),
        ),
        "goal.all_unjudged": (
            _("Nothing is judged against the goals"),
            _("For none of the %(total)s goals has anybody judged how far anything reaches it."),
        ),
        "risk_area.unjudged": (
            _("A risk area nothing is judged against"),
            _("%(subject)s: nobody has judged what contributes against it."),
        ),
        "risk_area.all_unjudged": (
            _("Nothing is judged against the risk areas"),
            _("For none of the %(total)s risk areas has anybody judged what contributes against it."),
        ),
        "focus_area.unjudged": (
            _("A focus area is not judged"),
            _("%(subject)s: neither its contribution nor its attainment is judged."),
        ),
        "focus_area.all_unjudged": (
            _("The focus areas are not judged"),
            _("For none of the %(total)s focus areas is contribution or attainment judged."),
        ),
        "focus_area.partly_judged": (
            _("A focus area is judged in part"),
            _("%(subject)s is not judged against: %(missing)s."),
        ),
        "measure.unjudged": (
            _("A measure is not judged"),
            _("%(subject)s has no judgement of any kind."),
        ),
        "measure.all_unjudged": (
            _("The measures are not judged"),
            _("None of the %(total)s measures has a judgement of any kind."),
        ),
        "measure.partly_judged": (
            _("A measure is judged in part"),
            _("%(subject)s lacks, unlike other measures: %(missing_levels)s."),
        ),
        "contribution.case_uncertain": (
            _("Large and small letters are uncertain"),
            _("On its way into the file the case of the letters may have been mixed up: a substantial contribution (X) may stand as some (x), or the other way round."),
        ),
    }  # fmt: skip
