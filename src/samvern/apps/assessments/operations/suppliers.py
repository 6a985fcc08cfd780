"""A supplier is asked, replies, and a person of the customer takes the reply over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from samvern.apps.assessments import letters, queries, rules
from samvern.apps.assessments.models import (
    MAX_REPLY,
    AnswerOrigin,
    QuestionState,
    SupplierQuestion,
    SupplierResult,
)
from samvern.apps.assessments.operations.answering import AnswerEntry, Saved, save_answers
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import asked_of
from samvern.apps.assessments.recording import record
from samvern.base.viewer import Viewer
from samvern.engine.assessments import MAX_COMMENT, MAX_NAME, AnswerValues, DoneBy, Result
from samvern.engine.errors import Conflict, InvalidInput, NotReady, Problem


@dataclass(frozen=True)
class SupplierReply:
    """What a supplier says of a requirement, and until when it can be relied upon."""

    result: SupplierResult
    comment: str = ""
    valid_until: date | None = None


@transaction.atomic
def ask_supplier(
    *,
    by: Viewer,
    assessment_id: int,
    code: str,
    at: datetime,
    supplier_id: int | None = None,
    name: str = "",
) -> SupplierQuestion:
    """Ask the supplier that does what a requirement asks for how it is met.

    Without a supplier named here, it is the one that the answer names. One of the directory is told
    by e-mail that a question waits. Asked again while it waits, it is the same question; once the
    reply is taken over or has run out, it is a new one, and the old one stays.

    Raises
    ------
    NotFound
        ``assessment.unknown``, ``assessment.not_asked``, ``actor.unknown``.
    NotAllowed
        Without ``ANSWER`` on the actor.
    NotReady
        ``assessment.locked``; ``supplier_question.not_done_by``: the answer does not say that a
        supplier does it.
    InvalidInput
        ``supplier_question.invalid``: nobody says which supplier.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    by.require(Permission.ANSWER, on=assessment.actor)
    row = queries.answer_for(by, assessment, code, at=at)
    queries.require_open(assessment)
    if row.values.done_by is not DoneBy.SUPPLIER:
        raise NotReady("supplier_question.not_done_by")
    known = queries.questions_of(by, assessment).get(code)
    if known is not None and not known.can_be_asked_again(localtime(at).date()):
        return known
    named = " ".join((name or row.values.supplier).split())
    supplier = (
        queries.supplier_for(by, supplier_id)
        if supplier_id is not None
        else queries.supplier_named(by, named)
    )
    named = supplier.name if supplier else named
    if problems := list(rules.line_problems(named, "name", most=MAX_NAME)):
        raise InvalidInput("supplier_question.invalid", problems=problems)
    question = SupplierQuestion(
        assessment=assessment,
        requirement_id=asked_of(assessment).keys[code],
        supplier=supplier,
        supplier_name=named[:MAX_NAME],
        asked_by_id=by.user_id,
        asked_by_name=by.name,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            _let_lapse(known, at)
            question.save()
    except IntegrityError:
        raise Conflict("supplier_question.asked") from None
    record(by, "supplier_question.asked", question.assessment, at=at, subject=question)
    if supplier is not None:
        transaction.on_commit(lambda: letters.tell_supplier(question.pk), robust=True)
    return question


def _let_lapse(known: SupplierQuestion | None, at: datetime) -> None:
    """A reply that has run out makes room for a new question."""
    if known is not None and known.state == QuestionState.REPLIED:
        known.state, known.settled_at = QuestionState.LAPSED, at
        known.save(update_fields=["state", "settled_at"])


@transaction.atomic
def withdraw_question(*, by: Viewer, question_id: int, at: datetime) -> SupplierQuestion:
    """Take a question back; the supplier does not see it any more.

    Raises
    ------
    NotFound, NotAllowed
        ``supplier_question.unknown``; without ``ANSWER`` on the actor.
    NotReady
        ``supplier_question.settled``.
    """
    question = queries.question_for(by, question_id, lock=True)
    by.require(Permission.ANSWER, on=question.assessment.actor)
    if question.state not in {QuestionState.ASKED, QuestionState.REPLIED}:
        raise NotReady("supplier_question.settled")
    question.state, question.settled_at = QuestionState.WITHDRAWN, at
    question.save(update_fields=["state", "settled_at"])
    record(by, "supplier_question.withdrawn", question.assessment, at=at, subject=question)
    return question


@transaction.atomic
def reply_to_customers(
    *, by: Viewer, question_ids: Sequence[int], reply: SupplierReply, at: datetime
) -> list[SupplierQuestion]:
    """Reply to one customer, or alike to several who ask the same of the same supplier.

    A reply stands; whoever learns better is asked anew.

    Raises
    ------
    NotFound
        ``supplier_question.unknown``: not asked of a supplier that the viewer speaks for.
    NotAllowed
        Without ``REPLY_AS_SUPPLIER`` on the supplier.
    NotReady
        ``supplier_question.replied``.
    InvalidInput
        ``supplier_reply.invalid`` with all problems.
    """
    questions = list(queries.questions_by_id(by, question_ids).values())
    for question in questions:
        by.require(Permission.REPLY_AS_SUPPLIER, on=question.supplier)
        if question.state != QuestionState.ASKED:
            raise NotReady("supplier_question.replied")
    _check_reply(questions, reply, at)
    for question in questions:
        question.state, question.result = QuestionState.REPLIED, reply.result
        question.comment, question.valid_until = reply.comment.strip(), reply.valid_until
        question.replied_at, question.replied_by_id = at, by.user_id
        question.replied_by_name = by.name
        question.save()
        record(by, "supplier_question.replied", question.assessment, at=at, subject=question)
    return questions


def _check_reply(questions: Sequence[SupplierQuestion], reply: SupplierReply, at: datetime) -> None:
    problems = list(rules.text_problems(reply.comment, "comment", most=MAX_REPLY))
    if len({(each.supplier_id, each.requirement_id) for each in questions}) != 1:
        problems.append(Problem.of("supplier_reply.not_the_same", where="questions"))
    if reply.valid_until and reply.valid_until < localtime(at).date():
        found = reply.valid_until
        problems.append(Problem.of("supplier_reply.past", where="valid_until", found=found))
    if problems:
        raise InvalidInput("supplier_reply.invalid", problems=problems)


@transaction.atomic
def accept_reply(*, by: Viewer, question_id: int, at: datetime) -> Saved:
    """Take a supplier's reply over as one's own answer, its source kept with it.

    Raises
    ------
    NotFound, NotAllowed
        ``supplier_question.unknown``; without ``ANSWER`` on the actor.
    NotReady
        ``supplier_question.not_replied``; ``supplier_reply.no_room``: with what the customer has
        written already, it is longer than a comment may be; as :func:`save_answers`.
    """
    question = queries.question_for(by, question_id, lock=True)
    assessment = question.assessment
    by.require(Permission.ANSWER, on=assessment.actor)
    if question.state != QuestionState.REPLIED:
        raise NotReady("supplier_question.not_replied")
    code = question.requirement.code
    row = queries.answer_for(by, assessment, code, at=at)
    source = {
        "question": question.pk,
        "supplier": question.supplier_id,
        "name": question.supplier_name,
        "result": question.result,
        "replied_at": question.replied_at.isoformat() if question.replied_at else None,
        "valid_until": question.valid_until.isoformat() if question.valid_until else None,
    }
    saved = save_answers(
        by=by,
        assessment_id=assessment.pk,
        entries=[AnswerEntry(code, _taken(row.values, question), row.version, source)],
        at=at,
        origin=AnswerOrigin.SUPPLIER,
    )
    question.state, question.settled_at = QuestionState.TAKEN, at
    question.save(update_fields=["state", "settled_at"])
    record(by, "supplier_question.taken", question.assessment, at=at, subject=question)
    return saved


def _taken(values: AnswerValues, question: SupplierQuestion) -> AnswerValues:
    """The answer with what the supplier says; what the customer wrote stays above it."""
    is_there = question.comment in values.comment
    said = values.comment if is_there else "\n\n".join((values.comment, question.comment)).strip()
    if len(said) > MAX_COMMENT:
        raise NotReady("supplier_reply.no_room", about=question.assessment, most=MAX_COMMENT)
    values = replace(values, comment=said)
    if question.result == SupplierResult.NOT_OURS:
        return replace(values, result=Result.UNKNOWN, done_by=DoneBy.UNSAID, supplier="")
    return replace(
        values,
        result=Result(question.result),
        done_by=DoneBy.SUPPLIER,
        supplier=question.supplier_name,
    )
