"""What indicators, values and starts look like in the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext
from ninja import Schema
from pydantic import Field

from samvern.apps.indicators import rules
from samvern.apps.indicators.models import IndicatorValue
from samvern.apps.indicators.models.value import MAX_GROUP, MAX_REASON
from samvern.apps.indicators.operations import Given
from samvern.apps.indicators.queries import IndicatorRow, Shown, StartCheck, ValueCheck
from samvern.apps.indicators.rules import GivenValue, IndicatorPlan
from samvern.base.endpoints import Incoming, ProblemItem, language_of
from samvern.engine.errors import Problem
from samvern.engine.indicators import Direction, Frequency, MeasuredOn, Point
from samvern.ui.wording import errors

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, description="The version that you looked at.")]
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]
Reason = Annotated[str, Field(max_length=MAX_REASON, pattern=PLAIN)]
Text = Annotated[str, Field(max_length=rules.MAX_TEXT, pattern=PLAIN)]
Texts = Annotated[
    dict[Literal["nb", "nn", "en"], Text], Field(description="The text by its language.")
]
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Seen = Annotated[
    str,
    Field(max_length=64, description="What a dry run answered; refused when it no longer holds."),
]
FrequencyName = Literal["month", "quarter", "half_year", "year"]


class TargetShape(Incoming):
    """Where it is to be on a day."""

    on: date
    value: Figure


class IndicatorIn(Incoming):
    """What is said of an indicator. Goals and measures are codes of the programme."""

    code: Annotated[str, Field(min_length=1, max_length=40, pattern=PLAIN)]
    title: Texts
    definition: Texts
    unit: Texts = Field(default_factory=dict)
    source: Texts = Field(default_factory=dict)
    population: Texts = Field(default_factory=dict)
    direction: Literal["up", "down"]
    frequency: FrequencyName
    measured_on: Literal["organisations", "sector"] = "organisations"
    is_reported: bool = False
    lowest: Figure | None = None
    highest: Figure | None = None
    baseline: Figure | None = None
    baseline_on: date | None = None
    targets: Annotated[list[TargetShape], Field(max_length=rules.MAX_TARGETS)] = Field(
        default_factory=list
    )
    owner: Key | None = None
    days_to_give: Annotated[int, Field(ge=0, le=rules.MAX_DAYS)] = 30
    goals: Annotated[list[Code], Field(max_length=100)] = Field(default_factory=list)
    measures: Annotated[list[Code], Field(max_length=500)] = Field(default_factory=list)

    def plan(self) -> IndicatorPlan:
        """As the operations take it."""
        said = self.model_dump(exclude={"version", "targets", "owner", "goals", "measures"})
        said["direction"] = Direction(self.direction)
        said["frequency"] = Frequency(self.frequency)
        said["measured_on"] = MeasuredOn(self.measured_on)
        return IndicatorPlan(
            **said,
            targets=tuple(Point(each.on, each.value) for each in self.targets),
            owner_id=self.owner,
            goals=tuple(self.goals),
            measures=tuple(self.measures),
        )


class IndicatorChangeIn(IndicatorIn):
    """An indicator in place of the one that was looked at."""

    version: Version


class IndicatorOut(Schema):
    """An indicator, with its newest value for the sector as far as you may be shown it."""

    id: int
    programme: str
    code: str
    title: dict[str, str]
    definition: dict[str, str]
    unit: dict[str, str]
    source: dict[str, str]
    population: dict[str, str]
    direction: str
    frequency: str
    measured_on: str
    is_reported: bool
    lowest: float | None
    highest: float | None
    baseline: float | None
    baseline_on: date | None
    targets: list[TargetShape]
    owner: int | None
    days_to_give: int
    goals: list[str]
    measures: list[str]
    taken_from: str
    retired_at: datetime | None
    version: int
    standing: str
    newest: ShownOut | None
    aim: float | None


class ShownOut(Schema):
    """The value of a group, or of the sector where `group` is empty. Without a value it is `withheld`:
    `few`, `near_an_end` or `subtracted`. `is_told`: the count is rounded. `is_mean`: nobody gave it.
    """

    group: str
    period: str
    value: float | None
    count: int | None
    lower: float | None
    upper: float | None
    withheld: str
    is_told: bool
    is_mean: bool


class IndicatorValueOut(Schema):
    """A value that you see as it was given, of an organisation or of a group."""

    id: int
    actor: int | None
    group: str
    period: str
    taken_on: date | None
    value: float | None
    count: int | None
    lower: float | None
    upper: float | None
    revision: int
    reason: str
    given_by: str
    given_at: datetime
    is_in_force: bool


class GivenValueIn(Incoming):
    """A value: of an organisation (its id), of a group, or of the sector without both."""

    period: Annotated[str, Field(max_length=7, pattern=PLAIN)]
    value: Figure
    actor: Key | None = None
    group: Annotated[str, Field(max_length=MAX_GROUP, pattern=PLAIN)] = ""
    taken_on: date | None = None
    count: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    lower: Figure | None = None
    upper: Figure | None = None
    reason: Reason = ""

    def given(self, line: int) -> GivenValue:
        """As the operations take it; ``line`` is its place in the list, from 1."""
        said = self.model_dump(exclude={"actor"})
        return GivenValue(**said, actor_id=self.actor, line=line)


class ValuesIn(Incoming):
    """Values to give: all of them are taken in, or none."""

    values: Annotated[list[GivenValueIn], Field(max_length=5_000)]
    reason: Reason = ""
    seen: Seen = ""

    def given(self) -> list[GivenValue]:
        """As the operations take them."""
        return [each.given(place) for place, each in enumerate(self.values, start=1)]


class CheckedRowOut(Schema):
    """A row by its place, and what giving it would do: `new`, `revised` or `same`."""

    row: int
    change: str


class CheckOut(Schema):
    """What a dry run found: what each row would do, or everything that is wrong, by row."""

    rows: list[CheckedRowOut]
    problems: list[ProblemItem]
    seen: str


class GivenOut(Schema):
    """How many were new, revised, or here already."""

    new: int
    revised: int
    same: int


def indicator_out(row: IndicatorRow) -> IndicatorOut:
    """An indicator with how it stands."""
    found = row.indicator
    plain = (
        *("id", "code", "title", "definition", "unit", "source", "population", "direction"),
        *("frequency", "measured_on", "is_reported", "lowest", "highest", "baseline"),
        *("baseline_on", "days_to_give", "taken_from", "retired_at", "version"),
    )
    values: dict[str, Any] = {name: getattr(found, name) for name in plain}
    return IndicatorOut(
        **values,
        programme=found.programme.code,
        targets=[TargetShape(on=each.on, value=each.value) for each in found.targets.all()],
        owner=found.owner_id,
        goals=list(row.goals),
        measures=list(row.measures),
        standing=row.standing.value,
        newest=shown_out(row.newest) if row.newest else None,
        aim=row.aim,
    )


def shown_out(each: Shown) -> ShownOut:
    """A value as it is shown."""
    return ShownOut(
        group=each.group,
        period=each.period,
        value=each.value,
        count=each.count,
        lower=each.lower,
        upper=each.upper,
        withheld=each.withheld.value if each.withheld else "",
        is_told=each.is_told,
        is_mean=each.is_mean,
    )


def value_out(each: IndicatorValue) -> IndicatorValueOut:
    """A value as it was given."""
    return IndicatorValueOut(
        id=each.pk,
        actor=each.actor_id,
        group=each.group,
        period=each.period,
        taken_on=each.taken_on,
        value=each.value,
        count=each.count,
        lower=each.lower,
        upper=each.upper,
        revision=each.revision,
        reason=each.reason,
        given_by=each.given_by_name,
        given_at=each.given_at,
        is_in_force=each.replaced_at is None,
    )


def check_out(request: HttpRequest, check: ValueCheck | StartCheck) -> CheckOut:
    """What a dry run found, in the words of whoever asked."""
    rows = [CheckedRowOut(row=row.given.line or 0, change=row.change.value) for row in check.rows]
    return CheckOut(rows=rows, problems=_problems(request, check.problems), seen=check.seen)


def given_out(given: Given) -> GivenOut:
    """How many there were of each; never what was given."""
    return GivenOut(new=given.new, revised=given.revised, same=given.same)


def _problems(request: HttpRequest, problems: Sequence[Problem]) -> list[ProblemItem]:
    with translation.override(language_of(request)):
        return [
            ProblemItem(
                code=each.code,
                where=f"{each.line}.{each.where}" if each.line else each.where,
                detail=errors.problem(each, gettext),
            )
            for each in problems
        ]


IndicatorOut.model_rebuild()
