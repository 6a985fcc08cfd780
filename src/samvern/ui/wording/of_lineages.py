"""Sentences about which measures of one programme live on in another."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.programme.lineage` and of the module comparisons."""
    return {
        "lineage_file.invalid": (
            _("“%(name)s” is not a lineage file that can be used."),
            _("“samvern programme schema lineage” prints a description of the format."),
        ),
        "lineage_file.other_programmes": (
            _("“%(name)s” is about %(found)s, not about these programmes."),
            _("Name the earlier programme first, then the later one."),
        ),
        "lineage.invalid": (_("These links cannot all hold."), ""),
        "lineage.unknown_earlier": (
            _("The earlier programme has no measure “%(id)s”."),
            "",
        ),
        "lineage.unknown_later": (_("The later programme has no measure “%(id)s”."), ""),
        "lineage.no_measure": (
            _("The link names no measure."),
            _("Give an earlier one, a later one, or both."),
        ),
        "lineage.repeated": (_("What became of this pair is said twice."), ""),
        "lineage.contradiction": (
            _("Measure “%(id)s” is said to have no kin, and is linked all the same."),
            _("Take one of the two back."),
        ),
        "lineage.same_programme": (
            _("A programme is not compared with itself."),
            _("Choose another programme as the earlier one."),
        ),
        "comparison.unknown": (
            _("These two programmes have not been compared yet."),
            _("Have links proposed first."),
        ),
        "comparison.changed_meanwhile": (
            _("Somebody else has answered in this comparison while you were reading."),
            _("Look at the page again, then answer."),
        ),
        "lineage_link.unknown": (_("There is no such link."), ""),
        "lineage_link.answered": (
            _("Somebody has said already what became of this pair."),
            _("Take that back first, if it is wrong."),
        ),
        "lineage_link.not_answered": (_("Nobody has answered this, so nothing is taken back."), ""),
        "lineage_link.has_kin": (
            _("Measure %(id)s has a confirmed link, so it cannot be without kin."),
            _("Take the link back first."),
        ),
        "lineage_link.without_kin": (
            _("Somebody has said that measure %(id)s has no kin."),
            _("Take that back first, if it is wrong."),
        ),
        "lineage_link.why_missing": (
            _("Say why; others will read it."),
            "",
        ),
        "lineage_link.why_too_long": (
            _("The reason is longer than %(most)s characters, or holds what cannot be kept."),
            "",
        ),
    }
