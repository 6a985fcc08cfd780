"""What is recommended against what the recommendation says that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from samvern.engine.programme.consistency.findings import OR, Finding, Severity, Statement
from samvern.engine.programme.document import (
    SCALE_LEVELS,
    FocusArea,
    Judgement,
    MeasureStatus,
    Programme,
    Recommendation,
    Scale,
)

#: Words by which a basis of priority speaks of contribution against risk, in the languages of
#: the interface; one of each group must occur.
_RISK_WORDS: Final = ("risk", "risiko")
_CONTRIBUTION_WORDS: Final = ("contribut", "bidrag", "bidra")

#: Measures that are under way or done need no recommendation of their own.
_UNDER_WAY: Final = frozenset(
    {MeasureStatus.EXISTING, MeasureStatus.ONGOING, MeasureStatus.COMPLETED, MeasureStatus.DECIDED}
)


def findings_of(programme: Programme) -> Iterator[Finding]:
    """What does not fit in the order of recommendation."""
    if not programme.recommendations:
        return
    yield from _order_against_contribution(programme)
    yield from _order_against_precedence(programme)
    for recommendation in programme.recommendations:
        yield from _of_one(programme, recommendation)
    yield from _recommended_twice(programme)
    yield from _left_out(programme)


def rests_on_risk_contribution(programme: Programme) -> bool:
    """Whether contribution against risk is stated as what weighs most.

    Examples
    --------
    >>> basis = ("contribution to meeting the risk trends", "cost")
    >>> rests_on_risk_contribution(Programme("P", {}, "X", basis_of_priority=basis))
    True
    """
    first = programme.basis_of_priority[0].lower() if programme.basis_of_priority else ""
    return any(word in first for word in _RISK_WORDS) and any(
        word in first for word in _CONTRIBUTION_WORDS
    )


def _whole_areas(programme: Programme) -> dict[str, int]:
    """Tier of each focus area that is recommended as a whole, in order of recommendation."""
    tiers: dict[str, int] = {}
    for said in sorted(programme.recommendations, key=lambda said: said.tier):
        if said.focus_area:
            tiers.setdefault(said.focus_area, said.tier)
    return tiers


def _tiers_of_measures(programme: Programme) -> dict[str, int]:
    """The first tier in which each measure is recommended, by itself or with its focus area."""
    whole = _whole_areas(programme)
    tiers = {
        measure.id: whole[measure.focus_area]
        for measure in programme.measures
        if measure.focus_area in whole
    }
    for said in programme.recommendations:
        for measure in said.measures:
            tiers[measure] = min(said.tier, tiers.get(measure, said.tier))
    return tiers


def _order_against_contribution(programme: Programme) -> Iterator[Finding]:
    """A focus area that comes before one at least as good against every risk."""
    if not rests_on_risk_contribution(programme):
        return
    tiers = _whole_areas(programme)
    order = list(tiers)
    areas = {area.id: area for area in programme.focus_areas}
    doubt = [] if programme.contribution_case_certain else [Statement.of("cause.case_uncertain")]
    for position, first in enumerate(order):
        behind = [*order[position + 1 :], *(area for area in areas if area not in tiers)]
        for second in behind:
            if first in areas and second in areas and _is_better(areas[second], areas[first]):
                recommended = second in tiers
                parallel = recommended and tiers[first] == tiers[second]
                code = "parallel" if parallel else "before" if recommended else "instead"
                yield Finding.of(
                    f"recommendation.weaker_{code}",
                    Severity.REMARK,
                    ("focus_area", first),
                    arithmetic=_comparison(programme, areas[first], areas[second]),
                    causes=[*doubt, Statement.of("cause.other_considerations")],
                    other=second,
                    tier=tiers[first],
                )
        if first in areas and not areas[first].contribution:
            yield Finding.of(
                "recommendation.unjudged",
                Severity.GAP,
                ("focus_area", first),
                tier=tiers[first],
            )


def _is_better(one: FocusArea, two: FocusArea) -> bool:
    """Whether one is at least as good as two against every risk judged, and better somewhere."""
    if one.contribution.keys() != two.contribution.keys() or not one.contribution:
        return False
    pairs = [(one.contribution[risk], two.contribution[risk]) for risk in one.contribution]
    at_least = all(_at_least_as_high(better, worse) for better, worse in pairs)
    return at_least and any(better.levels != worse.levels for better, worse in pairs)


def _at_least_as_high(one: Judgement, two: Judgement) -> bool:
    """First-order dominance: at every level, at least as likely to reach it."""
    levels = SCALE_LEVELS[Scale.CONTRIBUTION]
    return all(
        sum(one.levels.get(level, 0) for level in levels[start:])
        >= sum(two.levels.get(level, 0) for level in levels[start:]) - 1e-9
        for start in range(1, len(levels))
    )


def _comparison(programme: Programme, one: FocusArea, two: FocusArea) -> list[Statement]:
    order = [area.id for area in programme.risk_areas if area.id in one.contribution]
    return [
        Statement.of(
            "step.contributions",
            risk_area=risk,
            area=one.id,
            level=_possible(one.contribution[risk]),
            other=two.id,
            other_level=_possible(two.contribution[risk]),
        )
        for risk in order
        if one.contribution[risk].levels != two.contribution[risk].levels
    ]


def _possible(judgement: Judgement) -> str:
    """The levels that a judgement may stand at, the lowest first."""
    levels = SCALE_LEVELS[Scale.CONTRIBUTION]
    return OR.join(level for level in levels if judgement.levels.get(level, 0) > 0)


def _order_against_precedence(programme: Programme) -> Iterator[Finding]:
    tiers = _tiers_of_measures(programme)
    measures = {measure.id: measure for measure in programme.measures}
    for measure in programme.measures:
        for before in measure.after:
            if measure.id not in tiers or before not in measures:
                continue
            if before not in tiers and measures[before].status not in _UNDER_WAY:
                yield Finding.of(
                    "recommendation.predecessor_missing",
                    Severity.GAP,
                    ("measure", measure.id),
                    tier=tiers[measure.id],
                    before=before,
                )
            elif tiers.get(before, 0) > tiers[measure.id]:
                yield Finding.of(
                    "recommendation.before_predecessor",
                    Severity.DISAGREEMENT,
                    ("measure", measure.id),
                    tier=tiers[measure.id],
                    before=before,
                    before_tier=tiers[before],
                )


def _of_one(programme: Programme, said: Recommendation) -> Iterator[Finding]:
    areas = {area.id: area for area in programme.focus_areas}
    if said.focus_area in areas:
        has_measures = any(measure.focus_area == said.focus_area for measure in programme.measures)
        if not has_measures:
            yield Finding.of(
                "recommendation.area_empty",
                Severity.GAP,
                ("focus_area", said.focus_area),
                tier=said.tier,
                needs=areas[said.focus_area].needs,
            )
    if not said.focus_area and not said.measures:
        yield Finding.of(
            "recommendation.only_note",
            Severity.REMARK,
            ("programme", programme.id),
            tier=said.tier,
            chapter=said.chapter,
            note=said.note,
        )


def _recommended_twice(programme: Programme) -> Iterator[Finding]:
    """Measures that stand in a later tier although their focus area stands in an earlier one."""
    whole = _whole_areas(programme)
    areas = {measure.id: measure.focus_area for measure in programme.measures}
    for said in programme.recommendations:
        for measure in said.measures:
            area = areas.get(measure, "")
            if area in whole:
                yield Finding.of(
                    "recommendation.twice",
                    Severity.REMARK,
                    ("measure", measure),
                    tier=said.tier,
                    area=area,
                    area_tier=whole[area],
                )


def _left_out(programme: Programme) -> Iterator[Finding]:
    """Focus areas that are recommended in part or not at all."""
    whole = _whole_areas(programme)
    tiers = _tiers_of_measures(programme)
    for area in programme.focus_areas:
        if area.id in whole:
            continue
        own = [measure.id for measure in programme.measures if measure.focus_area == area.id]
        named = [measure for measure in own if measure in tiers]
        subject = ("focus_area", area.id)
        if named:
            yield Finding.of(
                "recommendation.area_in_part",
                Severity.REMARK,
                subject,
                measures=", ".join(named),
                named=len(named),
                of=len(own),
            )
        else:
            yield Finding.of("recommendation.area_left_out", Severity.REMARK, subject)
