"""An earlier assessment beside this one: what lives on of what it was asked, and what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from samvern.apps.assessments.models import Answer, Assessment
from samvern.apps.assessments.queries.asked import asked_of
from samvern.apps.assessments.queries.assessments import answers_of, owns
from samvern.apps.assessments.queries.evidence import evidence_of
from samvern.apps.evidence.models import Evidence
from samvern.apps.frameworks import queries as frameworks
from samvern.base.viewer import Viewer
from samvern.engine.assessments import AnswerValues, Confidentiality, Result
from samvern.engine.errors import NotAllowed, NotFound
from samvern.engine.frameworks import Change, Requirement, RequirementChange

#: What is written in words of an answer, for whoever was to read it.
WRITTEN: Final = ("reason", "comment", "supplier", "responsible")


class Lives(StrEnum):
    """How a requirement of this set lives on from the earlier one."""

    SAME = "same"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    SPLIT = "split"  # an earlier one became several, of which this is one
    MERGED = "merged"  # several earlier ones became this one
    NEW = "new"


@dataclass(frozen=True)
class CarryRow:
    """A requirement that takes an answer, what it was earlier, and what was said then and now."""

    requirement: Requirement
    chapter: Requirement | None
    lives: Lives
    origins: tuple[str, ...]
    before: tuple[tuple[str, AnswerValues], ...]
    answer: Answer | None
    #: What the earlier answer rests on and that is still in use.
    evidence: tuple[Evidence, ...] = ()

    @property
    def carried(self) -> tuple[str, AnswerValues] | None:
        """What can be carried over: the number that it stood at, and what was said.

        Of several that became one, what was said is for a person to put together.
        """
        return self.before[0] if len(self.origins) == 1 and self.before else None

    @property
    def written(self) -> Mapping[str, str]:
        """What was written of it in words, by field."""
        said = self.carried[1] if self.carried else AnswerValues()
        return {name: text for name in WRITTEN if (text := getattr(said, name))}

    @property
    def asks_again(self) -> bool:
        """Whether nobody has said yet that what was carried over is still true."""
        return self.answer is not None and self.answer.is_carried


@dataclass(frozen=True)
class Carrying:
    """An assessment beside an earlier one."""

    assessment: Assessment
    earlier: Assessment
    rows: tuple[CarryRow, ...]

    @property
    def crosses(self) -> bool:
        """Whether what was said for improvement is carried into what the authority will see."""
        return (
            self.earlier.confidentiality == Confidentiality.IMPROVEMENT
            and self.assessment.confidentiality == Confidentiality.REPORTED
        )

    @property
    def to_choose(self) -> tuple[CarryRow, ...]:
        """Those of which something was written or shown that stays behind unless it is chosen."""
        if not self.crosses:
            return ()
        return tuple(each for each in self.to_carry if each.written or each.evidence)

    def carried_of(self, row: CarryRow, *, with_words: bool) -> AnswerValues | None:
        """What is carried over of a requirement, with what was written or without it.

        That something does not apply is not said without the reason that was written of it.
        """
        if row.carried is None:
            return None
        _code, values = row.carried
        if with_words or not self.crosses:
            return values
        if values.result is Result.NOT_APPLICABLE:
            return None
        return replace(values, reason="", comment="", supplier="", responsible="")

    @property
    def to_carry(self) -> tuple[CarryRow, ...]:
        """Those that would be carried over: said then, and nothing said now."""
        return tuple(each for each in self.rows if each.carried and each.answer is None)

    @property
    def to_confirm(self) -> tuple[CarryRow, ...]:
        """Those of which nobody has said that they are still true."""
        return tuple(each for each in self.rows if each.asks_again)


def earlier_of(viewer: Viewer, assessment: Assessment) -> list[Assessment]:
    """Earlier assessments of the organisation against the set, in any version, newest first.

    Raises ``NotAllowed`` for those who see some of the assessment only.
    """
    _require_all(viewer, assessment)
    found = Assessment.objects.owned_by(viewer).filter(
        actor_id=assessment.actor_id,
        requirement_set__code=assessment.requirement_set.code,
        answered_count__gt=0,
        created_at__lte=assessment.created_at,
    )
    return list(found.exclude(pk=assessment.pk).select_related("actor", "requirement_set"))


def carrying(viewer: Viewer, assessment: Assessment, earlier_id: int | None = None) -> Carrying:
    """An assessment beside an earlier one: the newest, or the one named.

    Raises
    ------
    NotFound
        ``carry.nothing_earlier``: there is none such of the organisation and the set.
    """
    earlier = next(
        (each for each in earlier_of(viewer, assessment) if earlier_id in {None, each.pk}), None
    )
    if earlier is None:
        raise NotFound("carry.nothing_earlier")
    told, origins = _comparison(viewer, assessment, earlier)
    rests_on = evidence_of(viewer, earlier)
    then = {code: each.values for code, each in answers_of(viewer, earlier).items()}
    now = answers_of(viewer, assessment)
    asked = asked_of(assessment)
    return Carrying(
        assessment,
        earlier,
        tuple(
            CarryRow(
                requirement=each,
                chapter=asked.above[each.id][0] if asked.above[each.id] else None,
                lives=told.get(each.id, Lives.NEW),
                origins=origins.get(each.id, ()),
                before=tuple(
                    (code, then[code]) for code in origins.get(each.id, ()) if code in then
                ),
                answer=now.get(each.id),
                evidence=tuple(
                    piece
                    for code in origins.get(each.id, ())
                    for piece in rests_on.get(code, ())
                    if piece.is_current
                ),
            )
            for each in asked.assessable
        ),
    )


def _comparison(
    viewer: Viewer, assessment: Assessment, earlier: Assessment
) -> tuple[dict[str, Lives], dict[str, tuple[str, ...]]]:
    """How each requirement lives on, and from which ones."""
    here, there = assessment.requirement_set, earlier.requirement_set
    known = {each.id for each in frameworks.document_of(there).requirements}
    told = {
        each.id: Lives.SAME
        for each in frameworks.document_of(here).requirements
        if each.id in known
    }
    origins: dict[str, tuple[str, ...]] = {code: (code,) for code in told}
    if here.pk == there.pk:
        return told, origins
    page = frameworks.comparison(viewer, here.code, there.version, here.version)
    for change in page.found.requirements:
        before, after = change.earlier, change.later
        if page.later.pk == there.pk:
            before, after = after, before
        for code in after:
            told[code], origins[code] = _lives(change, before, after), before
    return told, origins


def _lives(change: RequirementChange, before: Iterable[str], after: Iterable[str]) -> Lives:
    earlier, later = list(before), list(after)
    if not earlier:
        return Lives.NEW
    if len(earlier) > 1:
        return Lives.MERGED
    if len(later) > 1:
        return Lives.SPLIT
    if Change.REWORDED in change.changes:
        return Lives.REWORDED
    return Lives.RENUMBERED if Change.RENUMBERED in change.changes else Lives.SAME


def carried_answers(viewer: Viewer, assessment: Assessment) -> Mapping[str, Answer]:
    """Answers of which nobody has said yet that they are still true, by number."""
    found = answers_of(viewer, assessment)
    return {code: each for code, each in found.items() if each.is_carried}


def _require_all(viewer: Viewer, assessment: Assessment) -> None:
    if not owns(viewer, assessment):
        raise NotAllowed("assessment.only_some")
