"""How a short check ends, for programs."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from samvern.apps.assessments import queries
from samvern.apps.assessments.queries import Clinic
from samvern.base.endpoints import language_of, viewer_of
from samvern.engine.checks import NextStep

router = Router(tags=["assessments"])

AssessmentKey = Annotated[int, Path(ge=1, le=2**63 - 1)]
Text = Annotated[
    dict[str, str], Field(description="By language: nb, nn or en.", examples=[{"nb": "Ring"}])
]


class NextStepOut(Schema):
    """A thing to do, for which questions, and why it was chosen."""

    kind: str
    questions: list[str]
    do: Text
    who: Text
    minutes: int
    points: int
    weight: int
    source: str
    is_source_read: bool = Field(description="Whether the text that the weight is from was read.")
    because: Text
    guidance: list[str]
    asks: list[Text]
    supplier: str


class CheckOutcome(Schema):
    """How far a short check has come, and what the clinic does best to do next."""

    assessment: int
    check: str
    version: str
    answered: int
    count: int
    minutes_left: int
    next_question: str | None
    facts: dict[str, bool]
    ending: str
    says: Text
    steps: list[NextStepOut]
    more: int


@router.get("/checks/{assessment_id}/outcome", response=CheckOutcome)
def check_outcome(request: HttpRequest, assessment_id: AssessmentKey) -> dict[str, Any]:
    """How a short check ends with what is said so far, for those who see its answers."""
    found = queries.clinic(viewer_of(request), assessment_id)
    ends = found.outcome()
    return {
        "assessment": assessment_id,
        "check": found.check.id,
        "version": found.check.version,
        **found.progress(language_of(request)).to_json(),
        "next_question": found.next_code() or None,
        "facts": dict(found.facts),
        "ending": ends.ending.value,
        "says": dict(found.check.endings[ends.ending.value]),
        "steps": [_step(found, each) for each in ends.steps],
        "more": ends.more,
    }


def _step(found: Clinic, step: NextStep) -> dict[str, Any]:
    read = {each.id for each in found.check.sources if each.is_read}
    return {**step.to_json(), "is_source_read": step.source in read}
