"""What every page of a round and of a report has around it, and the words that all of them use."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.reporting.models import Report, ReportStage, Round, RoundState
from samvern.base.texts import in_language
from samvern.engine.programme.document import LANGUAGES
from samvern.engine.reporting import Dimension, Light, Tolerances
from samvern.ui.numbers import typed_number
from samvern.ui.parts import Definition, Link
from samvern.ui.wording import reporting as wording
from samvern.ui.wording.periods import period_name

#: The tab of a programme under which its rounds lie.
TAB = "reporting:programme-rounds"

STAGE_COLOURS = {
    ReportStage.DRAFT: "neutral",
    ReportStage.SUBMITTED: "info",
    ReportStage.RETURNED: "warning",
    ReportStage.ACCEPTED: "success",
}
STATE_COLOURS = {
    RoundState.PLANNED: "neutral",
    RoundState.OPENING: "info",
    RoundState.OPEN: "info",
    RoundState.CLOSED: "neutral",
}


@dataclass(frozen=True)
class Lamp:
    """A light as a page shows it: what it is about, the word, and the colour that repeats the word."""

    about: str
    word: str
    colour: str


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def lamp(dimension: Dimension, light: Light | None) -> Lamp:
    """A light in words; of nothing said, that."""
    colour = wording.LIGHT_COLOURS[light] if light else "neutral"
    return Lamp(
        wording.dimension_name(dimension, gettext), wording.light_name(light, gettext), colour
    )


def in_kroner(nok_ore: int | None) -> str:
    """An amount as a form shows it.

    Examples
    --------
    >>> in_kroner(125000000).split(), in_kroner(1250), in_kroner(None)
    (['1', '250', '000'], '12,50', '')
    """
    if nok_ore is None:
        return ""
    return typed_number(Decimal(nok_ore) / 100, 2 if nok_ore % 100 else 0, spoken())


def round_frame(found: Round, *below: Link) -> dict[str, Any]:
    """The context that every page of a round shares."""
    state = RoundState(found.state)
    return {
        "round": found,
        "breadcrumbs": [
            Link(_("Reporting"), reverse("reporting:rounds")),
            Link(found.name_in_words, round_url(found)),
            *below,
        ],
        "eyebrow": f"{in_language(found.programme.title)} · {period(found)}",
        "state_name": str(state.label),
        "state_colour": STATE_COLOURS[state],
        "print_source": found.name_in_words,
    }


def report_frame(report: Report, *below: Link) -> dict[str, Any]:
    """The context that every page of a report shares."""
    stage = ReportStage(report.stage)
    here = Link(report.measure_code, report_url(report))
    return {
        **round_frame(report.reporting_round, here, *below),
        "report": report,
        "question": str(report),
        "stage_name": str(stage.label),
        "stage_colour": STAGE_COLOURS[stage],
    }


def period(found: Round) -> str:
    """What a round is about, as people write it."""
    return period_name(found.period, gettext)


def round_url(found: Round) -> str:
    """The page of a round."""
    return reverse("reporting:round", args=[found.pk])


def report_url(report: Report) -> str:
    """The page of a report."""
    return reverse("reporting:report", args=[report.pk])


def tolerance_lines(tolerances: Tolerances) -> list[Definition]:
    """From where on each light is yellow, and from where red."""
    return [
        Definition(
            wording.dimension_name(each, gettext),
            wording.tolerance_sentence(each, tolerances, gettext)
            or _("Nothing is said up front: judge it by its meaning."),
        )
        for each in Dimension
    ]


def light_lines() -> list[Definition]:
    """What each light means."""
    return [
        Definition(wording.light_name(each, gettext), wording.light_meaning(each, gettext))
        for each in Light
    ]


def count_reports(count: int) -> str:
    """So many reports, in words."""
    return ngettext("%(count)d report", "%(count)d reports", count) % {"count": count}
