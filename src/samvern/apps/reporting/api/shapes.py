"""What rounds and reports look like in the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from samvern.apps.reporting.models import Report, ReportSubmission, Round
from samvern.apps.reporting.queries import ReportRow
from samvern.base.endpoints import Incoming
from samvern.base.texts import in_language
from samvern.engine.reporting import (
    Criterion,
    Dimension,
    Light,
    Question,
    ReportValues,
    Said,
    Tolerances,
)
from samvern.engine.response import Response

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Code = Annotated[str, Field(min_length=1, max_length=60)]
TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Text = Annotated[str, Field(max_length=2_000, pattern=TEXT)]
LongText = Annotated[str, Field(max_length=4_000, pattern=TEXT)]
Ore = Annotated[int, Field(ge=0, le=10**15)]
Percent = Annotated[int, Field(ge=0, le=100)]
LightName = Literal["green", "yellow", "red", "unknown"]
DimensionName = Literal["progress", "time", "money", "quality", "risk", "benefit"]


class RoundQuestion(Incoming):
    """Something else that every report answers in words."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,30}$")]
    text: Annotated[str, Field(min_length=1, max_length=500, pattern=TEXT)]
    is_required: bool = False


class RoundCriterion(Incoming):
    """What yellow and what red means, in words."""

    yellow: Annotated[str, Field(max_length=500, pattern=TEXT)] = ""
    red: Annotated[str, Field(max_length=500, pattern=TEXT)] = ""


class RoundTolerances(Incoming):
    """How far from plan is still green, and how far still yellow; beyond that it is red."""

    green_days_late: Annotated[int, Field(ge=0, le=3_660)] = 14
    yellow_days_late: Annotated[int, Field(ge=0, le=3_660)] = 60
    green_percent_over: Annotated[int, Field(ge=0, le=1_000)] = 5
    yellow_percent_over: Annotated[int, Field(ge=0, le=1_000)] = 15
    green_points_behind: Annotated[int, Field(ge=0, le=1_000)] = 10
    yellow_points_behind: Annotated[int, Field(ge=0, le=1_000)] = 25
    criteria: dict[DimensionName, RoundCriterion] = Field(default_factory=dict)

    def value(self) -> Tolerances:
        """As the engine has it."""
        figures = self.model_dump(exclude={"criteria"})
        criteria = {
            Dimension(each): Criterion(said.yellow, said.red)
            for each, said in self.criteria.items()
        }
        return Tolerances(**figures, criteria=criteria)


class RoundPlanIn(Incoming):
    """What is said up front of a round. Without focus areas it is about all of them."""

    period: Annotated[str, Field(max_length=7)]
    due_on: date
    purpose: Text = ""
    focus_areas: Annotated[list[Code], Field(max_length=400)] = Field(default_factory=list)
    questions: Annotated[list[RoundQuestion], Field(max_length=10)] = Field(default_factory=list)
    tolerances: RoundTolerances = Field(default_factory=RoundTolerances)
    reminders: Annotated[list[Annotated[int, Field(ge=-366, le=366)]], Field(max_length=6)] = Field(
        default_factory=lambda: [-14, -3, 1]
    )


class RoundOut(Schema):
    """A round with what was said up front. `asked` and `handed_in` are null for who follows it not."""

    id: int
    programme: str
    period: str
    state: str
    purpose: str
    due_on: date
    focus_areas: list[str]
    questions: list[dict[str, Any]]
    tolerances: dict[str, Any]
    reminders: list[int]
    opened_at: datetime | None
    closed_at: datetime | None
    asked: int | None
    handed_in: int | None
    version: int


class ReportRowOut(Schema):
    """A measure in a round. `lights` are of what was handed in last; drafts are the owners' own."""

    id: int
    measure: str
    title: str
    focus_area: str
    owners: str
    responsible: str
    stage: str
    submitted_at: datetime | None
    due_on: date
    lights: dict[str, str]
    submission: int | None
    is_mine: bool


class ReportSaid(Incoming):
    """The light of a dimension, and why; no light is not said yet."""

    light: LightName | None = None
    reason: Text = ""


class ReportValuesShape(Incoming):
    """Everything that a report says. Money is in øre, percent of the whole measure."""

    said: dict[DimensionName, ReportSaid] = Field(default_factory=dict)
    planned_percent: Percent | None = None
    done_percent: Percent | None = None
    budget_nok_ore: Ore | None = None
    spent_nok_ore: Ore | None = None
    forecast_nok_ore: Ore | None = None
    milestone: Annotated[str, Field(max_length=200, pattern=TEXT)] = ""
    milestone_planned_on: date | None = None
    milestone_expected_on: date | None = None
    answers: dict[Annotated[str, Field(max_length=30)], LongText] = Field(default_factory=dict)

    def value(self) -> ReportValues:
        """As the engine has it."""
        said = {
            Dimension(each): Said(Light(one.light) if one.light else None, one.reason)
            for each, one in self.said.items()
        }
        plain = self.model_dump(exclude={"said", "answers"})
        return ReportValues(said=said, answers=dict(self.answers), **plain)


class ReportIn(Incoming):
    """A draft, and the version that it began from; 0 for one that nobody has begun."""

    version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    values: ReportValuesShape


class ReportOut(Schema):
    """A report as those who write it see it. `missing` is what must be said before it is handed in."""

    id: int
    round: int
    measure: str
    title: str
    stage: str
    due_on: date
    version: int
    values: ReportValuesShape
    merged: list[str]
    missing: list[str]


class ReportSubmissionOut(Schema):
    """A report as it was handed in. Remarks are those that you may see."""

    id: int
    report: int
    round: int
    measure: str
    number: int
    values: ReportValuesShape
    submitted_at: datetime
    submitted_by: str
    on_behalf_reason: str
    verdict: str
    decided_at: datetime | None
    decided_by: str
    message: str
    remarks: dict[str, str]


def round_out(found: Round, response: Response | None) -> RoundOut:
    """A round as the API and the command line give it."""
    return RoundOut(
        id=found.pk,
        programme=found.programme.code,
        period=found.period,
        state=found.state,
        purpose=found.purpose,
        due_on=found.due_on,
        focus_areas=found.focus_areas,
        questions=found.questions,
        tolerances=found.tolerances,
        reminders=found.reminders,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        asked=response.asked if response else None,
        handed_in=response.handed_in if response else None,
        version=found.version,
    )


def row_out(row: ReportRow) -> ReportRowOut:
    """A measure in a round as the API and the command line give it."""
    return ReportRowOut(
        id=row.id,
        measure=row.code,
        title=row.title,
        focus_area=row.focus_area,
        owners=row.owners,
        responsible=row.responsible,
        stage=row.stage.value,
        submitted_at=row.submitted_at,
        due_on=row.due_on,
        lights={each.value: light.value for each, light in row.lights.items()},
        submission=row.submission_id,
        is_mine=row.is_mine,
    )


def values_out(values: ReportValues) -> ReportValuesShape:
    """What a report says, as the API gives it."""
    plain = {
        name: getattr(values, name) for name in ReportValuesShape.model_fields if name != "said"
    }
    said = {
        each.value: ReportSaid(light=one.light.value if one.light else None, reason=one.reason)
        for each, one in values.said.items()
    }
    return ReportValuesShape(said=said, **{**plain, "answers": dict(values.answers)})  # type: ignore[arg-type]


def report_out(report: Report, *, merged: tuple[str, ...], missing: list[str]) -> ReportOut:
    """A draft as the API gives it."""
    return ReportOut(
        id=report.pk,
        round=report.reporting_round_id,
        measure=report.measure_code,
        title=in_language(report.measure_title),
        stage=report.stage,
        due_on=report.asked_by_on,
        version=report.version,
        values=values_out(report.said),
        merged=list(merged),
        missing=missing,
    )


def submission_out(found: ReportSubmission, remarks: dict[str, str]) -> ReportSubmissionOut:
    """What was handed in, as the API gives it."""
    return ReportSubmissionOut(
        id=found.pk,
        report=found.report_id,
        round=found.report.reporting_round_id,
        measure=found.report.measure_code,
        number=found.number,
        values=values_out(found.said),
        submitted_at=found.submitted_at,
        submitted_by=found.submitted_by_name,
        on_behalf_reason=found.on_behalf_reason,
        verdict=found.verdict,
        decided_at=found.decided_at,
        decided_by=found.decided_by_name,
        message=found.message,
        remarks=remarks,
    )


def question_of(shape: RoundQuestion) -> Question:
    """A question as the engine has it."""
    return Question(shape.code, shape.text, is_required=shape.is_required)
