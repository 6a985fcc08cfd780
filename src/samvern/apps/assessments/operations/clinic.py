"""A small clinic goes through its short check and does something about what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actions import operations as follow_up
from samvern.apps.actions.models import Action
from samvern.apps.actions.operations import ActionPlan, Source
from samvern.apps.actors import queries as actors
from samvern.apps.assessments import letters, queries, rules
from samvern.apps.assessments.models import (
    AnswerOrigin,
    Assessment,
    AssessmentState,
    ShortCheck,
    SupplierQuestion,
)
from samvern.apps.assessments.operations.answering import (
    AnswerEntry,
    Saved,
    acknowledge,
    save_answer,
    save_answers,
    start_assessment,
)
from samvern.apps.assessments.operations.suppliers import ask_supplier
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import Clinic
from samvern.apps.assessments.recording import record
from samvern.base.viewer import Viewer
from samvern.engine.assessments import MAX_NAME, AnswerValues, Confidentiality, DoneBy, Result
from samvern.engine.checks import (
    Offer,
    presets,
)
from samvern.engine.errors import InvalidInput, NotAllowed, NotReady
from samvern.engine.follow_up import DecisionKind, Severity
from samvern.engine.programme.document import in_language

#: The letters of an address that somebody may have to type: none that looks like another.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz"
#: So many letters are more than anybody tries.
_KEY_LETTERS: Final = 14
#: A step is to be done within four weeks, unless the clinic says another day.
DAYS_FOR_A_STEP: Final = 28
#: How serious it is that a step is not done, by the weight of its question.
_SEVERITIES: Final = {
    1: Severity.LOW,
    2: Severity.LOW,
    3: Severity.MEDIUM,
    4: Severity.MEDIUM,
    5: Severity.HIGH,
}


@transaction.atomic
def start_check(*, by: Viewer, actor_id: int, at: datetime) -> Assessment:
    """Begin a short check that nobody asks for, having read who will see what.

    One that the clinic is in the middle of goes on instead.

    Raises
    ------
    NotFound
        ``actor.unknown``, ``framework.unknown``.
    NotAllowed
        Without ``START_ASSESSMENT`` on the actor.
    """
    actor = actors.actor_for(by, actor_id)
    by.require(Permission.START_ASSESSMENT, on=actor)
    found = queries.open_check_of(by, actor)
    if found is None:
        check = queries.usual_check()
        found = start_assessment(
            by=by,
            actor_id=actor_id,
            set_code=check.framework,
            set_version=check.framework_version,
            title=in_language(check.title, by.language),
            period=str(localtime(at).year),
            at=at,
        )
    return acknowledge(by=by, assessment_id=found.pk, at=at)


@transaction.atomic
def tell_facts(
    *, by: Viewer, assessment_id: int, facts: Mapping[str, bool], at: datetime
) -> ShortCheck:
    """Say what the clinic has and has not; what it has not is answered as not relevant.

    Said otherwise later, questions come back without an answer.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` as :func:`save_answers`.
    """
    found = _answering(by, assessment_id)
    told = {each.id: facts.get(each.id, True) for each in found.check.facts}
    before = found.facts
    short = found.short or ShortCheck(
        assessment=found.assessment,
        key="".join(secrets.choice(_LETTERS) for _letter in range(_KEY_LETTERS)),
        supplier=queries.known_before(by, found).entry.supplier,
    )
    short.facts, short.told_at = told, at
    short.save()
    left_out = presets(found.check, told, by.language)
    back = {
        each: AnswerValues()
        for each in presets(found.check, before, by.language)
        if each not in left_out and _says(found, each, Result.NOT_APPLICABLE)
    }
    entries = [
        AnswerEntry(code, values, found.answers[code].version if code in found.answers else 0)
        for code, values in {**left_out, **back}.items()
        if not (code in left_out and _says(found, code, Result.NOT_APPLICABLE))
    ]
    save_answers(
        by=by, assessment_id=assessment_id, entries=entries, at=at, origin=AnswerOrigin.PREFILLED
    )
    record(by, "short_check.told", short.assessment, at=at, subject=short)
    return short


def _says(found: Clinic, code: str, result: Result) -> bool:
    return code in found.values and found.values[code].result is result


def _answering(by: Viewer, assessment_id: int) -> Clinic:
    found = queries.clinic(by, assessment_id, lock=True)
    if not found.may_answer:
        raise NotAllowed("permission.missing", permission=str(Permission.ANSWER))
    if found.assessment.told_at is None:
        raise NotReady("assessment.not_told")
    queries.require_open(found.assessment)
    return found


@transaction.atomic
def answer_question(
    *,
    by: Viewer,
    assessment_id: int,
    code: str,
    offer: Offer,
    version: int,
    comment: str = "",
    at: datetime,
) -> Saved:
    """Choose an answer; what else is said of the requirement stays.

    A supplier that was told before goes into the answer that a supplier is to give.

    Raises
    ------
    NotFound
        ``assessment.unknown``; ``assessment.not_asked``, also for a question that is not asked.
    InvalidInput
        ``check.not_offered``; ``answer.invalid``.
    NotAllowed, NotReady, Conflict
        As :func:`save_answers`.
    """
    found = _answering(by, assessment_id)
    question = queries.question_page(found, code).question
    if offer not in question.answers:
        raise InvalidInput("check.not_offered", found=offer.value)
    said = question.values(offer, by.language, supplier=found.supplier)
    values = replace(
        found.values.get(code, AnswerValues()),
        progress=said.progress,
        result=said.result,
        reason=said.reason,
        done_by=said.done_by,
        supplier=said.supplier,
        comment=comment,
    )
    return save_answer(
        by=by, assessment_id=assessment_id, code=code, values=values, version=version, at=at
    )


@transaction.atomic
def say_supplier(*, by: Viewer, assessment_id: int, name: str, at: datetime) -> ShortCheck:
    """Say once who the supplier is; it goes into every answer that a supplier is to give.

    Raises
    ------
    NotFound, NotAllowed, NotReady
        As :func:`save_answers`; ``short_check.not_begun`` before the facts are told.
    InvalidInput
        ``short_check.supplier_invalid``.
    """
    found = _answering(by, assessment_id)
    if found.short is None:
        raise NotReady("short_check.not_begun")
    named, before = " ".join(name.split()), found.supplier
    if problems := list(rules.line_problems(named, "name", most=MAX_NAME)):
        raise InvalidInput("short_check.supplier_invalid", problems=problems)
    entries = [
        AnswerEntry(code, replace(each.values, supplier=named), each.version)
        for code, each in found.answers.items()
        if each.values.done_by is DoneBy.SUPPLIER and each.supplier in {"", before}
    ]
    save_answers(by=by, assessment_id=assessment_id, entries=entries, at=at)
    found.short.supplier = named
    found.short.save(update_fields=["supplier"])
    record(by, "short_check.supplier_told", found.assessment, at=at, subject=found.short)
    return found.short


@transaction.atomic
def ask_supplier_of(
    *, by: Viewer, assessment_id: int, supplier: str, at: datetime
) -> list[SupplierQuestion]:
    """Ask a supplier everything that the clinic leaves to it, in one go.

    Raises
    ------
    NotFound
        ``assessment.unknown``; ``check.step_unknown``: there is nothing to ask that supplier.
    NotAllowed, NotReady, InvalidInput
        As :func:`ask_supplier`.
    """
    found = queries.clinic(by, assessment_id, lock=True)
    step = queries.supplier_step(found, supplier)
    return [
        ask_supplier(by=by, assessment_id=assessment_id, code=code, at=at)
        for code in step.questions
    ]


@transaction.atomic
def plan_step(*, by: Viewer, assessment_id: int, question: str, at: datetime) -> Action:
    """Make a next step an action of the viewer's own, to be done within four weeks.

    Its finding is seen by the clinic alone until the check has been handed in as reported: nobody
    else sees what is in a draft. Planned again, it is the same action.

    Raises
    ------
    NotFound
        ``assessment.unknown``, ``check.step_unknown``.
    NotAllowed, NotReady, InvalidInput
        As the operations of findings and actions.
    """
    found = queries.clinic(by, assessment_id, lock=True)
    step = queries.step_of(found, question)
    if known := queries.actions_of_steps(by, found.assessment).get(question):
        return known
    page = queries.question_page(found, question)
    finding = follow_up.raise_finding(
        by=by,
        actor=found.assessment.actor,
        title=in_language(page.title, by.language),
        description=in_language(step.because, by.language),
        severity=_SEVERITIES[step.weight],
        source=Source(queries.FINDING_SOURCE, str(found.assessment.pk), str(found.assessment)),
        confidentiality=_readers_of_step(found.assessment),
        at=at,
        key=question,
    )
    follow_up.decide_finding(
        by=by, finding_id=finding.pk, version=finding.version, kind=DecisionKind.TREAT, at=at
    )
    plan = ActionPlan(
        what=in_language(step.task.do, by.language),
        due_on=localtime(at).date() + timedelta(days=DAYS_FOR_A_STEP),
        owner_id=by.user_id,
    )
    return follow_up.plan_action(by=by, finding_id=finding.pk, plan=plan, at=at)


def _readers_of_step(assessment: Assessment) -> Confidentiality:
    if assessment.state in {AssessmentState.SUBMITTED, AssessmentState.ACCEPTED}:
        return Confidentiality(assessment.confidentiality)
    return Confidentiality.IMPROVEMENT


@transaction.atomic
def send_link(*, by: Viewer, assessment_id: int, at: datetime) -> ShortCheck:
    """Send the address at which the check goes on to the viewer's own e-mail address.

    Raises ``NotFound`` (``assessment.unknown``), ``NotReady`` (``short_check.not_begun``).
    """
    found = queries.clinic(by, assessment_id)
    short = found.short
    if short is None:
        raise NotReady("short_check.not_begun")
    record(by, "short_check.link_sent", short.assessment, at=at, subject=short)
    transaction.on_commit(lambda: letters.send_check_link(short.key, by=by), robust=True)
    return short
