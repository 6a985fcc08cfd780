"""How the measures stand: what was handed in, with its lights, and who has not answered.

What is handed in is for the authority, supervisors and those who own the measure; everybody else is
told of lights only as counts from which no report can be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.timezone import localdate

from samvern.apps.papers.sections.freezing import Freezing, Layers
from samvern.apps.reporting.models import Report, ReportSubmission, ReportVerdict, Round, RoundState
from samvern.engine.reporting import Dimension, Light, ReportValues
from samvern.engine.snapshots import Audience, narrower, safe_lights

#: What counts as said: what waits for review is printed as such.
_SAID = (ReportVerdict.ACCEPTED, ReportVerdict.WAITING)
_MONEY = ("budget_nok_ore", "spent_nok_ore", "forecast_nok_ore")


def section(freezing: Freezing) -> Layers:
    """The round of the period, if there is one."""
    found = (
        Round.objects.followed_by(freezing.by)
        .filter(programme=freezing.programme, period=freezing.period)
        .exclude(state=RoundState.PLANNED)
        .first()
    )
    if found is None:
        return {Audience.AUTHORITY: {"reports": {}}}
    asked = list(Report.objects.filter(reporting_round=found).prefetch_related("owners"))
    said = _newest(freezing, found)
    before = _lights_before(freezing, found)
    reports = {
        each.measure_code: _report(found, each, said[each.pk], before.get(each.measure_id, {}))
        for each in asked
        if each.pk in said
    }
    counts = _light_counts(reports.values())
    head = _head(freezing, found, len(asked), len(reports))
    owners = narrower(Audience.OWNERS, freezing.widest)
    safe = {"round_safe": {**head, "told": safe_lights(len(reports), counts).to_json()}}
    safe["round_safe"].pop("handed_in")
    whole = {
        "round": {
            **head,
            "accepted": sum(each["is_accepted"] for each in reports.values()),
            "lights": {
                dimension.value: {light.value: row[light] for light in Light}
                for dimension, row in counts.items()
            },
            "money": _totals(reports.values()),
            "missing": [
                {"measure": each.measure_code, "owners": each.owner_names}
                for each in asked
                if each.pk not in said
            ],
        }
    }
    layers: dict[Audience, dict[str, Any]] = {each: {} for each in Audience}
    layers[freezing.widest] |= safe
    layers[owners] |= {"reports": reports}
    layers[Audience.AUTHORITY] |= whole
    return layers


def _head(freezing: Freezing, found: Round, asked: int, handed_in: int) -> dict[str, Any]:
    is_over = found.state == RoundState.CLOSED and found.closed_at is not None
    on = localdate(found.closed_at) if is_over and found.closed_at else freezing.on
    return {
        "id": found.pk,
        "period": found.period,
        "is_closed": is_over,
        "due_on": found.due_on.isoformat(),
        "asked": asked,
        "handed_in": handed_in,
        "on": on.isoformat(),
    }


def _newest(freezing: Freezing, found: Round) -> dict[int, ReportSubmission]:
    """What was handed in last of each report, and not sent back: one query."""
    seen = ReportSubmission.objects.visible_to(freezing.by).filter(
        report__reporting_round=found, verdict__in=_SAID
    )
    return {each.report_id: each for each in seen.order_by("number")}


def _lights_before(freezing: Freezing, found: Round) -> dict[int, dict[str, str]]:
    """The lights of the period before, by the key of the measure: two queries."""
    earlier = (
        Round.objects.followed_by(freezing.by)
        .filter(programme=found.programme_id, planned_at__lt=found.planned_at)
        .exclude(state=RoundState.PLANNED)
        .order_by("-planned_at")
        .first()
    )
    if earlier is None:
        return {}
    seen = ReportSubmission.objects.visible_to(freezing.by).filter(
        report__reporting_round=earlier, verdict__in=_SAID
    )
    rows = seen.order_by("number").values_list("report__measure", "values")
    return {measure: _lights(ReportValues.from_flat(values)) for measure, values in rows}


def _report(
    found: Round, report: Report, submission: ReportSubmission, before: Mapping[str, str]
) -> dict[str, Any]:
    said = submission.said
    questions = {each.code: each.text for each in found.asked}
    return {
        "id": report.pk,
        "is_accepted": submission.verdict == ReportVerdict.ACCEPTED,
        "is_on_behalf": bool(submission.on_behalf_reason),
        "owners": report.owner_names,
        "owner_ids": sorted(each.actor_id for each in report.owners.all()),
        "lights": _lights(said),
        "reasons": {each.value: said.of(each).reason for each in Dimension if said.of(each).reason},
        "before": dict(before),
        "planned_percent": said.planned_percent,
        "done_percent": said.done_percent,
        **{name: getattr(said, name) for name in _MONEY},
        "milestone": said.milestone,
        "milestone_planned_on": _day(said.milestone_planned_on),
        "milestone_expected_on": _day(said.milestone_expected_on),
        "answers": [
            {"question": questions.get(code, code), "text": text}
            for code, text in sorted(said.answers.items())
        ],
        "on": localdate(submission.submitted_at).isoformat(),
    }


def _lights(said: ReportValues) -> dict[str, str]:
    lights = ((each, said.of(each).light) for each in Dimension)
    return {each.value: light.value for each, light in lights if light}


def _light_counts(reports: Iterable[Mapping[str, Any]]) -> dict[Dimension, Counter[Light]]:
    counts: dict[Dimension, Counter[Light]] = {each: Counter() for each in Dimension}
    for report in reports:
        for dimension, light in report["lights"].items():
            counts[Dimension(dimension)][Light(light)] += 1
    return counts


def _totals(reports: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Sums over the reports that state all three, so that they can be held against each other."""
    whole: Sequence[Mapping[str, Any]] = [
        each for each in reports if all(each[name] is not None for name in _MONEY)
    ]
    return {"count": len(whole), **{name: sum(each[name] for each in whole) for name in _MONEY}}


def _day(found: Any) -> str | None:
    return found.isoformat() if found else None
