"""What every page of indicators has around it, and the words that all of them use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from samvern.apps.indicators.models import Indicator
from samvern.apps.indicators.queries import Shown
from samvern.apps.programmes.pages.frame import frame
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.texts import in_language
from samvern.engine.indicators import Standing
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.parts import Link
from samvern.ui.wording import indicators as wording
from samvern.ui.wording.periods import period_said

#: The tabs of a programme under which these pages lie.
TAB = "indicators:list"


@dataclass(frozen=True)
class Mark:
    """How an indicator stands: the word, and the colour that repeats it."""

    word: str
    colour: str


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def mark(standing: Standing) -> Mark:
    """A standing as a page shows it."""
    return Mark(wording.standing_name(standing, gettext), wording.STANDING_COLOURS[standing])


def figure(value: float | None, indicator: Indicator, none: str = "") -> str:
    """A value with the unit of its indicator."""
    if value is None:
        return none
    return wording.figure(value, in_language(indicator.unit), spoken())


def period(text: str) -> str:
    """A period as people write it by itself."""
    return period_said(text, gettext, spoken())


def period_in_text(text: str) -> str:
    """A period as people write it within a sentence."""
    return period_said(text, gettext, spoken(), in_text=True)


def shown_words(shown: Shown | None, indicator: Indicator) -> str:
    """A value as it is shown, or why it is not."""
    if shown is None:
        return ""
    if shown.withheld is not None:
        return wording.withheld_reason(shown.withheld, gettext)
    return figure(shown.value, indicator)


def list_frame(programme: ProgrammeHead, *below: Link) -> dict[str, Any]:
    """The context that every page of the indicators of a programme shares."""
    context = frame(programme, TAB)
    context["breadcrumbs"] = [*context["breadcrumbs"], *below]
    return context


def indicator_frame(programme: ProgrammeHead, indicator: Indicator, *below: Link) -> dict[str, Any]:
    """The context that every page of one indicator shares."""
    here = Link(str(indicator), indicator_url(indicator))
    return {
        **list_frame(programme, here, *below),
        "indicator": indicator,
        "eyebrow": f"{programme.code} · {indicator.code}",
    }


def indicator_url(indicator: Indicator) -> str:
    """The page of an indicator."""
    return reverse("indicators:indicator", args=[indicator.pk])


def list_url(programme_code: str) -> str:
    """The list of the indicators of a programme."""
    return reverse("indicators:list", args=[programme_code])
