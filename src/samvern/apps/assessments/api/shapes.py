"""What goes in and out of the JSON API about assessments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from samvern.apps.assessments.models import AnswerState, Assessment, AssessmentState, Verdict
from samvern.apps.assessments.queries import AnswerRow, awaiting_review, is_carried
from samvern.base.endpoints import Incoming
from samvern.engine.assessments import (
    MAX_COMMENT,
    MAX_NAME,
    MAX_REASON,
    AnswerValues,
    Confidence,
    Confidentiality,
    DoneBy,
    Progress,
    Result,
)

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Code = Annotated[str, Field(min_length=1, max_length=60)]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
LINE, LINES = r"^[^\x00-\x1f\x7f]*$", r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Reason = Annotated[str, Field(max_length=MAX_REASON, pattern=LINES)]
Comment = Annotated[str, Field(max_length=MAX_COMMENT, pattern=LINES)]
Name = Annotated[str, Field(max_length=MAX_NAME, pattern=LINE)]
Maturity = Annotated[int, Field(strict=True, ge=0, le=5)]


class AssessmentOut(Schema):
    """An assessment of an organisation against one version of a requirement set."""

    id: int
    actor: int
    actor_name: str
    requirement_set: str
    set_version: str
    title: str
    period: str
    confidentiality: Confidentiality
    state: AssessmentState
    due_on: date | None
    due_again_on: date | None = Field(description="Asked for again by, where it was sent back.")
    waits_for_review: bool = Field(
        description="Whether somebody else is to review what was handed in."
    )
    told_at: datetime | None
    submitted_at: datetime | None
    requirements: int
    answered: int


class StartIn(Incoming):
    """An assessment that no campaign asks for."""

    actor: Key
    requirement_set: Annotated[str, Field(min_length=1, max_length=60)]
    set_version: Annotated[str, Field(min_length=1, max_length=60)]
    title: Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]
    period: Annotated[str, Field(min_length=1, max_length=40, pattern=LINE)]
    confidentiality: Confidentiality = Confidentiality.IMPROVEMENT
    due_on: date | None = None


class AnswerOut(Schema):
    """A requirement with what is said of it; ``version`` is 0 before anything is said."""

    requirement: str
    title: dict[str, str]
    version: int
    still_true: bool = Field(description="Whether it is carried over and waits for a yes.")
    progress: Progress
    result: Result | None
    maturity: int | None
    confidence: Confidence | None
    reason: str
    done_by: DoneBy
    supplier: str
    comment: str
    responsible: str
    due_on: date | None


class AnswerIn(Incoming):
    """All that is said of a requirement, and the version that it was made from."""

    version: Version
    progress: Progress = Progress.NOT_STARTED
    result: Result | None = None
    maturity: Maturity | None = None
    confidence: Confidence | None = None
    reason: Reason = ""
    done_by: DoneBy = DoneBy.UNSAID
    supplier: Name = ""
    comment: Comment = ""
    responsible: Name = ""
    due_on: date | None = None

    @property
    def values(self) -> AnswerValues:
        """The answer as a value."""
        return AnswerValues(**self.model_dump(exclude={"version"}))


class ChangeIn(AnswerIn):
    """What is to be changed of an answer; what is left out stays as it is."""

    requirement: Code

    @property
    def given(self) -> dict[str, Any]:
        """Only what was sent."""
        return self.model_dump(exclude={"version", "requirement"}, exclude_unset=True)


class ChangesIn(Incoming):
    """Changes of many answers, saved together or not at all."""

    answers: Annotated[list[ChangeIn], Field(min_length=1, max_length=1000)]


class SavedOut(Schema):
    """An answer that is saved. ``merged`` names what others had changed meanwhile, and is kept."""

    requirement: str
    version: int
    merged: list[str]


class ChangedOut(Schema):
    """The answers that are saved, in the order asked for."""

    answers: list[SavedOut]


class StateOut(Schema):
    """A state that an answer was in."""

    number: int
    at: datetime
    by: str
    origin: str
    source: dict[str, Any]
    values: dict[str, Any]


class SubmissionOut(Schema):
    """What was handed in, by its number and what became of it."""

    id: int
    number: int
    submitted_at: datetime
    verdict: Verdict
    sha256: str


def assessments_out(found: Sequence[Assessment], *, on: date) -> list[AssessmentOut]:
    """Assessments as the API and the command line give them: two queries at most."""
    waiting = awaiting_review(found, on=on)
    return [_assessment_out(each, waits=each.pk in waiting) for each in found]


def _assessment_out(found: Assessment, *, waits: bool) -> AssessmentOut:
    return AssessmentOut(
        id=found.pk,
        actor=found.actor_id,
        actor_name=found.actor.name,
        requirement_set=found.requirement_set.code,
        set_version=found.requirement_set.version,
        title=found.title,
        period=found.period,
        confidentiality=Confidentiality(found.confidentiality),
        state=AssessmentState(found.state),
        due_on=found.due_on,
        due_again_on=found.due_again_on if found.state == AssessmentState.RETURNED else None,
        waits_for_review=waits,
        told_at=found.told_at,
        submitted_at=found.submitted_at,
        requirements=found.total_count,
        answered=found.answered_count,
    )


def answer_out(row: AnswerRow) -> AnswerOut:
    """A requirement with its answer."""
    return AnswerOut(
        requirement=row.requirement.id,
        title=dict(row.requirement.title),
        version=row.version,
        still_true=is_carried(row),
        **vars(row.values),
    )


def state_out(state: AnswerState) -> StateOut:
    """A state of an answer."""
    return StateOut(
        number=state.number,
        at=state.at,
        by=state.by_name,
        origin=state.origin,
        source=state.source,
        values=state.values,
    )
