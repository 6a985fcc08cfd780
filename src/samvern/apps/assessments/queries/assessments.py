"""One assessment for a viewer: which, what is answered, and the whole of it as a value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F

from samvern.apps.actors.models import Actor
from samvern.apps.assessments.models import (
    WRITABLE,
    Answer,
    AnswerState,
    Assessment,
    AssessmentQuerySet,
    AssessmentState,
    DelegatedRequirement,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries.asked import Asked, asked_of
from samvern.apps.assessments.queries.evidence import evidence_of
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.queries import line_of
from samvern.base.viewer import Viewer
from samvern.engine.assessments import (
    AnswerValues,
    AssessedRequirement,
    AssessmentDocument,
    Confidentiality,
)
from samvern.engine.errors import NotAllowed, NotFound, NotReady
from samvern.engine.frameworks import NOT_AS_PUBLISHED, Requirement


@dataclass(frozen=True)
class AnswerRow:
    """A requirement or heading of an assessment, and what is said of it, if the viewer sees that.

    ``is_hidden`` says that others answer it: somebody who is only asked about some requirements.
    """

    requirement: Requirement
    above: tuple[Requirement, ...]
    answer: Answer | None
    is_hidden: bool = False

    @cached_property
    def values(self) -> AnswerValues:
        """What is said; nothing when nobody has said anything."""
        return self.answer.values if self.answer else AnswerValues()

    @property
    def version(self) -> int:
        """The version of the answer, 0 before there is one."""
        return self.answer.version if self.answer else 0


def assessments_of(viewer: Viewer, actor: Actor | None = None) -> AssessmentQuerySet:
    """The assessments that the viewer sees anything of, newest first."""
    found = Assessment.objects.visible_to(viewer)
    if actor is not None:
        found = found.filter(actor=actor)
    return found.select_related("actor", "requirement_set", "campaign")


def assessment_for(viewer: Viewer, assessment_id: int, *, lock: bool = False) -> Assessment:
    """An assessment that the viewer sees all or some of. Raises ``NotFound``."""
    found = Assessment.objects.visible_to(viewer).select_related(
        "actor", "requirement_set", "campaign"
    )
    if lock:
        found = found.select_for_update(of=("self",))
    assessment = found.filter(pk=assessment_id).first()
    if assessment is None:
        _tell_who_handed_back(viewer, assessment_id)
        raise NotFound("assessment.unknown")
    return assessment


def assessments_that_open(viewer: Viewer, ids: Collection[str]) -> list[str]:
    """Of assessments, those of which the viewer sees anything: whoever follows up what one showed,
    or reads the trail, may not.
    """
    found = Assessment.objects.visible_to(viewer).filter(pk__in=ids)
    return [str(pk) for pk in found.values_list("pk", flat=True)]


def _tell_who_handed_back(viewer: Viewer, assessment_id: int) -> None:
    """Whoever answered it for an organisation reads that this is over, and not that it never was.

    Raises ``NotReady`` (``assessment.handed_back``).
    """
    if not viewer.may(Permission.ANSWER_ON_BEHALF):
        return
    found = Assessment.objects.followed_by(viewer).select_related("campaign", "told_by")
    ended = found.filter(on_behalf_at__isnull=False, on_behalf_by__isnull=True)
    if assessment := ended.filter(pk=assessment_id).first():
        name = assessment.told_by.name if assessment.told_by else ""
        error = NotReady("assessment.handed_back", about=assessment.campaign)
        raise _since(error, name, assessment.told_at)


def require_open(assessment: Assessment) -> None:
    """Refuse to change what is locked. Raises ``NotReady``: ``assessment.locked`` while it waits,
    ``assessment.accepted``, or ``campaign.closed`` where it was never handed in.
    """
    if assessment.is_writable:
        return
    if assessment.state in WRITABLE and assessment.campaign:
        closed_at = assessment.campaign.closed_at
        raise _since(NotReady("campaign.closed", about=assessment), "", closed_at)
    last = assessment.submissions.order_by("-number").defer("document").first()
    name = (last.decided_by_name or last.submitted_by_name) if last else ""
    at = (last.decided_at or last.submitted_at) if last else None
    is_accepted = assessment.state == AssessmentState.ACCEPTED
    code = "assessment.accepted" if is_accepted else "assessment.locked"
    raise _since(NotReady(code, about=assessment), name, at)


def _since(error: NotReady, by_name: str, at: datetime | None) -> NotReady:
    """The error with who did what stands in the way, and when, for the page that tells of it."""
    error.params |= {"happened_by": by_name, "happened_at": at.isoformat() if at else ""}
    return error


def owns(viewer: Viewer, assessment: Assessment) -> bool:
    """Whether the viewer sees and answers all of an assessment, and not some of it only."""
    return viewer.may(Permission.READ_OWN, on=assessment.actor) or answers_on_behalf(
        viewer, assessment
    )


def owned_assessment_for(viewer: Viewer, assessment_id: int) -> Assessment:
    """An assessment that the viewer sees all of.

    Raises ``NotFound``, or ``NotAllowed`` (``assessment.only_some``) to those who see some of it.
    """
    found = assessment_for(viewer, assessment_id)
    if not owns(viewer, found):
        raise NotAllowed("assessment.only_some")
    return found


def answers_on_behalf(viewer: Viewer, assessment: Assessment) -> bool:
    """Whether the viewer answers it for an organisation that asked for help."""
    return (
        viewer.user_id is not None
        and viewer.user_id == assessment.on_behalf_by_id
        and assessment.confidentiality == Confidentiality.REPORTED
        and viewer.may(Permission.ANSWER_ON_BEHALF)
    )


def is_told(viewer: Viewer, assessment: Assessment) -> bool:
    """Whether the viewer can begin: somebody of the organisation has read who will see what. Whoever
    answers on its behalf has asked it instead.
    """
    return assessment.told_at is not None or answers_on_behalf(viewer, assessment)


def delegated_codes(viewer: Viewer, assessment: Assessment, *, at: datetime) -> frozenset[str]:
    """The numbers of the requirements that are delegated to the viewer."""
    found = DelegatedRequirement.objects.filter(
        delegation__assessment=assessment,
        delegation__accepted_by_id=viewer.user_id,
        delegation__revoked_at__isnull=True,
        delegation__expires_at__gt=at,
    )
    return frozenset(found.values_list("requirement__code", flat=True))


def answers_of(viewer: Viewer, assessment: Assessment) -> Mapping[str, Answer]:
    """Answers by the number of the requirement, as far as the viewer sees them: one query."""
    codes = asked_of(assessment).codes
    seen = Answer.objects.all() if owns(viewer, assessment) else Answer.objects.visible_to(viewer)
    found = seen.filter(assessment=assessment).order_by()
    return {codes[each.requirement_id]: each for each in found if each.requirement_id in codes}


def answer_rows(viewer: Viewer, assessment: Assessment, *, at: datetime) -> list[AnswerRow]:
    """Every requirement and heading that the assessment asks about, in order: one query, two for
    somebody to whom a part is delegated.
    """
    asked = asked_of(assessment)
    answers = answers_of(viewer, assessment)
    shown = None if owns(viewer, assessment) else delegated_codes(viewer, assessment, at=at)
    return [
        AnswerRow(
            each,
            asked.above[each.id],
            answers.get(each.id),
            is_hidden=shown is not None and each.is_assessable and each.id not in shown,
        )
        for each in asked.requirements
    ]


def answer_for(viewer: Viewer, assessment: Assessment, code: str, *, at: datetime) -> AnswerRow:
    """One requirement with its answer. Raises ``NotFound`` (``assessment.not_asked``)."""
    for row in answer_rows(viewer, assessment, at=at):
        if row.requirement.id == code and row.requirement.is_assessable and not row.is_hidden:
            return row
    raise NotFound("assessment.not_asked", id=code)


def sources_of(answers: Iterable[Answer]) -> dict[int, dict[str, Any]]:
    """What answers rest on as they stand now, by key: one query."""
    by_key = {each.pk: each for each in answers}
    states = AnswerState.objects.filter(answer__in=by_key, number=F("answer__version"))
    return dict(states.order_by().values_list("answer_id", "source"))


def history_of(viewer: Viewer, answer: Answer) -> list[AnswerState]:
    """Every state that an answer was in, newest first."""
    return list(AnswerState.objects.visible_to(viewer).filter(answer=answer))


def rested_on(viewer: Viewer, states: Iterable[AnswerState]) -> dict[int, Assessment]:
    """The other assessments from which answers came, as far as the viewer sees them, by key: one
    query, none where nothing came from elsewhere.
    """
    keys = set()
    for state in states:
        for source in (state.source, *state.source.get("rests_on", ())):
            keys.add(source.get("assessment"))
    keys.discard(None)
    if not keys:
        return {}
    return {each.pk: each for each in assessments_of(viewer).filter(pk__in=keys)}


def values_at(answer: Answer, version: int) -> AnswerValues | None:
    """What an answer said in a version; None when it never had it."""
    if version == 0:
        return AnswerValues()
    state = AnswerState.objects.filter(answer=answer, number=version).first()
    return AnswerValues.from_json(state.values) if state else None


def document_at(viewer: Viewer, assessment: Assessment, *, at: datetime) -> AssessmentDocument:
    """The whole assessment as a value: the one source of its figures, reports and files."""
    asked = asked_of(assessment)
    answers = answers_of(viewer, assessment)
    evidence = evidence_of(viewer, assessment)
    row = assessment.requirement_set
    document = AssessmentDocument(
        actor=assessment.actor.name,
        org_number=assessment.actor.org_number or "",
        title=assessment.title,
        period=assessment.period,
        set_code=row.code,
        set_version=row.version,
        set_title=row.title,
        publisher=row.publisher,
        confidentiality=Confidentiality(assessment.confidentiality),
        as_of=at,
        submitted_at=assessment.submitted_at,
    )
    rows = (
        _row(asked, each, answers.get(each.id), evidence.get(each.id, ()))
        for each in asked.requirements
    )
    return replace(document, rows=tuple(rows))


def _row(
    asked: Asked, each: Requirement, answer: Answer | None, evidence: Sequence[Evidence]
) -> AssessedRequirement:
    return AssessedRequirement(
        code=each.id,
        title=each.title,
        text=each.text,
        parent=each.parent,
        is_assessable=each.is_assessable,
        is_as_published=_is_as_published(asked, each),
        priority=each.priority,
        values=answer.values if answer else None,
        evidence=tuple(line_of(each) for each in evidence),
    )


def _is_as_published(asked: Asked, each: Requirement) -> bool:
    found = (
        asked.framework.wording_source(each, name, language)
        for name, texts in (("title", each.title), ("text", each.text))
        for language in texts
    )
    is_other = any(source and source.status in NOT_AS_PUBLISHED for source in found)
    return bool(each.title or each.text) and not is_other
