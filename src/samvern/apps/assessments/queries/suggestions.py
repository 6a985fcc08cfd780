"""What the organisation's other answers say of requirements, over the mappings between sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samvern.apps.assessments.models import Answer, Assessment
from samvern.apps.assessments.queries.asked import asked_of
from samvern.apps.assessments.queries.assessments import owns
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.mappings import queries as mappings
from samvern.apps.mappings.queries import Leading
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Result
from samvern.engine.errors import NotAllowed
from samvern.engine.frameworks import Requirement
from samvern.engine.mappings import Answer as Said
from samvern.engine.mappings import Lead, Path, RequirementRef

#: What a result says to a mapping; not to know, and not to be concerned, say nothing.
_SAID: Mapping[str, Said] = {
    Result.FULFILLED: Said.FULFILLED,
    Result.PARTLY: Said.PARTLY,
    Result.NOT_FULFILLED: Said.NOT_FULFILLED,
}


@dataclass(frozen=True)
class SuggestionSource:
    """An answer of another assessment that says something, and the mappings it is said over."""

    assessment: Assessment
    requirement: Requirement
    set: RequirementSet
    result: Result
    at: datetime
    is_certain: bool
    is_reviewed: bool
    path: Path

    def to_json(self) -> dict[str, Any]:
        """What is kept of it with an answer that was accepted."""
        return {
            "assessment": self.assessment.pk,
            "set": self.set.code,
            "version": self.set.version,
            "requirement": self.requirement.id,
            "result": self.result.value,
            "at": self.at.isoformat(),
            "is_certain": self.is_certain,
            "is_reviewed": self.is_reviewed,
            "mappings": [step.mapping.id for step in self.path.steps],
        }


@dataclass(frozen=True)
class Suggestion:
    """What other answers say of a requirement; certain ones first, reviewed ones, the newest.

    ``answer`` is what is said of it already.
    """

    requirement: Requirement
    sources: tuple[SuggestionSource, ...]
    answer: Answer | None

    @property
    def results(self) -> tuple[Result, ...]:
        """What is said, each once: the certain ones if there are any."""
        certain = [each.result for each in self.sources if each.is_certain]
        return tuple(dict.fromkeys(certain or [each.result for each in self.sources]))

    @property
    def result(self) -> Result | None:
        """What is suggested; None where sources contradict each other, and a person settles it."""
        return self.results[0] if len(self.results) == 1 else None

    @property
    def is_certain(self) -> bool:
        """Whether it follows from the mappings, and is not only a hint."""
        return self.result is not None and self.sources[0].is_certain

    @property
    def is_open(self) -> bool:
        """Whether the requirement has no result yet."""
        return self.answer is None or not self.answer.result


@dataclass(frozen=True)
class _Told:
    """The newest answer to a requirement of another set."""

    assessment: Assessment
    set: RequirementSet
    requirement: Requirement
    result: Result
    at: datetime


def suggestions_of(
    viewer: Viewer, assessment: Assessment, *, code: str = ""
) -> dict[str, Suggestion]:
    """What is suggested for each requirement, or for one, by number in the order of the set.

    Only from assessments that the viewer owns; the newest answer to a requirement counts. Raises
    ``NotAllowed`` for those who see some of the assessment only.
    """
    if not owns(viewer, assessment):
        raise NotAllowed("assessment.only_some")
    leading = mappings.leading_to(viewer, assessment.requirement_set)
    by_code: dict[str, list[SuggestionSource]] = defaultdict(list)
    newest_first = reversed(_told(viewer, assessment, leading).items())
    for ref, told in newest_first:
        for lead in leading.leads[ref][_SAID[told.result]]:
            if not code or lead.target.id == code:
                by_code[lead.target.id].append(_source(told, lead))
    asked = asked_of(assessment)
    found = Answer.objects.visible_to(viewer).filter(assessment=assessment).order_by()
    answers = {asked.codes.get(each.requirement_id): each for each in found}
    return {
        each.id: Suggestion(
            each, tuple(sorted(by_code[each.id], key=_best_first)), answers.get(each.id)
        )
        for each in asked.assessable
        if each.id in by_code
    }


def suggestion_for(viewer: Viewer, assessment: Assessment, code: str) -> Suggestion | None:
    """What is suggested for one requirement, for those who own the assessment; else None."""
    if not owns(viewer, assessment):
        return None
    return suggestions_of(viewer, assessment, code=code).get(code)


def _told(viewer: Viewer, assessment: Assessment, leading: Leading) -> dict[RequirementRef, _Told]:
    """The newest answer to each requirement of other sets that says anything of this one."""
    own = assessment.requirement_set.code
    others = Assessment.objects.owned_by(viewer).filter(actor_id=assessment.actor_id)
    others = others.exclude(requirement_set__code=own)
    by_key = {each.pk: each for each in others.select_related("actor", "requirement_set")}
    rows = (
        Answer.objects.visible_to(viewer)
        .filter(assessment__actor_id=assessment.actor_id, result__in=list(_SAID))
        .exclude(assessment__requirement_set__code=own)
        .order_by("assessment__created_at", "assessment_id", "changed_at", "pk")
    )
    found: dict[RequirementRef, _Told] = {}
    for key, requirement_id, result, at in rows.values_list(
        "assessment_id", "requirement_id", "result", "changed_at"
    ):
        if other := by_key.get(key):
            asked = asked_of(other)
            number = asked.codes.get(requirement_id, "")
            there = other.requirement_set
            ref = leading.at_hand(there.code, there.version, number)
            if ref is not None and ref in leading.leads:
                found.pop(ref, None)
                found[ref] = _Told(other, there, asked.by_code[number], Result(result), at)
    return found


def _source(told: _Told, lead: Lead) -> SuggestionSource:
    return SuggestionSource(
        assessment=told.assessment,
        requirement=told.requirement,
        set=told.set,
        result=told.result,
        at=told.at,
        is_certain=lead.is_certain,
        is_reviewed=lead.is_reviewed,
        path=lead.path,
    )


def _best_first(source: SuggestionSource) -> tuple[bool, bool]:
    return not source.is_certain, not source.is_reviewed
