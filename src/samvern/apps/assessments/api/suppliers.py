"""Questions to suppliers in the JSON API, for those who ask and those who are asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.api.asking_others import (
    LINES,
    Code,
    Done,
    Key,
    Line,
    SettledOut,
    saved_out,
)
from samvern.apps.assessments.models import SupplierQuestion, SupplierResult
from samvern.apps.assessments.operations import SupplierReply
from samvern.base.endpoints import PROBLEMS, Incoming, idempotent, viewer_of

router = Router(tags=["assessments"])


class QuestionOut(Schema):
    """A question to a supplier, and what the supplier has replied."""

    id: int
    requirement: str
    supplier: str
    state: str
    asked_at: datetime
    result: str
    comment: str
    valid_until: date | None
    replied_at: datetime | None


class AskIn(Incoming):
    """About which requirement to ask, and whom; without either, the one that the answer names."""

    requirement: Code
    supplier: Key | None = None
    name: Line = ""


class AskedByOut(Schema):
    """Who asks; nothing of what they have answered."""

    id: int
    customer: str
    state: str
    asked_at: datetime


class AskedOut(Schema):
    """A requirement that customers ask a supplier about."""

    framework: str
    version: str
    requirement: str
    questions: list[AskedByOut]


class ReplyIn(Incoming):
    """What a supplier says, to one or more customers who ask the same."""

    questions: Annotated[list[Key], Field(min_length=1, max_length=200)]
    result: Literal["fulfilled", "partly", "not_fulfilled", "not_ours"]
    comment: Annotated[str, Field(max_length=2_000, pattern=LINES)] = ""
    valid_until: date | None = None


@router.get(
    "/assessments/{assessment_id}/supplier-questions",
    response={200: list[QuestionOut], **PROBLEMS},
)
def list_supplier_questions(request: HttpRequest, assessment_id: Key) -> list[QuestionOut]:
    """What suppliers are asked for an assessment that you own, and what they reply, newest first."""
    viewer = viewer_of(request)
    found = queries.every_question_of(viewer, queries.assessment_for(viewer, assessment_id))
    return [_question(code, each) for code, asked in found.items() for each in asked]


@router.post("/assessments/{assessment_id}/supplier-questions", response={201: Done, **PROBLEMS})
@idempotent
def ask_supplier(request: HttpRequest, assessment_id: Key, asked: AskIn) -> Status[Done]:
    """Ask the supplier that does what a requirement asks for how it is met; again when it is over."""
    question = operations.ask_supplier(
        by=viewer_of(request),
        assessment_id=assessment_id,
        code=asked.requirement,
        supplier_id=asked.supplier,
        name=asked.name,
        at=timezone.now(),
    )
    return Status(201, Done(id=question.pk))


@router.post("/supplier-questions/{question_id}/take", response={200: SettledOut, **PROBLEMS})
@idempotent
def take_reply(request: HttpRequest, question_id: Key) -> SettledOut:
    """Take a supplier's reply over as your own answer."""
    saved = operations.accept_reply(
        by=viewer_of(request), question_id=question_id, at=timezone.now()
    )
    return saved_out(saved)


@router.post("/supplier-questions/{question_id}/withdraw", response={200: Done, **PROBLEMS})
@idempotent
def withdraw_question(request: HttpRequest, question_id: Key) -> Done:
    """Take a question back; the supplier does not see it any more."""
    question = operations.withdraw_question(
        by=viewer_of(request), question_id=question_id, at=timezone.now()
    )
    return Done(id=question.pk)


@router.get("/asked-of-us", response={200: list[AskedOut], **PROBLEMS})
def list_asked_of_us(request: HttpRequest) -> list[AskedOut]:
    """What customers ask the suppliers that you speak for."""
    return [
        AskedOut(
            framework=asked.questions[0].requirement.requirement_set.code,
            version=asked.questions[0].requirement.requirement_set.version,
            requirement=asked.requirement.id,
            questions=[
                AskedByOut(
                    id=each.pk,
                    customer=each.assessment.actor.name,
                    state=each.state,
                    asked_at=each.asked_at,
                )
                for each in asked.questions
            ],
        )
        for asked in queries.asked_of_supplier(viewer_of(request))
    ]


@router.post("/asked-of-us/replies", response={200: list[Done], **PROBLEMS})
@idempotent
def reply_to_customers(request: HttpRequest, asked: ReplyIn) -> list[Done]:
    """Reply to customers who ask the same of a supplier that you speak for."""
    questions = operations.reply_to_customers(
        by=viewer_of(request),
        question_ids=asked.questions,
        reply=SupplierReply(SupplierResult(asked.result), asked.comment, asked.valid_until),
        at=timezone.now(),
    )
    return [Done(id=each.pk) for each in questions]


def _question(code: str, found: SupplierQuestion) -> QuestionOut:
    return QuestionOut(
        id=found.pk,
        requirement=code,
        supplier=found.supplier_name,
        state=found.state,
        asked_at=found.asked_at,
        result=found.result,
        comment=found.comment,
        valid_until=found.valid_until,
        replied_at=found.replied_at,
    )
