"""Sentences about plans of deadlines."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.deadlines` and of the deadline file."""
    return {**_of_plans(_), **_of_moments(_), **_of_days(_)}


def _of_days(_: Gettext) -> Sentences:
    return {
        "due.in_the_past": (_("This day has passed."), _("Choose a later day.")),
        "due.far_ahead": (_("This day is more than ten years ahead."), _("Check the year.")),
        "due.not_ahead": (_("This day is not ahead."), _("Choose a day after today.")),
        "due.as_before": (_("This is the day that it is now."), _("Choose another day.")),
        "reminders.many": (_("At most %(most)s reminders are sent."), ""),
        "reminders.twice": (_("Two reminders are on the same day."), ""),
        "reminders.outside": (
            _("%(found)s is not a day for a reminder."),
            _("Write a number of days: -14 is two weeks before the deadline, 1 the day after."),
        ),
    }


def _of_plans(_: Gettext) -> dict[str, tuple[str, str]]:
    return {
        "deadline_file.invalid": (
            _("“%(name)s” is not a deadline file that can be used."),
            _("“samvern deadline schema” prints a description of the format."),
        ),
        "deadline_plan.invalid": (_("This plan of deadlines cannot be kept."), ""),
        "file.missing_deadlines": (
            _("There is no file “%(name)s”, and no shipped plan of deadlines has that code."),
            _("Shipped plans: %(known)s."),
        ),
        "deadline.step_repeated": (
            _("The step “%(id)s” stands twice."),
            _("Give each step an identifier of its own."),
        ),
        "deadline.after_unknown": (
            _("There is no step “%(id)s” to come after."),
            _("Name a step of this plan, or leave it out."),
        ),
        "deadline.circle": (
            _("These steps wait for each other: %(steps)s."),
            _("Let one of them start with the plan."),
        ),
        "deadline.no_duration": (
            _("The step “%(id)s” does not say by when."),
            _("Give it a duration (within), or a day (on)."),
        ),
        "deadline.two_durations": (
            _("The step “%(id)s” has both a duration and a day."),
            _("Keep one of the two."),
        ),
        "deadline.date_and_clock": (
            _("The step “%(id)s” is due on a day, so no other step can start its clock."),
            _("Take away the day, or the step that it comes after."),
        ),
        "deadline.amount_out_of_range": (
            _("%(found)s is not a duration that can be used."),
            _("Write a whole number from 1 to %(most)s."),
        ),
        "deadline.source_unknown": (
            _("The source “%(id)s” is not among the sources of this plan."),
            "",
        ),
        "deadline.reminder_repeated": (
            _("The step “%(id)s” has the same reminder twice."),
            _("Remove one of the two."),
        ),
        "deadline.reminder_before_start": (
            _("A reminder of “%(id)s” would come before its clock has started."),
            _("Make it shorter than the deadline."),
        ),
    }


def _of_moments(_: Gettext) -> dict[str, tuple[str, str]]:
    return {
        "moment.invalid": (
            _("“%(found)s” is not a moment."),
            _("Write it as 2026-11-27T14:30, by the clock in Norway."),
        ),
        "moment.skipped": (
            _("%(found)s was never: the clock goes forward in that hour."),
            _("Write the time that the clock showed."),
        ),
        "moment.twice": (
            _("%(found)s comes twice: the clock goes back in that hour."),
            _("Add +02:00 for the first time, +01:00 for the second."),
        ),
        "moment.without_zone": (
            _("The moment %(found)s does not say in which time zone it is."),
            "",
        ),
        "moment.beyond_calendar": (_("A deadline counted from %(found)s leaves the calendar."), ""),
        "alarm.window_reversed": (_("The end of the period is before its beginning."), ""),
        "submission.invalid": (_("These submissions do not belong to the plan."), ""),
        "submission.step_unknown": (
            _("The plan has no step “%(id)s”."),
            _("“samvern deadline show” names its steps."),
        ),
        "submission.malformed": (
            _("“%(found)s” does not say what was submitted when."),
            _("Write it as step=2026-11-27T14:30."),
        ),
    }
