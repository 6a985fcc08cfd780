"""What an organisation does with its own assessment before it is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actors import queries as actors
from samvern.apps.assessments import queries, rules
from samvern.apps.assessments.models import (
    MAX_PERIOD,
    MAX_TITLE,
    Answer,
    AnswerOrigin,
    AnswerState,
    Assessment,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import asked_of, asked_of_actor
from samvern.apps.assessments.recording import record
from samvern.apps.frameworks import queries as frameworks
from samvern.base.viewer import Viewer
from samvern.engine.assessments import (
    AnswerValues,
    Confidentiality,
    changed_fields,
    find_answer_problems,
    merge,
    tidy,
)
from samvern.engine.deadlines import due_problems
from samvern.engine.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    Problem,
)


@dataclass(frozen=True)
class AnswerEntry:
    """What is to be said of a requirement.

    ``version`` is the version of the answer that was looked at, 0 when there was none. ``source``
    is what an accepted suggestion or a carried answer rests on, as plain values.
    """

    code: str
    values: AnswerValues
    version: int = 0
    source: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    """What was saved, by number. ``merged`` names what somebody else had changed meanwhile and is
    kept beside it.
    """

    answers: Mapping[str, Answer]
    merged: Mapping[str, tuple[str, ...]]


@transaction.atomic
def start_assessment(
    *,
    by: Viewer,
    actor_id: int,
    set_code: str,
    set_version: str,
    title: str,
    period: str,
    at: datetime,
    confidentiality: Confidentiality = Confidentiality.IMPROVEMENT,
    due_on: date | None = None,
) -> Assessment:
    """Start an assessment that no campaign asks for.

    Raises
    ------
    NotFound
        ``actor.unknown``, ``framework.unknown`` or ``framework.version_unknown``.
    NotAllowed
        Without ``START_ASSESSMENT`` on the actor.
    InvalidInput
        ``assessment.invalid`` with all problems.
    """
    actor = actors.actor_for(by, actor_id)
    by.require(Permission.START_ASSESSMENT, on=actor)
    problems = [
        *rules.line_problems(title, "title", most=MAX_TITLE),
        *rules.line_problems(period, "period", most=MAX_PERIOD),
        *due_problems(due_on, "due_on", today=localtime(at).date()),
    ]
    found = frameworks.set_for(by, set_code, set_version)
    asked = asked_of_actor(found, actor)
    if not asked.assessable:
        problems.append(Problem.of("assessment.asks_nothing", where="requirement_set"))
    if problems:
        raise InvalidInput("assessment.invalid", problems=problems)
    assessment = Assessment.objects.create(
        actor=actor,
        requirement_set=found,
        title=" ".join(title.split()),
        period=" ".join(period.split()),
        confidentiality=confidentiality,
        due_on=due_on,
        created_at=at,
        total_count=len(asked.assessable),
    )
    changes = {"confidentiality": assessment.confidentiality, "requirement_set": str(found)}
    record(by, "assessment.started", assessment, at=at, changes=changes)
    return assessment


@transaction.atomic
def acknowledge(*, by: Viewer, assessment_id: int, at: datetime) -> Assessment:
    """Note that somebody who is to answer has read who will see what; the first time counts.

    Where somebody else has answered on the organisation's behalf, it takes over with this, and that
    person sees no more of it than others do.

    Raises ``NotFound`` (``assessment.unknown``), or ``NotAllowed`` to whoever only reads.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    _permit(by, assessment)
    is_taken_over = assessment.on_behalf_by_id is not None
    if assessment.told_at is not None or queries.answers_on_behalf(by, assessment):
        return assessment
    assessment.told_at, assessment.told_by_id = at, by.user_id
    assessment.on_behalf_by, assessment.on_behalf_reason = None, ""
    assessment.save(update_fields=["told_at", "told_by", "on_behalf_by", "on_behalf_reason"])
    if is_taken_over:
        record(by, "assessment.handed_back", assessment, at=at)
    changes = {"confidentiality": assessment.confidentiality}
    record(by, "assessment.told", assessment, at=at, changes=changes)
    return assessment


def save_answer(
    *,
    by: Viewer,
    assessment_id: int,
    code: str,
    values: AnswerValues,
    version: int,
    at: datetime,
    origin: AnswerOrigin = AnswerOrigin.WRITTEN,
) -> Saved:
    """Say something of one requirement; see :func:`save_answers`."""
    entry = AnswerEntry(code, values, version)
    return save_answers(by=by, assessment_id=assessment_id, entries=[entry], at=at, origin=origin)


@transaction.atomic
def save_answers(
    *,
    by: Viewer,
    assessment_id: int,
    entries: Sequence[AnswerEntry],
    at: datetime,
    origin: AnswerOrigin = AnswerOrigin.WRITTEN,
) -> Saved:
    """Say something of some requirements, all or nothing.

    Who started from an older version is not refused: what the two have changed apart from each
    other is put together. The trail tells that answers were saved and how many, never what.

    Raises
    ------
    NotFound
        ``assessment.unknown``; ``assessment.not_asked``, also for one that is not delegated to
        somebody who answers some of them only.
    NotAllowed
        Without ``ANSWER`` on the actor, or ``ANSWER_DELEGATED`` for what is delegated.
    NotReady
        ``assessment.not_told``: nobody has read who will see what; ``assessment.locked``.
    InvalidInput
        ``answer.invalid`` with all problems, each where it is, such as ``2.1.1.reason``.
    Conflict
        ``answer.changed``: somebody else has changed the same otherwise meanwhile. Its problems
        name what, such as ``2.1.1.result``, with both values; nothing is saved.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    _permit(by, assessment)
    if not queries.is_told(by, assessment):
        raise NotReady("assessment.not_told")
    queries.require_open(assessment)
    keys = _keys(by, assessment, entries, at)
    found = Answer.objects.filter(assessment=assessment, requirement__in=keys.values())
    current = {answer.requirement_id: answer for answer in found}
    merged = [_merged(entry, current.get(keys[entry.code])) for entry in entries]
    _check(merged, today=None if origin in _TAKEN_OVER else localtime(at).date())
    changed = [
        each
        for each in merged
        if each.before is None or each.values != each.before.values or each.before.is_carried
    ]
    delta = 0
    for each in changed:
        answer = each.before or Answer(
            assessment=assessment, requirement_id=keys[each.entry.code], version=0
        )
        delta += each.values.is_answered - bool(answer.result if each.before else "")
        answer.put(each.values, by=by, at=at)
        answer.is_carried = origin == AnswerOrigin.CARRIED
        answer.version += 1
        each.answer = answer
    _write(changed, by=by, at=at, origin=origin)
    if delta:
        assessment.answered_count += delta
        assessment.save(update_fields=["answered_count"])
    if changed:
        changes = {"answers": len(changed), "origin": str(origin)}
        record(by, "assessment.answered", assessment, at=at, changes=changes)
    return Saved(
        answers={each.entry.code: each.answer for each in merged if each.answer},
        merged={each.entry.code: each.kept for each in merged if each.kept},
    )


@dataclass
class _Merged:
    """An entry put together with what is there."""

    entry: AnswerEntry
    values: AnswerValues
    before: Answer | None
    kept: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    answer: Answer | None = None


def _permit(by: Viewer, assessment: Assessment) -> None:
    """Refuse whoever sees the answers but writes none, such as a token that only reads."""
    if not queries.may_answer(by, assessment):
        raise NotAllowed("permission.missing", permission=str(Permission.ANSWER))


def _keys(
    by: Viewer, assessment: Assessment, entries: Iterable[AnswerEntry], at: datetime
) -> dict[str, int]:
    """The keys of the requirements, all of which the viewer may answer."""
    asked = asked_of(assessment)
    allowed = set(asked.codes.values())
    if not queries.owns(by, assessment):
        allowed &= queries.delegated_codes(by, assessment, at=at)
    found: dict[str, int] = {}
    twice = []
    for entry in entries:
        if entry.code not in allowed:
            raise NotFound("assessment.not_asked", id=entry.code)
        if entry.code in found:
            twice.append(Problem.of("answer.twice", where=entry.code))
        found[entry.code] = asked.keys[entry.code]
    if twice:
        raise InvalidInput("answer.invalid", problems=twice)
    return found


def _merged(entry: AnswerEntry, before: Answer | None) -> _Merged:
    mine = tidy(entry.values)
    if before is None:
        if entry.version:
            raise InvalidInput("answer.version_unknown", found=entry.version)
        return _Merged(entry, mine, None)
    if before.version == entry.version:
        return _Merged(entry, mine, before, answer=before)
    base = queries.values_at(before, entry.version)
    if base is None:
        raise InvalidInput("answer.version_unknown", found=entry.version)
    theirs = before.values
    found = merge(base, mine, theirs)
    kept = tuple(
        name
        for name in changed_fields(base, theirs)
        if getattr(mine, name) != getattr(theirs, name)
    )
    return _Merged(entry, tidy(found.merged), before, kept, found.clashes, answer=before)


def _check(merged: Sequence[_Merged], *, today: date | None) -> None:
    """Refuse what clashes or makes no sense; without ``today`` days that have passed may stand."""
    clashes = [
        Problem.of(
            "answer.changed",
            where=f"{each.entry.code}.{name}",
            mine=_plain(each.entry.values, name),
            theirs=_plain(each.values, name),
        )
        for each in merged
        for name in each.clashes
    ]
    if clashes:
        raise Conflict("answer.changed", problems=clashes)
    problems = [
        Problem(each.code, each.params, where=f"{one.entry.code}.{each.where}")
        for one in merged
        for each in (*find_answer_problems(one.values), *_due_problems(one, today))
    ]
    if problems:
        raise InvalidInput("answer.invalid", problems=problems)


def _due_problems(one: _Merged, today: date | None) -> Iterator[Problem]:
    """What is wrong with a day that is newly said; one that stood there, or was put back, stays."""
    before = one.before.values.due_on if one.before else None
    if today and not one.entry.source and one.values.due_on != before:
        yield from due_problems(one.values.due_on, "due_on", today=today)


def _plain(values: AnswerValues, name: str) -> str:
    value = values.to_json()[name]
    return "" if value is None else str(value)


def _write(changed: Sequence[_Merged], *, by: Viewer, at: datetime, origin: AnswerOrigin) -> None:
    answers = [each.answer for each in changed if each.answer]
    old = [answer for answer in answers if answer.pk is not None]
    Answer.objects.bulk_create(answer for answer in answers if answer.pk is None)
    if len(old) == 1:
        old[0].save(update_fields=_WRITTEN)
    elif old:
        Answer.objects.bulk_update(old, _WRITTEN, batch_size=100)
    AnswerState.objects.bulk_create(
        AnswerState(
            answer=each.answer,
            number=each.answer.version,
            values=each.answer.values.to_json(),
            origin=origin,
            source=dict(each.entry.source),
            by_user_id=by.user_id,
            by_name=by.name,
            at=at,
        )
        for each in changed
        if each.answer
    )


#: What was said elsewhere is taken over with the days that were said there.
_TAKEN_OVER = (
    AnswerOrigin.CARRIED,
    AnswerOrigin.SUGGESTED,
    AnswerOrigin.SUPPLIER,
    AnswerOrigin.PREFILLED,
)

#: What a save writes of an answer that is there.
_WRITTEN = (
    *("progress", "result", "maturity", "confidence", "reason", "done_by", "supplier", "comment"),
    *("responsible", "due_on", "is_carried", "version", "changed_at", "changed_by"),
)
