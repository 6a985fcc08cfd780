"""What a reader has to know beside an effect, in sentences."""

from __future__ import annotations

from samvern.engine.effects import ReservationCode
from samvern.ui.wording.sentences import Gettext


def reservation_patterns(_: Gettext) -> dict[ReservationCode, str]:
    """The sentence of every reservation, to be filled in."""
    return {
        ReservationCode.SAME_WAY: _(
            "This holds as far as all would have developed alike without the measure."
        ),
        ReservationCode.FEW_ORGANISATIONS: _(
            "Organisations that can be compared: %(organisations)s. Started: %(starters)s. Compared "
            "with: %(compared)s. Nothing is claimed with fewer than %(least)s altogether, or fewer "
            "than %(side)s on either side."
        ),
        ReservationCode.NOTHING_VARIES: _(
            "How much values vary by themselves cannot be seen, so there is nothing to judge an "
            "effect by."
        ),
        ReservationCode.FEW_POINTS: _(
            "The series has %(before)s points before the start and %(after)s after it. Nothing is "
            "claimed with fewer than %(points)s on either side."
        ),
        ReservationCode.PRE_TREND: _(
            "Those that started and the others developed differently already before the start. So "
            "the comparison does not show what the measure did."
        ),
        ReservationCode.PAST_NOT_SEEN: _(
            "There is only one period before the start, so it cannot be seen whether all developed "
            "alike."
        ),
        ReservationCode.REGRESSION_FLATTERS: _(
            "Before the start, those that started lay %(gap)s away from the others. Some of that "
            "evens out by itself: about %(drift)s of what is seen may be this (regression to the "
            "mean)."
        ),
        ReservationCode.REGRESSION_HIDES: _(
            "Before the start, those that started lay %(gap)s away from the others. Some of that "
            "evens out by itself: about %(drift)s of an effect may be hidden by this (regression to "
            "the mean)."
        ),
        ReservationCode.REGRESSION_NOT_KNOWN: _(
            "There are too few values to say how much would have evened out by itself (regression "
            "to the mean)."
        ),
        ReservationCode.SMALL_GROUPS: _(
            "Some of those that started together are few. They are taken to vary as much as the "
            "others do."
        ),
        ReservationCode.EVERYBODY_STARTS: _(
            "Everybody starts in the end. So nothing is compared after %(period)s, the last period "
            "in which somebody had not started."
        ),
        ReservationCode.MISSING_VALUES: _(
            "Organisations left out because values are missing: %(organisations)s."
        ),
        ReservationCode.STARTED_TOO_EARLY: _(
            "Organisations left out because there is no value from before their start: "
            "%(organisations)s."
        ),
        ReservationCode.PERIODS_LEFT_OUT: _(
            "Periods left out because most organisations have no value: %(periods)s."
        ),
        ReservationCode.SEASONS: _("Changes that come with the season are not taken out."),
        ReservationCode.SOMETHING_ELSE: _(
            "Anything else that happened at the same time would look the same."
        ),
        ReservationCode.NOT_COMPARED: _(
            "What would have happened without the measure is not known."
        ),
        ReservationCode.NOT_THIS_WAY: _(
            "The values do not fit the design that was asked for. Another design may say something."
        ),
    }
