"""What a check must hold, by itself and against the set and the guidance that it speaks of."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from samvern.engine.checks.check import WEIGHTS, Check, Offer, Question
from samvern.engine.frameworks import Framework

#: Steps or list positions from the check to what is wrong.
Path = tuple[str | int, ...]


class Say(Protocol):
    """Takes what is wrong, and where."""

    def __call__(self, code: str, path: Path, **params: Any) -> None:
        """One flaw."""


def find_flaws(check: Check, say: Say) -> None:
    """Tell everything that is wrong with a check by itself.

    Codes: ``check.fact_repeated``, ``check.question_repeated``, ``check.fact_unknown``,
    ``check.source_unknown``, ``check.weight_out_of_range``, ``check.ask_missing`` (a supplier who
    may do it can be asked), ``check.reason_missing`` (a question that may be left out says why).
    """
    facts: set[str] = set()
    for place, fact in enumerate(check.facts):
        if fact.id in facts:
            say("check.fact_repeated", ("facts", place, "id"), id=fact.id)
        facts.add(fact.id)
    sources = {each.id for each in check.sources}
    seen: set[str] = set()
    for place, question in enumerate(check.questions):
        path: Path = ("questions", place)
        if question.id in seen:
            say("check.question_repeated", (*path, "id"), id=question.id)
        seen.add(question.id)
        _find_flaws_of_question(question, facts, sources, path, say)


def _find_flaws_of_question(
    question: Question, facts: Collection[str], sources: Collection[str], path: Path, say: Say
) -> None:
    if question.when and question.when not in facts:
        say("check.fact_unknown", (*path, "when"), id=question.when)
    if question.when and Offer.NOT_APPLICABLE not in question.answers:
        say("check.reason_missing", (*path, "answers"), id=question.id)
    if Offer.SUPPLIER in question.answers and question.ask is None:
        say("check.ask_missing", path, id=question.id)
    if question.weight.source not in sources:
        say("check.source_unknown", (*path, "weight", "source"), id=question.weight.source)
    if question.weight.value not in WEIGHTS:
        say(
            "check.weight_out_of_range",
            (*path, "weight", "value"),
            found=question.weight.value,
            least=WEIGHTS[0],
            most=WEIGHTS[-1],
        )


def find_mismatches(
    check: Check, framework: Framework, guidance: Collection[str], say: Say
) -> None:
    """Tell where a check and what it speaks of do not fit together.

    Parameters
    ----------
    guidance
        Identifiers of the entries of its catalogue of guidance.

    Codes: ``check.framework_differs``, ``check.requirement_unknown``, ``check.question_missing``
    (a requirement that nobody is asked about), ``check.order_differs``, ``check.guidance_unknown``.
    """
    if (framework.id, framework.version) != (check.framework, check.framework_version):
        name = f"{framework.id} {framework.version}"
        say("check.framework_differs", ("check", "framework"), found=name)
    requirements = [each.id for each in framework.requirements if each.is_assessable]
    questions = [each.id for each in check.questions]
    for place, question in enumerate(check.questions):
        path: Path = ("questions", place)
        if question.id not in requirements:
            say("check.requirement_unknown", (*path, "id"), id=question.id)
        for entry in question.guidance:
            if entry not in guidance:
                say("check.guidance_unknown", (*path, "guidance"), id=entry)
    for missing in (each for each in requirements if each not in questions):
        say("check.question_missing", ("questions",), id=missing)
    common = [each for each in requirements if each in questions]
    if common != [each for each in questions if each in requirements]:
        say("check.order_differs", ("questions",))
