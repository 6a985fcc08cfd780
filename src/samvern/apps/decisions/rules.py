"""Rules for what may be saved, whatever door it came through."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from samvern.apps.decisions.models import DecisionSharing, Level, ScenarioSharing
from samvern.apps.decisions.record import Said
from samvern.apps.programmes.rules import line_problems
from samvern.engine.errors import InvalidInput, Problem

MAX_TITLE = 200
MAX_BODY = 300
MAX_NAMES = 1_000
MAX_WORDS = 20_000

Tiers = Sequence[Sequence[str]]


def check_scenario(*, level: str, title: str, reason: str, sharing: str) -> None:
    """Refuse a scenario that does not say what it is and why. Raises ``InvalidInput``."""
    problems = [
        *_choice(level, "level", Level.values),
        *_choice(sharing, "sharing", ScenarioSharing.values),
        *_text(title, "title", MAX_TITLE),
        *_text(reason, "reason", MAX_WORDS),
    ]
    if problems:
        raise InvalidInput("scenario.invalid", problems=problems)


def check_decision(said: Said, *, level: str, sharing: str, today: date) -> None:
    """Refuse a decision that does not say what, why and who. Raises ``InvalidInput``."""
    limits = {
        "title": MAX_TITLE,
        "decided": MAX_WORDS,
        "reasons": MAX_WORDS,
        "body": MAX_BODY,
        "decided_by": MAX_NAMES,
    }
    problems = [
        *_choice(level, "level", Level.values),
        *_choice(sharing, "sharing", DecisionSharing.values),
    ]
    for name, limit in limits.items():
        problems += _text(said.texts[name], name, limit)
    if said.decided_on > today:
        problems.append(Problem.of("decision.in_future", where="decided_on", on=said.decided_on))
    if problems:
        raise InvalidInput("decision.invalid", problems=problems)


def check_why(why: str) -> None:
    """Refuse to supersede a decision without a reason. Raises ``InvalidInput``."""
    problems = list(_text(why, "why", MAX_WORDS))
    if problems:
        raise InvalidInput("decision.invalid", problems=problems)


def check_tiers(tiers: Tiers, alternatives: Collection[str]) -> list[list[str]]:
    """Give the decided order as lists; each alternative in it is known and stands in it once.

    Raises
    ------
    InvalidInput
        ``decision.invalid`` with all problems.
    """
    named = [code for tier in tiers for code in tier]
    problems = [
        Problem.of("decision.unknown_alternative", where="tiers", id=code[:40])
        for code in dict.fromkeys(named)
        if code not in alternatives
    ]
    problems += [
        Problem.of("decision.named_twice", where="tiers", id=code[:40])
        for code in dict.fromkeys(named)
        if named.count(code) > 1
    ]
    if not named or not all(tiers):
        problems.append(Problem.of("decision.no_order", where="tiers"))
    if problems:
        raise InvalidInput("decision.invalid", problems=problems)
    return [list(tier) for tier in tiers]


def _text(value: str, where: str, limit: int) -> Iterator[Problem]:
    yield from line_problems(value, where, limit=limit)
    if not str(value).strip():
        yield Problem.of("value.missing", where=where)


def _choice(value: str, where: str, known: Sequence[str]) -> Iterator[Problem]:
    if value not in known:
        shown = str(value)[:40]
        yield Problem.of("value.unknown", where=where, found=shown, known=", ".join(known))
