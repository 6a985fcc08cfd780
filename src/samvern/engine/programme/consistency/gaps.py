"""What a programme leaves open: goals nobody reaches, risks nobody answers, parts not judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final

from samvern.engine.programme.consistency.findings import Finding, Severity, each_or_all
from samvern.engine.programme.document import (
    SCALE_LEVELS,
    FocusArea,
    Judgement,
    Measure,
    MeasureStatus,
    Programme,
    Scale,
)

#: The level from which a goal counts as reached and a risk area as answered: the middle of the
#: attainment scale, and a substantial contribution.
COVERED_FROM: Final[Mapping[Scale, str]] = {
    Scale.ATTAINMENT: "3",
    Scale.CONTRIBUTION: "substantial",
}

#: Measures that nobody needs to plan.
_NOT_AHEAD: Final = frozenset(
    {MeasureStatus.EXISTING, MeasureStatus.COMPLETED, MeasureStatus.STOPPED}
)


def findings_of(programme: Programme) -> Iterator[Finding]:
    """What is not covered, not judged, not linked or not dated."""
    yield from _uncovered(programme)
    yield from _unlinked(programme)
    yield from _focus_areas(programme)
    yield from _measures(programme)
    yield from _undated(programme)
    if not programme.contribution_case_certain:
        yield Finding.of("contribution.case_uncertain", Severity.REMARK, _whole(programme))


def _whole(programme: Programme) -> tuple[str, str]:
    return ("programme", programme.id)


def share_at_least(scale: Scale, judgement: Judgement, level: str) -> float:
    """Probability that a judgement stands at a level or above.

    Examples
    --------
    >>> share_at_least(Scale.ATTAINMENT, Judgement({"2": 0.5, "3": 0.5}), "3")
    0.5
    """
    names = SCALE_LEVELS[scale]
    return sum(judgement.levels.get(name, 0.0) for name in names[names.index(level) :])


def _judged(programme: Programme) -> Iterator[FocusArea | Measure]:
    return chain(programme.focus_areas, programme.measures)


def _uncovered(programme: Programme) -> Iterator[Finding]:
    """Goals and risk areas that nothing is more likely than not to cover."""
    goals = [goal.id for goal in programme.goals]
    risks = [area.id for area in programme.risk_areas]
    attained = {
        goal: [part.attainment[goal] for part in _judged(programme) if goal in part.attainment]
        for goal in goals
    }
    answered = {
        risk: [part.contribution[risk] for part in _judged(programme) if risk in part.contribution]
        for risk in risks
    }
    for kind, scale, judgements in (
        ("goal", Scale.ATTAINMENT, attained),
        ("risk_area", Scale.CONTRIBUTION, answered),
    ):
        yield from _none_of(
            programme,
            kind,
            "unjudged",
            [about for about, found in judgements.items() if not found],
            len(judgements),
        )
        for about, found in judgements.items():
            best = max(
                (share_at_least(scale, judged, COVERED_FROM[scale]) for judged in found),
                default=1.0,
            )
            if best < 0.5:
                yield Finding.of(f"{kind}.uncovered", Severity.GAP, (kind, about))


def _none_of(
    programme: Programme, kind: str, lack: str, missing: list[str], total: int
) -> Iterator[Finding]:
    return each_or_all(
        missing,
        total,
        each=lambda part: Finding.of(f"{kind}.{lack}", Severity.GAP, (kind, part)),
        all_of_them=lambda count: Finding.of(
            f"{kind}.all_{lack}", Severity.GAP, _whole(programme), total=count
        ),
    )


def _unlinked(programme: Programme) -> Iterator[Finding]:
    """Challenges and risk trends that lead to no risk area, and risk areas nothing leads to."""
    if not programme.risk_areas:
        return
    sources = {link.source for link in programme.risk_area_links}
    targets = {link.risk_area for link in programme.risk_area_links}
    kinds = (
        ("challenge", [part.id for part in programme.challenges], sources),
        ("risk_trend", [part.id for part in programme.risk_trends], sources),
        ("risk_area", [part.id for part in programme.risk_areas], targets),
    )
    if not (programme.challenges or programme.risk_trends):
        return
    for kind, ids, linked in kinds:
        missing = [part for part in ids if part not in linked]
        yield from _none_of(programme, kind, "unlinked", missing, len(ids))


def _focus_areas(programme: Programme) -> Iterator[Finding]:
    areas = programme.focus_areas
    with_measures = {measure.focus_area for measure in programme.measures}
    for area in areas:
        if area.id not in with_measures:
            yield Finding.of(
                "focus_area.empty", Severity.GAP, ("focus_area", area.id), needs=area.needs
            )
    unjudged = [area.id for area in areas if not area.contribution and not area.attainment]
    yield from _none_of(programme, "focus_area", "unjudged", unjudged, len(areas))
    used_goals = {goal for area in areas for goal in area.attainment}
    used_risks = {risk for area in areas for risk in area.contribution}
    for area in areas:
        if area.id in unjudged:
            continue
        missing = [
            *(
                goal.id
                for goal in programme.goals
                if goal.id in used_goals - area.attainment.keys()
            ),
            *(
                risk.id
                for risk in programme.risk_areas
                if risk.id in used_risks - area.contribution.keys()
            ),
        ]
        if missing:
            yield Finding.of(
                "focus_area.partly_judged",
                Severity.GAP,
                ("focus_area", area.id),
                missing=", ".join(missing),
            )


def _measures(programme: Programme) -> Iterator[Finding]:
    unjudged = [
        measure.id
        for measure in programme.measures
        if not any(_levels(measure).values())
        and not measure.contribution
        and not measure.attainment
    ]
    yield from _none_of(programme, "measure", "unjudged", unjudged, len(programme.measures))
    used = {
        key for measure in programme.measures for key, judged in _levels(measure).items() if judged
    }
    for measure in programme.measures:
        missing = [key for key, judged in _levels(measure).items() if key in used and not judged]
        if missing and measure.id not in unjudged:
            yield Finding.of(
                "measure.partly_judged",
                Severity.GAP,
                ("measure", measure.id),
                missing=", ".join(missing),
            )


def _levels(measure: Measure) -> dict[str, Judgement | None]:
    return {
        "cost": measure.cost,
        "support": measure.support,
        "risk": measure.implementation_risk,
    }


def _undated(programme: Programme) -> Iterator[Finding]:
    """Measures without a start or finish, in one finding; what is there or over needs none."""
    ahead = [measure for measure in programme.measures if measure.status not in _NOT_AHEAD]
    undated = [measure.id for measure in ahead if not measure.start and not measure.finish]
    if undated:
        yield Finding.of(
            "dates.missing",
            Severity.GAP,
            _whole(programme),
            count=len(undated),
            total=len(ahead),
        )
