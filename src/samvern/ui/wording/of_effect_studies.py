"""Sentences about studies of effect, and the tables they are estimated from."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of the app of effects and of the file of a panel."""
    return {**_of_states(_), **_of_settings(_), **_of_files(_)}


def _of_states(_: Gettext) -> Sentences:
    return {
        "effect_study.unknown": (
            _("There is no such effect study, or you may not see it."),
            _("Look for it on the page of the measure."),
        ),
        "effect_study.cannot_change": (
            _("A result stays as it was computed."),
            _("Compute the study again."),
        ),
        "effect_study.changed_meanwhile": (
            _("The study has been changed, or computed anew, since you opened the page."),
            _("Look at it again, then repeat what you did."),
        ),
        "effect_study.archived": (_("This study has been put away."), _("Make a new one.")),
        "effect_study.published": (
            _("What is published of this study is still seen by others."),
            _("Withdraw it first."),
        ),
        "effect_study.no_values": (
            _("No organisation has both a value and a word on whether it has begun."),
            _("Give values of the indicator, and record who has begun and who has not."),
        ),
        "effect_study.too_little_changed": (
            _(
                "Fewer than %(least)s organisations have given something else since the answer before. "
                "With both answers, what they gave could be worked out."
            ),
            _("Wait until more have given their values."),
        ),
        "effect_study.withheld": (
            _("So few organisations stand behind this that nothing of it is told."),
            "",
        ),
        "effect_study.not_computed": (_("Nothing is computed yet."), _("Compute it first.")),
        "effect_study.too_few_to_publish": (
            _("So few organisations stand behind this that what they gave could be worked out."),
            _("It can be published when there are at least ten, and five on either side."),
        ),
        "effect_study.nothing_new": (
            _("It is published like this already, as version %(number)s."),
            "",
        ),
        "effect_study.not_published": (_("Nothing of this study is published."), ""),
    }


def _of_settings(_: Gettext) -> Sentences:
    return {
        "effect_study.invalid": (
            _("No study can be made of this."),
            _("Mend what is listed and try again."),
        ),
        "effect_study.other_programme": (
            _("The indicator belongs to another programme than the measure."),
            _("Choose one of the same programme."),
        ),
        "effect_study.anticipation_out_of_range": (
            _("That is more periods than a study can leave out before the start."),
            _("Write a number from 0 to %(most)s."),
        ),
        "effect_study.lot_not_described": (
            _("It is not said where the draw is described."),
            _("Say who drew, when, and where that is written down."),
        ),
        "effect_study.starts_are_recorded": (
            _("Each organisation has a start of its own here."),
            _("Leave the day empty, and record when organisations began."),
        ),
        "effect_study.start_missing": (
            _("The indicator is of the sector as one, and it is not said when the measure began."),
            _("Write the day on which it began."),
        ),
        "effect_study.nobody_to_compare": (
            _("The indicator is of the sector as one: there is nobody to compare with."),
            _("Choose a design with one series."),
        ),
    }


def _of_files(_: Gettext) -> Sentences:
    return {
        "effect_table.column_missing": (
            _("The column “%(heading)s” is missing."),
            _("The first row needs the headings organisation, period, value and start."),
        ),
        "effect_table.cell_empty": (
            _("Column “%(heading)s” is empty."),
            _("Fill it in, or remove the row."),
        ),
        "effect_table.not_a_number": (
            _("“%(found)s” is not a number."),
            _("Write a number such as 12.5, or leave the cell empty where the value is missing."),
        ),
        "effect_table.two_starts": (
            _("“%(organisation)s” has more than one start."),
            _("Write the same start on each of its rows, or nothing on all of them."),
        ),
    }
