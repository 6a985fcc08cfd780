"""Rules for what may be said of findings and actions, whatever door it came through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.follow_up import MOST_YEARS_ACCEPTED, DecisionKind
from samvern.engine.months import months_later

MAX_TITLE = 200
MAX_WHAT = 500
MAX_POSITION = 120
MAX_TEXT = 5_000
#: How long ago or ahead an action may be due; anything else is a slip of the pen.
MOST_DAYS_AWAY = 3_660

_UNSTORABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Source:
    """What showed a finding: a type (``app.model``), its identifier, and what people call it."""

    type: str
    id: str
    label: str


@dataclass(frozen=True)
class ActionPlan:
    """What is to be done: by an account at the actor or by a position, and by when.

    ``verifier_id`` is who is asked to see whether it works, if anybody in particular is.
    """

    what: str
    due_on: date
    owner_id: int | None = None
    position: str = ""
    verifier_id: int | None = None


def check_finding(title: str, description: str, source: Source, key: str) -> None:
    """Refuse texts that a finding cannot have. Raises ``InvalidInput`` (``finding.invalid``)."""
    problems = [
        *text_problems(title, "title", most=MAX_TITLE, is_required=True),
        *text_problems(description, "description", most=MAX_TEXT),
        *text_problems(source.type, "source.type", most=60, is_required=True),
        *text_problems(source.id, "source.id", most=40, is_required=True),
        *text_problems(source.label, "source.label", most=300),
        *text_problems(key, "key", most=200),
    ]
    _refuse("finding.invalid", problems)


def check_decision(kind: DecisionKind, reason: str, accepted_until: date | None, on: date) -> None:
    """Refuse a decision that says too little. Raises ``InvalidInput`` (``decision.invalid``)."""
    needs_reason = kind is not DecisionKind.TREAT
    problems = list(text_problems(reason, "reason", most=MAX_TEXT, is_required=needs_reason))
    if kind is not DecisionKind.ACCEPT:
        if accepted_until is not None:
            problems.append(Problem.of("decision.until_without_risk", where="accepted_until"))
    elif accepted_until is None:
        problems.append(Problem.of("decision.until_missing", where="accepted_until"))
    elif accepted_until < on:
        problems.append(Problem.of("decision.until_past", where="accepted_until"))
    elif accepted_until > months_later(on, 12 * MOST_YEARS_ACCEPTED):
        problems.append(
            Problem.of("decision.until_too_late", where="accepted_until", years=MOST_YEARS_ACCEPTED)
        )
    _refuse("decision.invalid", problems)


def check_plan(plan: ActionPlan, people: Mapping[int, str], on: date) -> None:
    """Refuse a plan for an action that nobody could follow.

    Parameters
    ----------
    people
        Everybody who may own or confirm an action there, by account.

    Raises
    ------
    InvalidInput
        ``action.invalid`` with all problems.
    """
    problems = [
        *text_problems(plan.what, "what", most=MAX_WHAT, is_required=True),
        *text_problems(plan.position, "position", most=MAX_POSITION),
    ]
    if (plan.owner_id is None) is (not plan.position.strip()):
        problems.append(Problem.of("action.one_owner", where="owner"))
    for where, person in (("owner", plan.owner_id), ("verifier", plan.verifier_id)):
        if person is not None and person not in people:
            problems.append(Problem.of("action.person_unknown", where=where))
    if plan.verifier_id is not None and plan.verifier_id == plan.owner_id:
        problems.append(Problem.of("action.verifier_is_owner", where="verifier"))
    if abs(plan.due_on - on) > timedelta(days=MOST_DAYS_AWAY):
        problems.append(Problem.of("action.due_too_far", where="due_on"))
    _refuse("action.invalid", problems)


def check_note(note: str, *, is_required: bool, code: str) -> None:
    """Refuse a note that is missing or too long. Raises ``InvalidInput`` with the code."""
    _refuse(code, list(text_problems(note, "note", most=MAX_TEXT, is_required=is_required)))


def text_problems(
    text: str, where: str, *, most: int, is_required: bool = False
) -> Iterator[Problem]:
    """Say what is wrong with a text that people wrote."""
    if is_required and not text.strip():
        yield Problem.of("value.missing", where=where)
    if len(text) > most:
        yield Problem.of("value.too_long", where=where, limit=most)
    if _UNSTORABLE.search(text):
        yield Problem.of("text.control_character", where=where)


def _refuse(code: str, problems: list[Problem]) -> None:
    if problems:
        raise InvalidInput(code, problems=problems)
