"""What the gallery shows of effects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samvern.ui import parts


def effect_samples() -> dict[str, Any]:
    """An effect with its interval, and how it came about from three periods before the start."""
    figures = ((-3, 0.4), (-2, -0.3), (-1, 0.0), (0, 1.5), (1, 2.8), (2, 3.1))
    return {
        "signed_sample": parts.SignedInterval(
            label=_("Effect"),
            value=2.6,
            low=1.1,
            high=4.1,
            words=_("2.6, between 1.1 and 4.1"),
            zero=_("0: no effect"),
            low_end=_("Worse"),
            high_end=_("Better"),
        ),
        "event_sample": parts.EventStudy(
            caption=_("Before and after the start"),
            summary=_("Before the start no difference in how they developed was found."),
            x_title=_("Periods since the start"),
            y_title=_("Difference from the others"),
            start=_("The start"),
            columns=(_("Periods since the start"), _("Difference"), _("From"), _("To")),
            moments=[_moment(periods, value) for periods, value in figures],
            ticks=((0.0, "0"), (2.0, "2"), (4.0, "4")),
        ),
    }


def _moment(periods: int, value: float) -> parts.EventMoment:
    is_base = periods == -1
    low, high = (None, None) if is_base else (value - 1.2, value + 1.2)
    ends = ["" if end is None else f"{end:.1f}" for end in (low, high)]
    return parts.EventMoment(
        label=str(periods),
        value=value,
        low=low,
        high=high,
        words=f"{periods}: {value}",
        cells=(str(periods), str(value), *ends),
        is_before=periods < 0,
        is_base=is_base,
    )
