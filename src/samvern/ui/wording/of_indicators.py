"""Sentences about indicators, their values, and who began when with a measure."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.indicators` and of the module ``indicators``."""
    return {**_of_indicators(_), **_of_figures(_), **_of_values(_), **_of_rows(_), **_of_starts(_)}


def _of_indicators(_: Gettext) -> Sentences:
    return {
        "indicator.unknown": (
            _("There is no such indicator, or you may not see it."),
            _("Look in the list of indicators of the programme."),
        ),
        "indicator.invalid": (_("The indicator cannot be saved like this."), ""),
        "indicator.retired": (
            _("The indicator is no longer measured."),
            _("Take it up again first. Its values are kept."),
        ),
        "indicator.in_use": (_("The indicator is measured already."), ""),
        "indicator.changed": (
            _("Somebody else changed the indicator while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "indicator.code_unusable": (
            _("The code cannot be used."),
            _("Write a short code without spaces and slashes, such as PØ1."),
        ),
        "indicator.code_taken": (
            _("The programme has an indicator %(id)s already."),
            _("Choose another code."),
        ),
        "indicator.days_out_of_range": (
            _("That many days cannot be waited for a value."),
            _("Write a number from 0 to %(most)s."),
        ),
        "indicator.tie_unknown": (
            _("The programme has no %(id)s."),
            _("Choose among the goals and measures that it has."),
        ),
        "indicator.has_values": (
            _("There are values, so how often it is measured and on what stays as it is."),
            _("Make another indicator, and retire this one."),
        ),
        "indicator.told_otherwise": (
            _("Organisations have given values that were to be their own."),
            _("They cannot be shown to others afterwards. Make another indicator for that."),
        ),
        "indicator.catalogue_unknown": (
            _("The catalogue has no such indicator."),
            _("Look in the catalogue of indicators."),
        ),
        "indicator.taken_already": (
            _("The programme has taken this indicator from the catalogue already."),
            "",
        ),
        "indicators_file.twice": (
            _("The identifier “%(id)s” is used for the second time."),
            _("It must be the only one of its kind."),
        ),
        "indicators_file.unknown": (
            _("The file names %(id)s, which it does not have."),
            _("Add it among the sources or subjects, or correct the name."),
        ),
        "indicators_file.invalid": (
            _("The catalogue of indicators cannot be used as it is."),
            "",
        ),
    }


def _of_figures(_: Gettext) -> Sentences:
    return {
        "indicator.not_a_number": (_("That is not a number."), _("Write a number such as 12.5.")),
        "indicator.figure_too_large": (
            _("The figure is too large to be right."),
            _("Check the unit, and the decimal point."),
        ),
        "indicator.scale_half": (
            _("The scale needs a lowest and a highest value, the lowest below the highest."),
            _("Fill in both, or neither."),
        ),
        "indicator.baseline_half": (
            _("A baseline is a value and the date that it is from."),
            _("Fill in both, or neither."),
        ),
        "indicator.target_twice": (_("Two targets have the same date."), _("Leave one out.")),
        "indicator.too_many_targets": (_("There are more than %(most)s targets."), ""),
        "indicator.target_before_baseline": (
            _("A target is for a day after the baseline."),
            _("Correct the date of one of them."),
        ),
        "indicator.off_scale": (
            _("The value lies outside the scale from %(lowest)s to %(highest)s."),
            _("Check whether it is in the unit of the indicator."),
        ),
        "indicator.date_out_of_range": (
            _("The date is too early or too late to be right."),
            _("Check the year."),
        ),
    }


def _of_values(_: Gettext) -> Sentences:
    return {
        "indicator.value_unknown": (
            _("There is no such value, or you may not see it."),
            _("Look at the page of the indicator."),
        ),
        "indicator.values_invalid": (_("The values cannot be taken in as they are."), ""),
        "indicator.values_changed": (
            _("Others have given values meanwhile."),
            _("Look over what would happen now, and decide again. Nothing was changed."),
        ),
        "indicator.value_replaced": (
            _("Another value has taken the place of this one."),
            _("Look at the newest."),
        ),
        "indicator.period_unreadable": (
            _("“%(found)s” is not a period that the indicator is measured in."),
            _(
                "Write a day, or a period as long as the indicator has: 2027, 2027-H1, 2027-Q3 or "
                "2027-04."
            ),
        ),
        "indicator.in_the_future": (
            _("That has not happened yet."),
            _("Only what is measured can be given. What is aimed at is a target."),
        ),
        "indicator.day_outside_period": (
            _("The day lies outside the period."),
            _("Correct one of them."),
        ),
        "indicator.of_two_things": (
            _("A value is of an organisation or of a group, not of both."),
            _("Leave one of them empty."),
        ),
        "indicator.of_sector_only": (
            _("The indicator is measured on the sector as one."),
            _("Leave organisation and group empty."),
        ),
        "indicator.interval_half": (
            _("An interval has a lower and an upper end."),
            _("Fill in both, or neither."),
        ),
        "indicator.outside_interval": (
            _("The value lies outside its own interval."),
            _("Check all three."),
        ),
        "indicator.count_out_of_range": (
            _("That cannot be the number of those measured."),
            _("Write a whole number of at least 1, or nothing."),
        ),
        "indicator.not_yours": (
            _("You may not give this value."),
            _(
                "Organisations give their own. The authority gives what is reported, and the owner "
                "what is of groups and the sector."
            ),
        ),
        "indicator.reason_missing": (
            _("There is another value already, and no reason why it is changed."),
            _("Say why. The value of before is kept beside it."),
        ),
        "indicator.row_twice": (
            _("The same period and organisation stand in row %(first)s already."),
            _("Leave one of the rows out."),
        ),
    }


def _of_rows(_: Gettext) -> Sentences:
    return {
        "indicator.column_missing": (
            _("No column stands for this."),
            _("These headings were found: %(known)s."),
        ),
        "indicator.cell_missing": (_("The cell is empty, and must hold something."), ""),
        "indicator.number_unreadable": (
            _("“%(found)s” is not a number."),
            _("Write it with digits, such as 12.5 or 12,5, and without the unit."),
        ),
        "indicator.date_unreadable": (
            _("“%(found)s” is not a date."),
            _("Write it as 2027-06-30 or 30.06.2027."),
        ),
        "indicator.organisation_unknown": (
            _("The register knows no organisation “%(found)s”."),
            _("Write its organisation number, or its name as the register has it."),
        ),
        "indicator.organisation_several": (
            _("More than one organisation is called “%(found)s”."),
            _("Write the organisation number."),
        ),
        "indicator.no_rows": (_("The file has headings, but no rows below them."), ""),
    }


def _of_starts(_: Gettext) -> Sentences:
    return {
        "start.unknown": (_("There is no such start, or you may not see it."), ""),
        "start.no_register": (
            _("It is not kept who began when with measure %(id)s."),
            _("The authority that governs the programme can open a register of it."),
        ),
        "start.register_open": (
            _("It is kept already who began when with the measure."),
            "",
        ),
        "start.register_changed": (
            _("Somebody else has changed whom this is shown to."),
            _("Look at the change, and make yours anew."),
        ),
        "start.told_otherwise": (
            _("Organisations have given what was to be their own."),
            _("It cannot be shown to others afterwards."),
        ),
        "start.row_twice": (
            _("The same organisation stands in row %(first)s already."),
            _("Leave one of the rows out."),
        ),
        "start.invalid": (_("The starts cannot be taken in as they are."), ""),
        "start.changed": (
            _("Others have given starts meanwhile."),
            _("Look over what would happen now, and decide again. Nothing was changed."),
        ),
    }
