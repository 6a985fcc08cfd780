"""In words: on what the knowledge of measures rests, what would make it better, what is not looked at."""

from __future__ import annotations

from collections.abc import Mapping

from samvern.engine.effects import Drift, Grounds, MeanRegression, Method, Step, StepCode
from samvern.ui.wording.sentences import Gettext, NGettext, fill


def grounds_name(grounds: Grounds, _: Gettext) -> str:
    """Where a measure stands, as a tag."""
    return {
        Grounds.NONE: _("Nothing known"),
        Grounds.JUDGEMENT: _("Judged by experts"),
        Grounds.DESCRIPTION: _("Described"),
        Grounds.NO_CLAIM: _("Compared, without a claim"),
        Grounds.SERIES: _("Interrupted series"),
        Grounds.COMPARISON: _("Compared with others"),
        Grounds.LOT: _("Start drawn by lot"),
    }[grounds]


def grounds_meaning(grounds: Grounds, _: Gettext) -> str:
    """What it takes to stand there."""
    return {
        Grounds.NONE: _("Nobody has judged what it gives, and nothing is measured."),
        Grounds.JUDGEMENT: _(
            "People who know the field have judged what it is to give. Nothing is measured."
        ),
        Grounds.DESCRIPTION: _(
            "What was measured before and after is described. That says nothing of what the measure "
            "did."
        ),
        Grounds.NO_CLAIM: _(
            "Those that started are compared with others, but they are too few, vary too little to "
            "judge by, or went apart already before the start."
        ),
        Grounds.SERIES: _("One series with at least twelve points on each side of the start."),
        Grounds.COMPARISON: _(
            "At least eight organisations, where those that started are compared with those that "
            "had not, and no difference was found before the start."
        ),
        Grounds.LOT: _(
            "At least eight organisations are compared, and lots were drawn on who started when."
        ),
    }[grounds]


def step_sentence(step: Step, _: Gettext, ngettext: NGettext) -> str:
    """What would make more known of a measure."""
    if step.code in _COUNTED:
        counted = _counted(step.code, step.missing, ngettext)
        return fill(counted, {"missing": step.missing})
    return {
        StepCode.CHOOSE_INDICATOR: _(
            "Choose an indicator that the measure is to move, and measure it before anybody starts."
        ),
        StepCode.ASK: _("Ask for a study: what is measured has not been looked at."),
        StepCode.RECORD_STARTS: _("Record which organisations have begun with it, and when."),
        StepCode.VALUES_ON_BOTH_SIDES: _(
            "Measure the same organisations before and after their start."
        ),
        StepCode.COMPARE: _("Measure organisations that have not started, too, to compare with."),
        StepCode.EARLIER_VALUES: _(
            "Find values from earlier periods, to see how all developed before."
        ),
        StepCode.COMPARE_ALIKE: _(
            "Compare with organisations that developed alike before the start, or wait for others to "
            "start."
        ),
        StepCode.DRAW_LOTS: _(
            "Let lots decide who starts when, among those that have not started."
        ),
    }[step.code]


_COUNTED = frozenset(
    {
        StepCode.MORE_ORGANISATIONS,
        StepCode.MORE_STARTERS,
        StepCode.MORE_COMPARED,
        StepCode.MORE_POINTS_AFTER,
    }
)


def _counted(code: StepCode, missing: int, ngettext: NGettext) -> str:
    if code is StepCode.MORE_ORGANISATIONS:
        return ngettext(
            "Measure %(missing)s more organisation.",
            "Measure %(missing)s more organisations.",
            missing,
        )
    if code is StepCode.MORE_STARTERS:
        return ngettext(
            "Wait for %(missing)s more organisation to start.",
            "Wait for %(missing)s more organisations to start.",
            missing,
        )
    if code is StepCode.MORE_COMPARED:
        return ngettext(
            "Measure %(missing)s more organisation that has not started.",
            "Measure %(missing)s more organisations that have not started.",
            missing,
        )
    return ngettext(
        "Wait for %(missing)s more period after the start.",
        "Wait for %(missing)s more periods after the start.",
        missing,
    )


def programme_answer(counts: Mapping[Grounds, int], _: Gettext) -> str:
    """The whole programme in one sentence: for how many measures it is tested what they did."""
    params = {
        "tested": sum(count for grounds, count in counts.items() if grounds.is_claim),
        "total": sum(counts.values()),
        "described": counts[Grounds.DESCRIPTION] + counts[Grounds.NO_CLAIM],
        "judged": counts[Grounds.JUDGEMENT],
        "none": counts[Grounds.NONE],
    }
    said = _(
        "For %(tested)s of %(total)s measures it has been tested what they did; described without a "
        "claim: %(described)s, judged by experts only: %(judged)s, nothing known: %(none)s."
    )
    return fill(said, params)


def not_taken_out(method: Method, _: Gettext) -> tuple[str, ...]:
    """What a figure may still hold beside what the measure did; what a reservation of its card says is
    not said again.
    """
    if method is Method.COMPARISON:
        return (
            _("What hit everybody alike in the same period is taken out."),
            _(
                "What those that started did otherwise at the same time is not taken out: other "
                "measures, new systems, more people."
            ),
            _("That large and small organisations, or different kinds, differ is not taken out."),
            _("What one organisation's start changes at others is not taken out."),
        )
    if method is Method.SERIES:
        return (
            _("The trend before the start is taken out."),
            _never_taken_out(_),
        )
    if method is Method.BEFORE_AFTER:
        return (
            _(
                "Nothing is taken out: trend, seasons, other measures and chance are all in the "
                "figure."
            ),
            _never_taken_out(_),
        )
    return ()


def _never_taken_out(_: Gettext) -> str:
    return _(
        "Who starts when things are bad sees them get better anyway (regression to the mean). That is "
        "not taken out."
    )


def evens_out_sentence(found: MeanRegression, _: Gettext) -> str:
    """That little evens out by itself; empty where a reservation of the card says how much does."""
    if found.drift is not Drift.NONE_EXPECTED:
        return ""
    return _(
        "Those that started lay near the others before the start, so that little is expected to even "
        "out by itself (regression to the mean)."
    )


def design_name(design: Method | None, _: Gettext) -> str:
    """The way of looking that was asked for; None takes the best that the values allow."""
    if design is None:
        return _("The best that the values allow")
    return {
        Method.NONE: _("None"),
        Method.COMPARISON: _("Compare those that start with those that have not"),
        Method.SERIES: _("One series, before and after"),
        Method.BEFORE_AFTER: _("Describe before and after only"),
    }[design]


def design_meaning(design: Method | None, _: Gettext) -> str:
    """When a way of looking fits."""
    if design is None:
        return _(
            "The design with the highest evidence level that can be used. Usually the best choice."
        )
    return {
        Method.NONE: "",
        Method.COMPARISON: _("Where organisations start at different times, or some never do."),
        Method.SERIES: _("Where all start together, with many points before and after."),
        Method.BEFORE_AFTER: _("A description. It never says what the measure did."),
    }[design]
