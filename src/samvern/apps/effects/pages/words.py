"""Words that several pages share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.effects.queries import Organisation, Told
from samvern.apps.indicators.models import Indicator
from samvern.base.texts import in_language
from samvern.engine.effects import EffectCard, Grounds, Reason, Step
from samvern.engine.indicators import Frequency
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording import effect_grounds
from samvern.ui.wording.effects import CardWords, card_words
from samvern.ui.wording.periods import period_said

#: The page among the tabs of a programme.
TAB: Final = "effects:evidence"

EXAMPLE = gettext_lazy(
    "Example: the values, and who began when, are made up. Nobody has measured this."
)

#: Colours that repeat what a tag says in words.
_COLOURS: Mapping[Grounds, str] = {
    Grounds.NONE: "neutral",
    Grounds.JUDGEMENT: "neutral",
    Grounds.DESCRIPTION: "warning",
    Grounds.NO_CLAIM: "warning",
    Grounds.SERIES: "info",
    Grounds.COMPARISON: "success",
    Grounds.LOT: "success",
}

#: Units of which a difference is counted in percentage points.
_PER_CENT: Final = frozenset({"%", "per cent", "percent", "prosent"})


def language() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def period(text: str) -> str:
    """A period as people write it by itself."""
    return period_said(text, gettext, language())


def period_in_text(text: str) -> str:
    """A period as people write it within a sentence."""
    return period_said(text, gettext, language(), in_text=True)


def since_the_start(indicator: Indicator) -> str:
    """In what the time from the start on is counted."""
    return {
        Frequency.MONTH: _("Months since the start"),
        Frequency.QUARTER: _("Quarters since the start"),
        Frequency.HALF_YEAR: _("Half-years since the start"),
        Frequency.YEAR: _("Years since the start"),
    }[indicator.often]


def unit_of_difference(indicator: Indicator) -> str:
    """What differences of an indicator are counted in."""
    unit = in_language(indicator.unit)
    return _("percentage points") if unit.strip().lower() in _PER_CENT else unit


def card_in_words(card: EffectCard, indicator: Indicator) -> CardWords:
    """A card in the reader's language."""
    return card_words(card, unit_of_difference(indicator), language(), gettext)


def answer(told: Told | None, indicator: Indicator) -> str:
    """What a study says in one sentence, as far as the reader may be told."""
    if told is None:
        return _("Nothing is computed yet.")
    if told.card is None:
        return _(
            "So few organisations stand behind this that what it says could be worked out to be "
            "theirs. So nothing of it is told."
        )
    return card_in_words(told.card, indicator).headline


def grounds_tag(grounds: Grounds) -> tuple[str, str]:
    """The words of a tag, and its colour."""
    return effect_grounds.grounds_name(grounds, gettext), _COLOURS[grounds]


def grounds_meaning(grounds: Grounds) -> str:
    """What it takes to stand there."""
    return effect_grounds.grounds_meaning(grounds, gettext)


def step_sentence(step: Step) -> str:
    """What would make more known."""
    return effect_grounds.step_sentence(step, gettext, ngettext)


def part_of(row: Organisation) -> str:
    """What part an organisation takes in a study."""
    if row.left_out == Reason.MISSING_VALUES:
        return _("Left out: values are missing")
    if row.left_out:
        return _("Left out: no value from before the start")
    if row.start:
        return _("Started in %(period)s") % {"period": period_in_text(row.start)}
    return _("Compared with")
