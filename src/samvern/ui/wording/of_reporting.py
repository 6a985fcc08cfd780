"""Sentences about rounds and reports."""

from __future__ import annotations

from samvern.ui.wording.sentences import Gettext, Sentences


def sentences(_: Gettext) -> Sentences:
    """Every code of :mod:`samvern.engine.reporting` and of the module ``reporting``."""
    return {**_of_rounds(_), **_of_reports(_), **_of_values(_)}


def _of_rounds(_: Gettext) -> Sentences:
    return {
        "round.unknown": (
            _("There is no such round, or you may not see it."),
            _("Look in the list of rounds."),
        ),
        "round.invalid": (_("The round cannot be planned like this."), ""),
        "round.period_taken": (
            _("There is a round for %(found)s already."),
            _("Change that one, or write another period."),
        ),
        "round.opened": (
            _("The round is opened, so what was said up front stays."),
            _("While it is open, the day can be moved."),
        ),
        "round.closed": (
            _("The round is closed, and is not opened again."),
            _("Plan a round for the next period."),
        ),
        "round.not_open": (_("The round is not open."), ""),
        "round.past_due": (
            _("The day that reports are asked for by has passed."),
            _("Change the plan to a day ahead, and open it then."),
        ),
        "round.programme_hidden": (
            _("Only the authority sees the programme, so its owners could not report."),
            _("Share the programme with the sector first."),
        ),
        "round.nothing_to_ask": (
            _("No measure that the round asks about is still going on."),
            _("Choose other focus areas."),
        ),
        "round.changed": (
            _("Somebody else changed the round while you were writing."),
            _("Look at the change, and make yours anew. Nothing was overwritten."),
        ),
        "period.unreadable": (
            _("“%(found)s” is not a period."),
            _("Write a year, half a year or a quarter: 2027, 2027-H1 or 2027-Q3."),
        ),
        "tolerance.outside": (
            _("%(found)s is not a tolerance."),
            _("Write a whole number from 0 to %(most)s."),
        ),
        "tolerance.order": (
            _("Green reaches to %(green)s and yellow only to %(yellow)s."),
            _("Yellow must reach at least as far as green."),
        ),
        "question.many": (_("There are more than %(most)s questions."), _("Leave some out.")),
        "question.twice": (_("Two questions have the same code."), ""),
    }


def _of_reports(_: Gettext) -> Sentences:
    return {
        "report.unknown": (
            _("There is no such report, or you may not see it."),
            _("Look in the round that it belongs to."),
        ),
        "report.invalid": (_("The report cannot be saved as it is."), ""),
        "report.version_unknown": (
            _("The report has never been in the state that yours began from."),
            _("Open the report anew."),
        ),
        "report.changed": (
            _("Somebody else has changed the same meanwhile."),
            _("Look at both, and choose what holds. Nothing was overwritten."),
        ),
        "report.locked": (
            _("The report is locked, so nothing can be written in it."),
            _("While it waits for review it can be taken back by those who handed it in."),
        ),
        "report.incomplete": (
            _("Something is missing before the report can be handed in."),
            _("See what, and add it."),
        ),
        "report.not_waiting": (_("The report does not wait for review."), ""),
        "report.own": (
            _("You handed this in yourself, so somebody else must review it."),
            "",
        ),
        "report.part_unknown": (_("The report has no such part."), ""),
        "report.begun": (
            _("The owners have begun to report, or somebody reports for them already."),
            _("Remind them instead."),
        ),
        "report.not_decided": (
            _("The report waits for review, so nothing of it can be followed up yet."),
            _("Accept it, or send it back, first."),
        ),
        "report.not_off": (_("Only what is yellow or red can be followed up."), ""),
        "report.nobody_to_follow_up": (
            _("You may raise findings at none of the owners of the measure."),
            _("The sector authority and supervisors may, and who answers for security there."),
        ),
        "report.not_on_behalf": (_("Nobody reports on behalf of the owners."), ""),
        "handing.invalid": (_("The report cannot be handed over like this."), ""),
        "handing.nobody_there": (
            _("“%(found)s” is not the address of anybody with a role at an owner of the measure."),
            _("Ask those who look after people there to give the person a role first."),
        ),
        "evidence.no_owner": (
            _("You cannot add evidence for any owner of this measure."),
            _("Choose evidence that is there, or ask an owner to add it."),
        ),
    }


def _of_values(_: Gettext) -> Sentences:
    return {
        "light.missing": (_("Say how it stands."), _("“Not known” is an answer too.")),
        "light.reason_missing": (_("Say why it is yellow or red."), ""),
        "light.milder": (
            _("Your light is milder than your figures give."),
            _("Say why."),
        ),
        "percent.outside": (_("%(found)s is not a share."), _("Write 0 to 100.")),
        "milestone.day_unlikely": (
            _("This day is far from any that a measure is followed up on."),
            _("Check the year."),
        ),
        "money.outside": (_("This is not an amount that can be kept."), _("Check the digits.")),
        "money.forecast_below_spent": (
            _("It cannot cost less in the end than is spent already."),
            _("Check both."),
        ),
        "milestone.unnamed": (_("Say which milestone these days belong to."), ""),
        "question.unknown": (_("The round does not ask “%(found)s”."), ""),
        "question.unanswered": (_("This must be answered."), ""),
    }
