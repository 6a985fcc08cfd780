"""Programmes to check: with a table of scores, and one in which nothing is wrong."""

from __future__ import annotations

from dataclasses import replace

from samvern.engine.programme.consistency import Finding, check
from samvern.engine.programme.document import (
    Challenge,
    FocusArea,
    Goal,
    Judgement,
    Measure,
    Programme,
    PublishedAverages,
    Recommendation,
    RiskArea,
    RiskAreaLink,
)

BASIS = ("contribution against the risk trends",)


def attained(*scores: float) -> dict[str, Judgement]:
    return {f"M{number}": attainment(score) for number, score in enumerate(scores, start=1)}


def attainment(score: float) -> Judgement:
    low = int(score)
    levels = {str(low): 1.0} if low == score else {str(low): 0.5, str(low + 1): 0.5}
    return Judgement(levels, score)


def with_table(columns: list[tuple[float, ...]], *printed: str, **more: object) -> Programme:
    """A programme whose focus areas have the given scores and printed averages."""
    areas = tuple(
        FocusArea(str(number), {"en": f"Area {number}"}, attainment=attained(*scores))
        for number, scores in enumerate(columns, start=1)
    )
    goals = tuple(
        Goal(f"M{number}", {"en": f"Goal {number}"}, "goals")
        for number in range(1, len(columns[0]) + 1)
    )
    return Programme(
        "P",
        {"en": "Programme"},
        "Publisher",
        goals=goals,
        focus_areas=areas,
        attainment_columns=tuple(area.id for area in areas),
        published_averages=(PublishedAverages("goals", printed),),
        **more,  # type: ignore[arg-type]
    )


def found(programme: Programme, code: str) -> list[Finding]:
    return [finding for finding in check(programme) if finding.code == code]


def only(programme: Programme, code: str) -> Finding:
    findings = found(programme, code)
    assert len(findings) == 1, check(programme)
    return findings[0]


def causes(finding: Finding) -> list[str]:
    return [cause.code for cause in finding.causes]


def measure(identifier: str, **more: object) -> Measure:
    return Measure(identifier, "1", {"en": f"Measure {identifier}"}, **more)  # type: ignore[arg-type]


def sound(*measures: Measure, **more: object) -> Programme:
    level = Judgement({"low": 1.0}, 1)
    judged = {"owners": ("A",), "start": "2024", "cost": level}
    listed = tuple(
        replace(each, **{key: getattr(each, key) or value for key, value in judged.items()})
        for each in measures or (measure("1.1"),)
    )
    substantial = Judgement({"substantial": 1.0}, "X")
    area = FocusArea("1", {"en": "Area"}, contribution={"R1": substantial})
    return replace(
        Programme(
            "P",
            {"en": "Programme"},
            "Publisher",
            challenges=(Challenge("U1", {"en": "Challenge"}),),
            risk_areas=(RiskArea("R1", {"en": "Risk"}),),
            risk_area_links=(RiskAreaLink("U1", "R1"),),
            focus_areas=(area,),
            measures=listed,
            recommendations=(Recommendation(1, focus_area="1"),),
            basis_of_priority=BASIS,
        ),
        **more,  # type: ignore[arg-type]
    )
