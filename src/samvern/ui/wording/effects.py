"""Effects in words: what a card says, how sure it is, and what a reader has to know beside it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from samvern.engine.effects import (
    LEAST_ON_A_SIDE,
    LEAST_ORGANISATIONS,
    LEAST_POINTS,
    Average,
    Better,
    Control,
    EffectCard,
    Estimate,
    EvidenceLevel,
    Method,
    Moment,
    PreTrend,
    Reservation,
    ReservationCode,
    Verdict,
)
from samvern.ui.numbers import NO_BREAK_SPACE, number
from samvern.ui.wording.effect_reservations import reservation_patterns
from samvern.ui.wording.periods import period_said
from samvern.ui.wording.sentences import Gettext, fill

#: Decimals that a figure never has more of.
_MOST_DECIMALS = 6
#: Parameters of reservations that are in the unit of the indicator.
_FIGURES = frozenset({"gap", "drift"})

#: Writes a figure with its unit.
Figure = Callable[[float], str]


@dataclass(frozen=True)
class CardWords:
    """A card in sentences: the answer first, then how sure, how found, and what else to know.

    ``headline`` is the answer with how sure it is in the same sentence, where anything is claimed.
    ``interval`` is empty where nothing is.
    """

    level: str
    headline: str
    answer: str
    interval: str
    how: str
    reservations: tuple[str, ...]


def card_words(card: EffectCard, unit: str, language: str, _: Gettext) -> CardWords:
    """Put a card into words.

    Parameters
    ----------
    unit
        What differences of the indicator are counted in, in the reader's language, such as
        ``days``; empty for a bare number.

    Examples
    --------
    >>> from samvern.engine.effects import Better, EffectPanel, effect_card
    >>> panel = EffectPanel(("a", "b"), ("1", "2"), ((1, 4), (3, 5)), ("2", "2"))
    >>> said = card_words(effect_card(panel, better=Better.LOWER), "", "en", str)
    >>> said.answer
    'The mean was worse by 2.5 after the start than before. That is a description, not an effect.'
    """
    figure = figure_of(card.estimate, unit, language)
    value = figure(abs(card.estimate.value)) if card.estimate else ""
    interval = ""
    if card.estimate and card.estimate.low is not None and card.estimate.high is not None:
        interval = _("With 95%% confidence the effect is between %(low)s and %(high)s.") % {
            "low": figure(card.estimate.low),
            "high": figure(card.estimate.high),
        }
    answer = fill(_answer(card, _), {"value": value})
    return CardWords(
        level_name(card.level, _),
        _headline(card, figure, _) or answer,
        answer,
        interval,
        _how(card, _),
        tuple(_reservation(each, figure, language, _) for each in card.reservations),
    )


def figure_of(estimate: Estimate | None, unit: str, language: str) -> Figure:
    """How figures of an estimate are written: as fine as it is sure, with their unit."""
    decimals = _decimals(estimate)

    def figure(value: float) -> str:
        shown = number(value, decimals, language)
        return f"{shown}{NO_BREAK_SPACE}{unit}" if unit else shown

    return figure


def _headline(card: EffectCard, figure: Figure, _: Gettext) -> str:
    """What it did and how sure that is, in one sentence; empty where nothing is claimed."""
    found = card.estimate
    if found is None or found.low is None or found.high is None:
        return ""
    low, high = found.low, found.high
    if card.verdict is Verdict.NO_EFFECT_SHOWN:
        worse, better = (low, high) if card.better is Better.HIGHER else (high, low)
        params = {"worse": figure(abs(worse)), "better": figure(abs(better))}
        return fill(_no_effect(_), params)
    near, far = sorted((abs(low), abs(high)))
    params = {"value": figure(abs(found.value)), "near": figure(near), "far": figure(far)}
    return fill(_effects(card.method, _)[card.verdict], params)


def _no_effect(_: Gettext) -> str:
    return _(
        "No effect is shown, for with 95%% confidence it lies anywhere from %(worse)s worse to "
        "%(better)s better."
    )


def _effects(method: Method, _: Gettext) -> dict[Verdict, str]:
    if method is Method.SERIES:
        return {
            Verdict.EFFECT_BETTER: _(
                "Where the measure started, the series took a step for the better by %(value)s, with "
                "95%% confidence between %(near)s and %(far)s."
            ),
            Verdict.EFFECT_WORSE: _(
                "Where the measure started, the series took a step for the worse by %(value)s, with "
                "95%% confidence between %(near)s and %(far)s."
            ),
        }
    return {
        Verdict.EFFECT_BETTER: _(
            "Those that started did better than they would have without the measure by %(value)s on "
            "average, with 95%% confidence between %(near)s and %(far)s."
        ),
        Verdict.EFFECT_WORSE: _(
            "Those that started did worse than they would have without the measure by %(value)s on "
            "average, with 95%% confidence between %(near)s and %(far)s."
        ),
    }


def _decimals(estimate: Estimate | None) -> int:
    """Two figures of how sure an estimate is, or of the estimate where that is not known."""
    if estimate is None:
        return 0
    size = estimate.error or abs(estimate.value)
    if size < 0.5 * 10**-_MOST_DECIMALS:
        return 0
    return min(max(1 - math.floor(math.log10(size)), 0), _MOST_DECIMALS)


def level_name(level: EvidenceLevel, _: Gettext) -> str:
    """A step of the ladder of evidence, as a tag."""
    return {
        EvidenceLevel.NONE: _("Nothing known"),
        EvidenceLevel.DESCRIPTION: _("Described"),
        EvidenceLevel.SERIES: _("Interrupted series"),
        EvidenceLevel.COMPARISON: _("Compared with others"),
        EvidenceLevel.LOT: _("Start drawn by lot"),
    }[level]


def level_meaning(level: EvidenceLevel, _: Gettext) -> str:
    """What it takes to stand on a step of the ladder."""
    return {
        EvidenceLevel.NONE: _("There are no values from before and after a start."),
        EvidenceLevel.DESCRIPTION: _(
            "There are values from before and after, but too little to claim an effect by."
        ),
        EvidenceLevel.SERIES: _(
            "One series with at least twelve points on each side of the start."
        ),
        EvidenceLevel.COMPARISON: _(
            "At least eight organisations, where those that started are compared with those that "
            "had not, and no difference was found before the start."
        ),
        EvidenceLevel.LOT: _(
            "At least eight organisations are compared, and lots were drawn on who started when."
        ),
    }[level]


def average_name(average: Average, _: Gettext) -> str:
    """Which average over organisations and periods a figure is."""
    return {
        Average.GROUP: _("Each organisation counts once"),
        Average.SIMPLE: _("Each organisation and period counts once"),
        Average.DYNAMIC: _("Each number of periods since the start counts once"),
    }[average]


def headline_reason(_: Gettext) -> str:
    """Why the average that stands first does."""
    return _(
        "The average in which each organisation counts once stands first: in the others those that "
        "started early count more."
    )


def control_name(control: Control, _: Gettext) -> str:
    """With whom those that started are compared."""
    return {
        Control.NEVER: _("Those that never start"),
        Control.NOT_YET: _("Those that had not started yet"),
    }[control]


def moment_name(moment: Moment, _: Gettext) -> str:
    """Where a period lies, seen from the start."""
    return {
        Moment.BEFORE: _("Before the start"),
        Moment.BASE: _("What all others are held against"),
        Moment.ANTICIPATION: _("Just before the start, counted neither way"),
        Moment.AFTER: _("With the measure"),
    }[moment]


def pre_trend_sentence(found: PreTrend, _: Gettext) -> str:
    """Whether those compared already went apart before the start."""
    return {
        PreTrend.NOT_SEEN: _("There is only one period before the start to look at."),
        PreTrend.NOT_JUDGED: _(
            "There are too few organisations to judge the time before the start."
        ),
        PreTrend.NONE_FOUND: _(
            "Before the start no difference in how they developed was found. With few "
            "organisations one may be there all the same."
        ),
        PreTrend.FOUND: _("They developed differently already before the start."),
    }[found]


def _answer(card: EffectCard, _: Gettext) -> str:
    if any(each.code is ReservationCode.NOT_THIS_WAY for each in card.reservations):
        return _("Nothing can be said in the way that was asked for.")
    return _answers(card.method, _)[card.verdict]


def _answers(method: Method, _: Gettext) -> dict[Verdict, str]:
    if method is Method.COMPARISON:
        return {
            Verdict.EFFECT_BETTER: _(
                "Those that started did better than they would have without the measure: by "
                "%(value)s on average."
            ),
            Verdict.EFFECT_WORSE: _(
                "Those that started did worse than they would have without the measure: by "
                "%(value)s on average."
            ),
            Verdict.NO_EFFECT_SHOWN: _("No effect is shown: what was seen may be chance."),
            Verdict.WENT_BETTER: _(
                "Those that started developed better than the others, by %(value)s on average. "
                "That is a description, not an effect."
            ),
            Verdict.WENT_WORSE: _(
                "Those that started developed worse than the others, by %(value)s on average. "
                "That is a description, not an effect."
            ),
            Verdict.STAYED: _("Those that started developed like the others."),
        }
    if method is Method.SERIES:
        return {
            Verdict.EFFECT_BETTER: _(
                "Where the measure started, the series took a step for the better: by %(value)s."
            ),
            Verdict.EFFECT_WORSE: _(
                "Where the measure started, the series took a step for the worse: by %(value)s."
            ),
            Verdict.NO_EFFECT_SHOWN: _(
                "Where the measure started, the series took no step that could not be chance."
            ),
            Verdict.WENT_BETTER: _(
                "Where the measure started, the series lies better than before, by %(value)s. That "
                "is a description, not an effect."
            ),
            Verdict.WENT_WORSE: _(
                "Where the measure started, the series lies worse than before, by %(value)s. That "
                "is a description, not an effect."
            ),
            Verdict.STAYED: _("Where the measure started, the series went on as before."),
        }
    return {
        Verdict.WENT_BETTER: _(
            "The mean was better by %(value)s after the start than before. That is a description, "
            "not an effect."
        ),
        Verdict.WENT_WORSE: _(
            "The mean was worse by %(value)s after the start than before. That is a description, "
            "not an effect."
        ),
        Verdict.STAYED: _("The mean was the same after the start as before."),
        Verdict.UNKNOWN: _(
            "Nothing can be said: nobody has values from both before and after a start."
        ),
    }


def _how(card: EffectCard, _: Gettext) -> str:
    if card.method is Method.COMPARISON:
        return _(
            "Organisations that started: %(starters)s. Compared with: %(compared)s. Each that "
            "started counts the same, however early it did."
        ) % {"starters": card.starters, "compared": card.compared}
    if card.method is Method.SERIES and card.series and card.starters == 1:
        return _("One series, with %(before)s points before the start and %(after)s after it.") % {
            "before": card.series.before,
            "after": card.series.after,
        }
    if card.method is Method.SERIES and card.series:
        return _(
            "One series, the mean of the organisations that started, with %(before)s points before "
            "the start and %(after)s after it."
        ) % {"before": card.series.before, "after": card.series.after}
    if card.method is Method.BEFORE_AFTER:
        return _("Organisations that started: %(starters)s. Each counts the same.") % {
            "starters": card.starters
        }
    return ""


def _reservation(reservation: Reservation, figure: Figure, language: str, _: Gettext) -> str:
    params: dict[str, object] = {
        name: figure(abs(value)) if name in _FIGURES and isinstance(value, float) else value
        for name, value in reservation.params
    }
    if "period" in params:
        params["period"] = period_said(str(params["period"]), _, language, in_text=True)
    limits = {"least": LEAST_ORGANISATIONS, "side": LEAST_ON_A_SIDE, "points": LEAST_POINTS}
    return fill(reservation_patterns(_)[reservation.code], {**limits, **params})
