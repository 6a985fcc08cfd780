"""Sentences about panels, in which several people judge the same things."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of pooling and of the module ``panels``."""
    return {**_of_pooling(_), **_of_planning(_), **_of_opinions(_)}


def _of_pooling(_: Gettext) -> Sentences:
    return {
        "pooling.invalid": (_("These opinions cannot be combined."), ""),
        "pooling.nobody": (_("There is no opinion to combine."), ""),
        "pooling.scale": (
            _("The scale has %(got)s different levels."),
            _("It must have at least two."),
        ),
        "pooling.weights_for_others": (
            _("There are %(got)s weights for %(judges)s opinions."),
            _("Give one for each, or none at all."),
        ),
        "pooling.weight_not_positive": (
            _("%(got)s is not a weight."),
            _("It must be larger than 0."),
        ),
    }


def _of_planning(_: Gettext) -> Sentences:
    return {
        "panel.unknown": (
            _("There is no such panel, or you may not see it."),
            _("Look in the list of panels of the programme."),
        ),
        "panel.invalid": (_("The panel cannot be planned like this."), ""),
        "panel.opened": (
            _("The panel has been opened, so what was stated up front stays."),
            _("Plan another one if something else is to be judged."),
        ),
        "panel.not_open": (_("The panel is not open, so no opinions are taken."), ""),
        "panel.not_closed": (
            _("The panel is not closed yet, so its result is seen by nobody."),
            _("It is shown once those who run it have closed it."),
        ),
        "panel.changed_meanwhile": (
            _("Somebody else changed the panel while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "panel.nothing_to_judge": (
            _("Nothing is chosen to be judged."),
            _("Choose at least one alternative and one criterion."),
        ),
        "panel.too_much_to_judge": (
            _("There are %(got)s judgements to give."),
            _("Choose so little that there are at most %(most)s."),
        ),
        "panel.alternative_unknown": (
            _("“%(found)s” is none of what the programme has to judge."),
            "",
        ),
        "panel.criterion_unknown": (
            _("“%(found)s” is no criterion by which these are judged."),
            "",
        ),
        "panel.too_few_judges": (
            _("%(got)s people are invited to this panel."),
            _("At least %(least)s are needed."),
        ),
        "panel.too_few_for_no_names": (
            _("%(got)s people are invited, and it is stated that names are hidden."),
            _(
                "Invite at least %(least)s: with fewer, everybody could tell who said what. Or "
                "state that names are shown."
            ),
        ),
        "panel.nothing_to_record": (
            _("No combined judgement differs from how the programme is judged already."),
            "",
        ),
        "judge.unknown": (
            _("“%(found)s” is not the address of anybody with an account and a role here."),
            _("Give the person an account and a role first."),
        ),
        "judge.twice": (_("“%(found)s” stands here twice."), ""),
        "judge.cannot_see_programme": (
            _("%(found)s may not see this programme, and so cannot judge it."),
            _("Share the programme with the sector first."),
        ),
        "judge.weight": (
            _("“%(found)s” is not a weight."),
            _("Write a number larger than 0 and at most %(most)s after the address."),
        ),
    }


def _of_opinions(_: Gettext) -> Sentences:
    return {
        "opinion.not_invited": (
            _("You are not invited to this panel."),
            _("Ask those who run it to invite you."),
        ),
        "opinion.invalid": (_("Your opinion cannot be saved as it is."), ""),
        "opinion.cell_unknown": (_("This is not judged in the panel."), ""),
    }
