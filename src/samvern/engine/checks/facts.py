"""What is known of a clinic beforehand, and which questions it is therefore asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samvern.engine.assessments import AnswerValues
from samvern.engine.checks.check import Check, FactRule, Offer, Question


@dataclass(frozen=True)
class DirectoryEntry:
    """What the directory says of a clinic, as far as a check looks at it; empty is not known."""

    kind: str = ""
    size: str = ""
    owner_kind: str = ""
    supplier: str = ""


def known_facts(check: Check, entry: DirectoryEntry) -> dict[str, bool]:
    """The facts that the directory settles; the clinic may say otherwise.

    Examples
    --------
    >>> from samvern.engine.checks.examples import CHECK
    >>> known_facts(CHECK, DirectoryEntry(size="10-49")), known_facts(CHECK, DirectoryEntry())
    ({'staff': True}, {})
    """
    found = {}
    for fact in check.facts:
        for rule in fact.known_from:
            if _holds(rule, entry):
                found[fact.id] = rule.settles
                break
    return found


def _holds(rule: FactRule, entry: DirectoryEntry) -> bool:
    return (
        (not rule.kinds or entry.kind in rule.kinds)
        and (not rule.sizes or entry.size in rule.sizes)
        and (not rule.owner_kinds or entry.owner_kind in rule.owner_kinds)
        and (not rule.with_supplier or bool(entry.supplier.strip()))
    )


def asked(check: Check, facts: Mapping[str, bool]) -> tuple[Question, ...]:
    """The questions that a clinic is asked, in order; a fact that nobody has told leaves all in.

    Examples
    --------
    >>> from samvern.engine.checks.examples import CHECK
    >>> [question.id for question in asked(CHECK, {"staff": False})]
    ['2', '3']
    """
    return tuple(each for each in check.questions if facts.get(each.when, True))


def presets(check: Check, facts: Mapping[str, bool], language: str) -> dict[str, AnswerValues]:
    """The answers to what a clinic is not asked: not applicable, with the reason in words.

    Examples
    --------
    >>> from samvern.engine.checks.examples import CHECK
    >>> {name: each.reason for name, each in presets(CHECK, {"staff": False}, "en").items()}
    {'1': 'Only one person works here.'}
    """
    left_out = (each for each in check.questions if not facts.get(each.when, True))
    return {each.id: each.values(Offer.NOT_APPLICABLE, language) for each in left_out}
