"""What the gallery's figures of plans show: a few measures of an invented programme."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samvern.ui import parts


def plan_samples() -> dict[str, Any]:
    """A plan over four half-years, its budget, and what other amounts would buy."""
    periods = ("1. 2027", "2. 2027", "1. 2028", "2. 2028")
    study = parts.GanttRow(
        name=_("Overview of value chains"),
        first=0,
        last=0,
        words=_("Overview of value chains: the first half-year, then a decision"),
        starts=periods[0],
        ends=periods[0],
        url="#",
        is_decision=True,
    )
    exercises = parts.GanttRow(
        name=_("Joint exercises"),
        first=1,
        last=2,
        words=_("Joint exercises: the second and third half-year, only if it is decided"),
        starts=periods[1],
        ends=periods[2],
        url="#",
        condition=_("Overview of value chains"),
        tag=_("Moved by hand"),
    )
    return {
        "gantt_sample": parts.Gantt(
            _("What happens when"),
            [parts.GanttPeriod(*period.split(" ")) for period in periods],
            [parts.GanttGroup(_("Skills and awareness"), [study, exercises])],
            today=0.3,
        ),
        "use_periods": periods,
        "use_samples": [
            parts.UseRow(
                _("State budget"),
                [parts.Use(part / 4, f"{part} / 4") for part in (4, 3, 1, 0)],
                note=_("What is left over is there in the next period."),
            )
        ],
        "frontier_sample": parts.Frontier(
            _("What money buys"),
            x_title=_("Cost"),
            y_title=_("Worth"),
            x_end="12",
            y_end="10",
            columns=(_("Cost"), _("Worth")),
            points=[
                parts.FrontierPoint(
                    cost / 12, worth / 10, f"{cost}: {worth}.", (str(cost), str(worth))
                )
                for cost, worth in ((2, 3), (5, 7), (12, 10))
            ],
        ),
        "series_sample": parts.Series(
            _("Exercised last year"),
            y_title=_("Share"),
            x_ends=(periods[0], periods[3]),
            y_ends=("0", "100"),
            points_name=_("Measured"),
            path_name=_("Aimed at"),
            columns=(_("Period"), _("Share")),
            points=[
                parts.SeriesPoint(
                    place / 3,
                    share / 100,
                    f"{period}: {share}.",
                    (period, str(share)),
                    low=(share - 8) / 100,
                    high=(share + 8) / 100,
                )
                for place, (period, share) in enumerate(zip(periods, (22, 31, 47), strict=False))
            ],
            path=((0.0, 0.2), (1.0, 0.8)),
        ),
    }
