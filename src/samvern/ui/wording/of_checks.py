"""Sentences about the short check."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.checks` and of the check file."""
    return {
        "check_file.invalid": (
            _("“%(name)s” is not a check file that can be used."),
            _("“samvern check schema” prints a description of the format."),
        ),
        "file.missing_check": (
            _("There is no file “%(name)s”, and no shipped check has that code."),
            _("Shipped checks: %(known)s."),
        ),
        "check.mismatch": (
            _("The check and what it speaks of do not fit together."),
            _("Take the versions that it names."),
        ),
        "check.not_offered": (
            _("“%(found)s” is not an answer to this question."),
            _("Choose one of the answers on the page."),
        ),
        "check.step_unknown": (
            _("That is no longer among your next steps."),
            _("Look at the page with your next steps again."),
        ),
        "short_check.unknown": (
            _("This link leads to no check that you can open."),
            _(
                "Log in with the account that you have at the clinic. If you have none there, ask "
                "the clinic."
            ),
        ),
        "short_check.not_begun": (
            _("The check has not been begun yet."),
            _("Say what you have at the clinic first."),
        ),
        "short_check.supplier_invalid": (_("That is not the name of a supplier."), ""),
        "check.fact_repeated": (
            _("The fact “%(id)s” stands twice."),
            _("Give each fact an identifier of its own."),
        ),
        "check.question_repeated": (_("The question “%(id)s” stands twice."), _("Remove one.")),
        "check.fact_unknown": (
            _("There is no fact “%(id)s”."),
            _("Name a fact of this check, or ask everybody."),
        ),
        "check.reason_missing": (
            _("The question “%(id)s” may be left out, and no answer says why."),
            _("Add the answer not_applicable."),
        ),
        "check.ask_missing": (
            _("A supplier may do “%(id)s”, and there is nothing to ask the supplier."),
            _("Add ask, or take the answer supplier away."),
        ),
        "check.source_unknown": (
            _("The source “%(id)s” is not among the sources of this check."),
            "",
        ),
        "check.weight_out_of_range": (
            _("%(found)s is not a weight."),
            _("Write a whole number from %(least)s to %(most)s."),
        ),
        "check.framework_differs": (
            _("The check asks about another set than %(found)s."),
            "",
        ),
        "check.requirement_unknown": (
            _("The set has no requirement “%(id)s” that can be asked about."),
            "",
        ),
        "check.question_missing": (_("Nothing is asked about the requirement “%(id)s”."), ""),
        "check.order_differs": (
            _("The questions stand in another order than the requirements."),
            "",
        ),
        "check.guidance_unknown": (_("The catalogue of guidance has no entry “%(id)s”."), ""),
    }
